"""`veil policy studio`: a policy in the browser, with what it means and what it does beside it."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import click

from pipeline.cli.declared import CHANNELS, records_of, source_options
from pipeline.cli.policy.shared import POLICY, exit_codes

MOST = 20
"""Conversations of a sample that are shown."""


@click.command()
@POLICY
@click.option("--sample", multiple=True, metavar="INPUT", help="Conversations to show (default: made up).")
@click.option("--format", "format_name", default="auto", show_default=True, help="Format of the sample.")
@click.option("--field-map", type=click.Path(path_type=Path), help="YAML file: which column or key is which field.")
@click.option("--channel", type=click.Choice(CHANNELS), help="Channel of records whose format has none.")
@click.option("--zone", help="Time zone of times that carry none, such as Europe/Berlin.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port (default: any that is free).")
@click.option("--open", "opens", is_flag=True, help="Open it in the browser (the address shows in the process list).")
def studio(path: Path, sample: tuple[str, ...], format_name: str, field_map: Path | None, channel: str | None,
           zone: str | None, port: int, opens: bool) -> None:  # fmt: skip
    """Edit POLICY in the browser: problems beside their lines, plain words, and what it does to conversations.

    The page is served to this machine alone, under an address that nobody can guess, until Ctrl-C. It writes the policy
    and its examples, and nothing else. With --sample it shows raw personal data.

    \b
    Example:
      veil policy studio policies/eu-support-product-research.yaml --sample chats.jsonl
    """  # noqa: D301
    from pipeline.studio.sample import made_up
    from pipeline.studio.server import serve
    from pipeline.studio.workbench import Workbench

    def tell(address: str) -> None:
        click.echo(f"{address}\nfor your eyes only; Ctrl-C ends it")
        if opens:
            click.launch(address)

    with exit_codes():
        if sample:
            options = source_options(field_map=field_map, channel=channel, zone=zone)
            shown = list(islice(records_of(sample, format_name, options), MOST))
        else:
            shown = made_up(MOST)
        serve(Workbench(path, shown, "your sample" if sample else "made up by Veil"), port, tell)
