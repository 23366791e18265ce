"""Plain words at the edges of what the token classifier takes for one value: "me" before an address, "today" behind.

Inside a value they stay: "ana at post dot example" is full of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from pipeline.detection.model.spans import VALUE_JOINER, WordGuess

SURE: Final = 0.7
"""How likely the classifier must find a plain word at an edge."""

Decided = tuple[WordGuess, tuple[str, float]]
"""A word that counts, with its type and score."""


def without_weak_edges(text: str, found: Sequence[Decided], is_plain: Callable[[str], bool]) -> list[Decided]:
    """Return the words that count, without the plain and doubtful ones at either end of a run of them.

    Args:
        text: the turn in normal form.
        found: sorted, apart from each other.
        is_plain: whether a word of the text is one that nobody is called by.
    """

    def is_weak(one: Decided) -> bool:
        return one[0].value < SURE and is_plain(text[one[0].start : one[0].end])

    kept: list[Decided] = []
    for run in _runs(text, found):
        begin, end = 0, len(run)
        while begin < end - 1 and is_weak(run[begin]):
            begin += 1
        while end > begin + 1 and is_weak(run[end - 1]):
            end -= 1
        kept += run[begin:end]
    return kept


def _runs(text: str, found: Sequence[Decided]) -> list[list[Decided]]:
    runs: list[list[Decided]] = []
    for one in found:
        if runs and VALUE_JOINER.fullmatch(text, runs[-1][-1][0].end, one[0].start):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs
