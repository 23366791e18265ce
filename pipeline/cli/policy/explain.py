"""`veil policy explain`: the whole effective policy in plain words."""

from __future__ import annotations

import json
from pathlib import Path

import click

from pipeline.cli.policy.shared import JSON, POLICY, exit_codes, load


@click.command()
@POLICY
@JSON
def explain(path: Path, as_json: bool) -> None:
    """Show the whole effective POLICY in plain words, defaults included.

    \b
    Example:
      veil policy explain policies/eu-support-product-research.yaml
    """  # noqa: D301
    from pipeline.policy.explain import explain as sections_of
    from pipeline.policy.explain import plain_text

    with exit_codes():
        sections = sections_of(load(path))
    if as_json:
        click.echo(
            json.dumps([{"heading": heading, "lines": lines} for heading, lines in sections], ensure_ascii=False)
        )
    else:
        click.echo(plain_text(sections), nl=False)
