"""The figures of `detection.json`: read, written, and shown beside those of today."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich import box
from rich.table import Table

from pipeline.evaluation.tally import Rate, Tally
from pipeline.evaluation.terminal import interval, percent

PARTS = ("whole", "train", "validation")
RATES = ("recall", "clean", "kept", "survive")


@dataclass(frozen=True)
class Counts:
    """What was counted on one part of a set: so many of so many, and the mean over distinct values."""

    rates: Mapping[str, Rate]
    macro: float | None

    def rate(self, figure: str) -> Rate:
        return self.rates[figure]

    @classmethod
    def of(cls, tally: Tally) -> Counts:
        return cls({name: getattr(tally, name) for name in RATES}, tally.macro)


Figures = dict[str, dict[str, Counts]]
"""By set and part."""


def read(path: Path) -> Figures:
    """Return the figures in a file; none where there is no file."""
    stored = json.loads(path.read_text()) if path.exists() else {}
    return {name: {part: _counts(row) for part, row in parts.items()} for name, parts in stored.items()}


def write(path: Path, figures: Figures) -> None:
    """Write figures, one line a part of a set."""
    sets = []
    for name, parts in sorted(figures.items()):
        lines = [f"    {json.dumps(part)}: {json.dumps(_row(counts))}" for part, counts in parts.items()]
        sets.append(f"  {json.dumps(name)}: {{\n" + ",\n".join(lines) + "\n  }")
    path.write_text("{\n" + ",\n".join(sets) + "\n}\n")


def table(part: str, before: Figures, now: Figures, figures: Mapping[str, Sequence[str]]) -> Table:
    """Return the figures of one part of every set in percent, with what they were in brackets where they moved."""
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    shown.add_column(part)
    for column in ("labels", "recall", "95 % bounds", "macro", "clean", "kept", "survive"):
        shown.add_column(column, justify="right")
    for name, parts in now.items():
        counts, old = parts[part], before.get(name, {}).get(part)
        cells = {figure: _cell(counts, old, figure) for figure in figures[name]}
        labelled = "recall" in cells
        shown.add_row(
            name,
            str(counts.rate("recall").of) if labelled else "",
            cells.get("recall", ""),
            interval(counts.rate("recall")) if labelled else "",
            percent(counts.macro) if labelled else "",
            cells.get("clean", ""),
            cells.get("kept", ""),
            percent(counts.rate("survive").value) if labelled else "",
        )
    return shown


def _cell(counts: Counts, old: Counts | None, figure: str) -> str:
    new = percent(counts.rate(figure).value)
    was = percent(old.rate(figure).value) if old else new
    return new if was == new else f"({was}) {new}"


def _row(counts: Counts) -> dict[str, object]:
    macro = None if counts.macro is None else round(counts.macro, 4)
    return {**{name: [rate.hits, rate.of] for name, rate in counts.rates.items()}, "macro": macro}


def _counts(row: Mapping[str, object]) -> Counts:
    return Counts({name: Rate(*row[name]) for name in RATES}, row["macro"])  # type: ignore[misc, arg-type]
