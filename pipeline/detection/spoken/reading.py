"""A turn read in one language, and the runs in it: what question slots and known values look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.detection.spoken.items import VALUES, Item, Kind, Turn
from pipeline.detection.spoken.language import LANGUAGES, Language, load
from pipeline.detection.spoken.runs import Run, runs
from pipeline.detection.spoken.scan import scan
from pipeline.detection.turns import TurnView


@dataclass(frozen=True, slots=True)
class Reading:
    """The items that a language sees in a turn."""

    turn: Turn
    language: Language
    items: tuple[Item, ...] = field(repr=False)
    says_values: bool
    """Whether any word stands for digits or letters."""
    says_signs: bool
    """Whether any word stands for a sign: "at", "dot"."""

    @classmethod
    def of(cls, view: TurnView, code: str) -> Reading:
        """Read a turn in one of `LANGUAGES`, once."""
        if code not in view.readings:
            turn, language = Turn.of(view.form.text, view.words), load(code)
            items = tuple(scan(turn, language))
            kinds = {item.kind for item in items if item.said}
            view.readings[code] = cls(turn, language, items, not kinds.isdisjoint(VALUES), Kind.SIGN in kinds)
        return view.readings[code]

    def runs(self) -> Iterator[Run]:
        """Yield all runs, however short."""
        return runs(self.turn, self.items)


def spoken_runs(view: TurnView, language: str | None, fewest: int = 1) -> list[Run]:
    """Return all runs of numbers and letters in a turn that have at least so many digits and letters.

    Args:
        view: the turn; runs have offsets in its text in normal form.
        language: the conversation's; without one, or with one that has no words here, there are no runs.
        fewest: digits and letters of a run, taken together.
    """
    if language not in LANGUAGES:
        return []
    return [run for run in Reading.of(view, language).runs() if len(run.text) >= fewest]
