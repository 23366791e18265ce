"""Classifiers that say what a test needs, in place of the network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pipeline.detection.model.labels import ENTITY_TYPES
from pipeline.detection.model.spans import WordGuess

Guess = tuple[int, int, str, float]
"""Start, end, entity type and probability."""


class Scripted:
    """A classifier whose guesses about a text are a function of it."""

    def __init__(self, guesses: Callable[[str], Iterable[Guess]]) -> None:
        self._guesses = guesses

    def words(self, texts: Sequence[str]) -> list[tuple[WordGuess, ...]]:
        return [tuple(_guess(*each) for each in self._guesses(text)) for text in texts]

    def decide(self, word: WordGuess) -> tuple[str, float] | None:
        best = max(range(len(ENTITY_TYPES)), key=word.scores.__getitem__)
        return ENTITY_TYPES[best], word.direct


def names(**scores: float) -> Scripted:
    """A classifier that takes given words for names, each with its score."""

    def guesses(text: str) -> Iterable[Guess]:
        for word, score in scores.items():
            at = text.lower().find(word)
            if at >= 0:
                yield at, at + len(word), "PERSON", score

    return Scripted(guesses)


def _guess(start: int, end: int, entity_type: str, score: float) -> WordGuess:
    return WordGuess(start, end, tuple(score if kind == entity_type else 0.0 for kind in ENTITY_TYPES), score, score)
