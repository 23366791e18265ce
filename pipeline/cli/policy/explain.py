"""`veil policy explain`: the whole effective policy in plain words."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from pipeline.cli.policy.shared import JSON, POLICY, exit_codes, load


@click.command()
@POLICY
@click.option("--html", type=click.Path(path_type=Path), help="Write a page instead, for reading and printing.")
@JSON
def explain(path: Path, html: Path | None, as_json: bool) -> None:
    """Show the whole effective POLICY in plain words, defaults included.

    \b
    Example:
      veil policy explain policies/eu-support-product-research.yaml --html out/policy.html
    """  # noqa: D301
    from pipeline.policy.explain import explain as sections_of
    from pipeline.policy.explain import plain_text

    with exit_codes():
        loaded = load(path)
        if html:
            from pipeline.evaluation.pages.page import check_place, save
            from pipeline.evaluation.pages.policy_page import policy_page

            check_place(html, shows_text=False)
            click.echo(save(html, policy_page(loaded)))
        elif as_json:
            click.echo(json.dumps([asdict(section) for section in sections_of(loaded)], ensure_ascii=False))
        else:
            click.echo(plain_text(sections_of(loaded)), nl=False)
