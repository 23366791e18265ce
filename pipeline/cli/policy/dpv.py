"""`veil policy dpv`: the policy in the words of the W3C Data Privacy Vocabulary."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.policy.shared import POLICY, exit_codes, load


@click.command()
@POLICY
@click.option(
    "--format",
    "form",
    type=click.Choice(["turtle", "jsonld"]),
    default="turtle",
    show_default=True,
    help="How the graph is written.",
)
def dpv(path: Path, form: str) -> None:
    """Print POLICY as a graph in the W3C Data Privacy Vocabulary, for registers and tools that read it.

    \b
    Example:
      veil policy dpv policies/eu-support-product-research.yaml --format jsonld
    """  # noqa: D301
    from pipeline.policy.dpv.export import export
    from pipeline.policy.dpv.jsonld import to_jsonld
    from pipeline.policy.dpv.turtle import to_turtle

    with exit_codes():
        loaded = load(path)
    graph = export(loaded.policy, loaded.content_sha256)
    click.echo(to_jsonld(graph) if form == "jsonld" else to_turtle(graph), nl=False)
