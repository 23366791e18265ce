"""What the words around a run say it is: "my account number is", "spelled", "Lindenstraße"."""

from __future__ import annotations

from typing import Final

from pipeline.detection.spoken.items import Turn
from pipeline.detection.spoken.language import Language

_WORDS_BEFORE: Final = 8
_WORDS_TO_STREET: Final = 4


def cue(turn: Turn, first: int, language: Language) -> str | None:
    """Return the entity type that the nearest cue within eight words before a word speaks of."""
    for at in range(first - 1, max(-1, first - 1 - _WORDS_BEFORE), -1):
        found = language.cues.match(turn.words, at)
        if found and at + found[1] <= first:
            return _longer(turn, at, first, language) or found[0]
    return None


def _longer(turn: Turn, at: int, first: int, language: Language) -> str | None:
    """Return the type of a longer phrase that ends no earlier: "security code" rather than "code"."""
    found = language.cues.match(turn.words, at)
    ends = at + found[1] if found else at
    for earlier in (at - 1, at - 2):
        longer = language.cues.match(turn.words, earlier) if earlier >= 0 else None
        if longer and ends <= earlier + longer[1] <= first:
            return longer[0]
    return None


def beside_street(turn: Turn, first: int, last: int, language: Language) -> bool:
    """Return whether a word for a street stands within four words of a run."""
    around = (*turn.words[max(0, first - _WORDS_TO_STREET) : first], *turn.words[last : last + _WORDS_TO_STREET])
    return any(map(language.is_street, around))
