"""A turn as the answer to a question: which of its words say something."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from pipeline.detection.coverage import Coverage
from pipeline.detection.names.lexicon import ORDINARY, PLAIN, Lexicon
from pipeline.detection.spoken.items import Kind
from pipeline.detection.spoken.runs import Run
from pipeline.detection.turns import TurnView

_KNOWN: Final = 3.9
"""Zipf frequency from which on a word is known."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A turn as an answer: which of its words say something, and the runs of numbers and letters in it.

    `heard` says whether it comes from speech recognition.
    """

    turn: TurnView
    content: tuple[int, ...]
    framed: tuple[int, int]
    """The first word behind what leads in, and the one behind the last before what follows."""
    runs: tuple[Run, ...] = field(repr=False)
    dates: tuple[tuple[int, int], ...]
    refused: bool
    heard: bool
    lexicon: Lexicon = field(repr=False)

    @property
    def covered(self) -> int:
        """Return how many of the content words belong to runs."""
        return sum(map(self._is_covered, self.content))

    @property
    def spelled(self) -> int:
        """Return how many letters were said one by one."""
        return sum(item.kind is Kind.LETTER for run in self.runs for item in run.members)

    @property
    def said(self) -> tuple[int, ...]:
        """Return the content without the known words at both ends: "primero 351" says "351"."""
        first, last = 0, len(self.content)
        while first < last and self._only_leads(self.content[first]):
            first += 1
        while first < last and self._only_leads(self.content[last - 1]):
            last -= 1
        return self.content[first:last]

    def _only_leads(self, index: int) -> bool:
        word = self.turn.words.words[index]
        known = self.lexicon.kind(word)[0] in (PLAIN, ORDINARY) or self.lexicon.frequency(word) >= _KNOWN
        return known and word.isalpha() and len(word) > 1 and not self._is_covered(index)

    def _is_covered(self, index: int) -> bool:
        pieces = self.runs if self.heard else (item for run in self.runs for item in run.members)
        in_run = any(piece.first <= index < piece.last for piece in pieces)
        return in_run or Coverage(self.dates).holds(*self.turn.words.spans[index])
