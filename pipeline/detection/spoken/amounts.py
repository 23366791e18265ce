"""Said quantities: numbers in words before a unit, as "ninety nine percent", "zweihundert Euro", "seis meses".

They point at nobody. Units of any language count (`units` in the files of words): support talk mixes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.detection.coverage import NOTHING, Coverage
from pipeline.detection.spoken.items import VALUES, Kind
from pipeline.detection.spoken.language import LANGUAGES, all_languages
from pipeline.detection.spoken.reading import Reading
from pipeline.detection.spoken.runs import Run
from pipeline.detection.turns import TurnView

_MOST_NUMBERS: Final = 3
"""Numbers said in a row before a unit: "four one five euros" may be an amount, a longer run begins with a value."""


def said_amounts(view: TurnView, code: str | None) -> Coverage:
    """Return where a turn says quantities in words, unit included.

    Args:
        view: the turn; spans are in its text in normal form.
        code: the conversation's language; in one without words for numbers nothing is found.
    """
    if code not in LANGUAGES or all_languages().unit_openers.isdisjoint(view.words.words):
        return NOTHING
    return view.once(f"said amounts {code}", lambda turn: Coverage(_amounts(turn, Reading.of(turn, code))))


def _amounts(view: TurnView, reading: Reading) -> Iterator[tuple[int, int]]:
    for run in reading.runs():
        if _is_count(run) and (unit := all_languages().units.match(view.words.words, run.last)):
            yield run.start, view.words.spans[run.last + unit[1] - 1][1]


def _is_count(run: Run) -> bool:
    return run.count <= _MOST_NUMBERS and all(
        item.kind is Kind.NUMBER and item.said for item in run.items if item.kind in VALUES
    )
