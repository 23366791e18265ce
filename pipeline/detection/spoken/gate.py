"""Which turns are read for values in words at all: most hold none, and reading costs more than a look at the words."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase
from typing import Final

from pipeline.detection.spoken.language import Language, load
from pipeline.detection.spoken.scan import is_group
from pipeline.detection.turns import TurnView

FEWEST_TRIGGERS: Final = 2
"""Words in a turn that may be part of a value in words, before the turn is read at all."""
FEWEST_LETTERS: Final = 4
"""Single letters of any kind in a turn, before it is read."""

LONGEST_ANSWER: Final = 8
"""Words of a turn that is read where it holds figures and letters: a code taken apart has no words to know it by."""

_LETTERS: Final = frozenset(ascii_lowercase)


def may_say_values(turn: TurnView, code: str) -> bool:
    """Return whether a turn is worth reading in one of `LANGUAGES`."""
    words, language = turn.words.words, load(code)
    return _opens(words, language) or (turn.clues.digits > 0 and _is_answer(words, language))


def _opens(words: Sequence[str], language: Language) -> bool:
    """Return whether a turn's words may hold a value.

    That is two triggers, or one with a street ("Lindenstraße elf"), or letters that also stand behind apostrophes.
    """
    if language.triggers.isdisjoint(words):
        return sum(map(_LETTERS.__contains__, words)) >= FEWEST_LETTERS
    triggers = sum(map(language.triggers.__contains__, words))
    return (
        triggers >= FEWEST_TRIGGERS
        or sum(map(_LETTERS.__contains__, words)) >= FEWEST_LETTERS
        or any(map(language.is_street, words))
    )


def _is_answer(words: Sequence[str], language: Language) -> bool:
    """Return whether a short turn with figures may be a code that was taken apart: "mq 45 d 4"."""
    return len(words) <= LONGEST_ANSWER and any(len(word) == 1 or is_group(word, language) for word in words)
