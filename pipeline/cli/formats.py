"""`veil formats`: what can be read, and how far each reader may be trusted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pipeline.sources.format import Format

EVIDENCE = {"own": "own", "sample": "tried on samples", "description": "by description"}
"""How the evidence of a reader is told: Veil's own format, files of the format's own software, or only its manual."""
COLUMNS = ("format", "reads", "suffixes", "ids", "evidence")
GAP = "  "


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a format.")
def formats(as_json: bool) -> None:
    """List the formats that are read. Formats are recognized by content; those that need a field map are not.

    \b
    ids        in the record; or made of the file's path and a number
    evidence   own: Veil's own, or as loose as your field map
               tried on samples: on files that the format's own software wrote
               by description: try it on your own files first

    \b
    Example:
      veil formats
    """  # noqa: D301
    from pipeline.sources.catalog import formats as known

    found = list(known().values())
    if as_json:
        click.echo("\n".join(json.dumps(_entry(plugin)) for plugin in found))
        return
    rows = [COLUMNS, *(_row(plugin) for plugin in found)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(COLUMNS))]
    for row in rows:
        click.echo(GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _entry(plugin: Format) -> dict[str, object]:
    return {
        "name": plugin.name,
        "title": plugin.title,
        "suffixes": plugin.suffixes,
        "identified": plugin.identified,
        "evidence": plugin.evidence.value,
        "field_map": plugin.by_map,
    }


def _row(plugin: Format) -> tuple[str, ...]:
    ids = "record" if plugin.identified else "path"
    return (plugin.name, plugin.title, " ".join(plugin.suffixes), ids, EVIDENCE[plugin.evidence.value])
