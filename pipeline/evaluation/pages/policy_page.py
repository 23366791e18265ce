"""The page of a policy for whoever has to approve it: the sections of the terminal, for reading and printing."""

from __future__ import annotations

from pipeline.evaluation.pages.page import render
from pipeline.policy.explain import explain
from pipeline.policy.loaded import LoadedPolicy


def policy_page(loaded: LoadedPolicy) -> bytes:
    """Return the page. Its sections stand in the order of the policy, each under its own heading and link."""
    metadata = loaded.policy.metadata
    return render(
        "policy.html.jinja",
        shows_text=False,
        title=f"{metadata.title} ({metadata.id} {metadata.version})",
        status=metadata.status,
        sections=explain(loaded),
    )
