"""`veil inspect`: conversations with what would be hidden, for authorized eyes."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.declared import CHANNELS, records_of, source_options
from pipeline.errors import Refused

if TYPE_CHECKING:
    from pipeline.evaluation.inspection import Inspected
    from pipeline.policy.loaded import LoadedPolicy

MOST_ON_A_PAGE = 200


@click.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option("--policy", required=True, type=click.Path(path_type=Path), help="The policy file; a draft will do.")
@click.option("--format", "format_name", default="auto", show_default=True, help="Format; auto: by content.")
@click.option("--field-map", type=click.Path(path_type=Path), help="YAML file: which column or key is which field.")
@click.option("--channel", type=click.Choice(CHANNELS), help="Channel of records whose format has none.")
@click.option("--zone", help="Time zone of times that carry none, such as Europe/Berlin.")
@click.option("--limit", type=click.IntRange(1), help=f"Show this many records at most (a page: {MOST_ON_A_PAGE}).")
@click.option("--only", metavar="TYPE", help="Show only turns in which this kind was found, such as PERSON.")
@click.option("--html", type=click.Path(path_type=Path), help="Write a page instead, readable by you alone.")
def inspect(inputs: tuple[str, ...], policy: Path, format_name: str, field_map: Path | None, channel: str | None,
            zone: str | None, limit: int | None, only: str | None, html: Path | None) -> None:  # fmt: skip
    """Show the conversations in INPUT with what a policy would hide, what would stand there instead, and who found it.

    This shows raw personal data. Records that a run would refuse or reject are shown with the reason. On a terminal the
    output goes through the pager.

    \b
    Example:
      veil inspect chats.jsonl --policy policies/eu-support-product-research.yaml --limit 20 --only PERSON
    """  # noqa: D301
    from pipeline.detection.entity_types import ENTITY_TYPES
    from pipeline.evaluation.inspection import inspect as look
    from pipeline.evaluation.pages.page import check_place
    from pipeline.evaluation.trial import Trial
    from pipeline.evaluation.vocabulary import vocabulary
    from pipeline.policy.loader import load

    if only is not None and only not in ENTITY_TYPES:
        raise Refused(f"--only takes one of {', '.join(sorted(ENTITY_TYPES))}")
    if html:
        check_place(html, shows_text=True)
    loaded = load(policy, vocabulary())
    records = records_of(inputs, format_name, source_options(field_map=field_map, channel=channel, zone=zone))
    shown = islice(look(records, Trial(loaded), only), limit or (MOST_ON_A_PAGE if html else None))
    if html:
        click.echo(_page(html, list(shown), loaded))
    elif sys.stdout.isatty():
        click.echo_via_pager(_told(shown, shutil.get_terminal_size().columns))
    else:
        for text in _told(shown, None):
            click.echo(text, nl=False)


def _told(shown: Iterator[Inspected], width: int | None) -> Iterator[str]:
    """Yield the whole output, piece by piece."""
    from pipeline.evaluation.inspection import closing_line, count
    from pipeline.evaluation.inspection_terminal import render
    from pipeline.evaluation.pages.page import RAW_TEXT

    counts: Counter[str] = Counter()
    yield f"{RAW_TEXT}\n\n"
    for each in shown:
        counts += count(each)
        yield render(each, width)
    yield f"{closing_line(counts)}\n"


def _page(path: Path, shown: list[Inspected], loaded: LoadedPolicy) -> str:
    from pipeline.evaluation.inspection import closing_line, count
    from pipeline.evaluation.pages.inspection_page import inspection_page
    from pipeline.evaluation.pages.page import save

    closing = closing_line(sum(map(count, shown), Counter[str]()))
    return save(path, inspection_page(shown, loaded, closing))
