"""Plain words at the edges of what the token classifier takes for one address or telephone number: "me" before it.

Inside a value they stay: "ana at post dot example" is full of them. So they do where they may be a part of it: words
for digits, letters and signs, and all words of streets, passwords, user names and numbers of other kinds, whose parts
are often plain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.conversation.normal_form import fold_text
from pipeline.detection.model.spans import VALUE_JOINER, WordGuess
from pipeline.detection.scene import Vocabulary
from pipeline.detection.spoken.items import VALUES, Kind
from pipeline.detection.spoken.language import LANGUAGES
from pipeline.detection.spoken.reading import Reading
from pipeline.detection.turns import TurnView

SURE: Final = 0.7
"""How likely the classifier must find a plain word at an edge, and one word of the value."""
TRIMMED: Final = frozenset({"EMAIL_ADDRESS", "PHONE_NUMBER"})

Decided = tuple[WordGuess, tuple[str, float]]
"""A word that counts, with its type and score."""


def without_weak_edges(turn: TurnView, found: Sequence[Decided], words: Vocabulary) -> list[Decided]:
    """Return the words that count, without the plain and doubtful ones at either end of a value.

    A value of which no word is likely stays whole.

    Args:
        turn: the turn.
        found: sorted, apart from each other, in its text in normal form.
        words: those of the conversation's language.
    """
    if not any(_is_doubtful(one) for one in found):
        return list(found)
    spoken = set(_spoken(turn, words.language))
    text = turn.form.text

    def may_go(one: Decided) -> bool:
        start, end = one[0].start, one[0].end
        return _is_doubtful(one) and start not in spoken and words.is_plain(fold_text(text[start:end]))

    kept: list[Decided] = []
    for run in _runs(text, found):
        begin, end = 0, len(run)
        if any(one[0].value >= SURE for one in run):
            while may_go(run[begin]):
                begin += 1
            while may_go(run[end - 1]):
                end -= 1
        kept += run[begin:end]
    return kept


def _is_doubtful(one: Decided) -> bool:
    guess, (entity_type, _) = one
    return entity_type in TRIMMED and guess.value < SURE


def _spoken(turn: TurnView, code: str | None) -> Iterator[int]:
    """Yield where words begin that say a digit, a letter or a sign."""
    if code not in LANGUAGES:
        return
    for item in Reading.of(turn, code).items:
        if item.kind in VALUES or item.kind is Kind.SIGN:
            yield from (turn.words.spans[at][0] for at in range(item.first, item.last))


def _runs(text: str, found: Sequence[Decided]) -> list[list[Decided]]:
    runs: list[list[Decided]] = []
    for one in found:
        if runs and VALUE_JOINER.fullmatch(text, runs[-1][-1][0].end, one[0].start):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs
