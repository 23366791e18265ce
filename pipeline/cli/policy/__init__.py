"""`veil policy`: what a compliance officer does with a policy file before any record is read; one file a command."""

from __future__ import annotations

import click

from pipeline.cli.lazy import LazyGroup

COMMANDS = {
    "new": "Ask what a first policy must know, and write it.",
    "lint": "Tell everything that is wrong in a policy.",
    "explain": "Show the whole policy in plain words.",
    "test": "Run the examples beside a policy.",
    "diff": "Tell what another version loosens and tightens.",
    "studio": "Edit a policy in the browser.",
    "approve": "Approve a policy as it stands.",
    "schema": "Print the JSON Schema of policy files, for editors.",
    "dpv": "Print a policy in the W3C Data Privacy Vocabulary.",
}


@click.group(cls=LazyGroup, package=__name__, helps=COMMANDS)
def policy() -> None:
    """Check, explain, test and approve a policy file.

    \b
    Example:
      veil policy lint policies/eu-support-product-research.yaml
      veil policy test policies/eu-support-product-research.yaml
    """  # noqa: D301
