"""Which content this is, and who approved it: the one section that changes with every value."""

from __future__ import annotations

from pipeline.policy.explain.section import Explanation
from pipeline.policy.loaded import LoadedPolicy


def _lines(loaded: LoadedPolicy) -> list[str]:
    return [
        f"Content hash: {loaded.content_sha256}",
        *[
            f"Approval on file: {a.role}, {a.name}, {a.date}, {a.reference}, for content {a.content_sha256}"
            + ("" if a.content_sha256 == loaded.content_sha256 else " (another one: it does not count)")
            for a in loaded.approvals
        ],
        f"Examples that must pass: {len(loaded.cases)}",
    ]


PLUGIN = Explanation("content", "Which content this is", 100, (), _lines, tells_content=True)
