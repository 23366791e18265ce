"""Find likely personal data in texts with the shipped network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from types import MappingProxyType
from typing import Final

import numpy as np

from pipeline.detection.model.guesses import likely
from pipeline.detection.model.labels import COLUMNS, DIRECT, ENTITY_TYPES, OUTSIDE_COLUMN
from pipeline.detection.model.memo import Memo
from pipeline.detection.model.network import Network
from pipeline.detection.model.spans import ModelSpan, WordGuess, joined, words_of
from pipeline.detection.model.table import TableWeights, WordTable
from pipeline.detection.model.words import spans_and_gaps, windows

__all__ = ["ModelSpan", "TokenClassifier", "WordGuess"]

WEIGHTS: Final = Path(__file__).parent / "weights"
BLOCK_CHARACTERS: Final = 1 << 18
REMEMBERED_TEXTS: Final = 1 << 14
LONGEST_REMEMBERED: Final = 200


class TokenClassifier:
    """The token classifier, with its weights from package data.

    A text's spans depend on the text alone: not on the other texts, their order or number, nor on earlier calls.
    Recent short texts are remembered. Use one instance a thread.

    Args:
        threshold: a token counts where the probabilities of all direct types (and URL) together reach this, or where
            LOCATION alone does.
        thresholds: another threshold for tokens whose likeliest type is the key.
        weights: the folder of the weights; tests and training have others.
    """

    entity_types: frozenset[str] = frozenset(ENTITY_TYPES)

    def __init__(
        self,
        threshold: float = 0.2,
        thresholds: Mapping[str, float] = MappingProxyType({}),
        weights: Path = WEIGHTS,
    ) -> None:
        unknown = sorted(set(thresholds) - self.entity_types)
        if unknown:
            raise ValueError(f"the token classifier knows no such type: {', '.join(unknown)}")
        limits = np.array([thresholds.get(name, threshold) for name in ENTITY_TYPES], np.float32)
        self._limits: list[float] = limits.tolist()  # rounded as the probabilities are
        self._lowest = min(self._limits)
        self._table = WordTable(TableWeights.read(weights / "words.npz"))
        self._network = Network(weights / "network.onnx")
        self._memo: Memo[tuple[WordGuess, ...]] = Memo(REMEMBERED_TEXTS, LONGEST_REMEMBERED)

    def find(self, texts: Sequence[str]) -> list[tuple[ModelSpan, ...]]:
        """Return the spans of each text, sorted and apart from each other, in the order of the texts.

        Raises:
            DetectionFailed: a text is not valid Unicode.
        """
        return [self.spans(text, words) for text, words in zip(texts, self.words(texts), strict=True)]

    def words(self, texts: Sequence[str]) -> list[tuple[WordGuess, ...]]:
        """Return what the network thinks of each text's words, without those it takes for nothing.

        Raises:
            DetectionFailed: a text is not valid Unicode.
        """
        answers = {text: self._memo.get(text) for text in dict.fromkeys(texts)}
        unknown = [text for text, words in answers.items() if words is None]
        for block in blocks(unknown):
            for text, words in zip(block, self._look(block), strict=True):
                answers[text] = self._memo.keep(text, words)
        return [answers[text] or () for text in texts]

    def spans(self, text: str, words: Iterable[WordGuess]) -> tuple[ModelSpan, ...]:
        """Return the words that reach their thresholds, neighbors of one type as one span."""
        decided = ((word, self.decide(word)) for word in words)
        return joined(text, [ModelSpan(word.start, word.end, *found) for word, found in decided if found])

    def decide(self, word: WordGuess) -> tuple[str, float] | None:
        """Return the type and score of a word that reaches its threshold, or None.

        A milder type (URL, LOCATION), which a policy may keep, names only what the direct types do not reach.
        """
        if word.value < self._lowest and word.scores[-1] < self._lowest:
            return None
        best = max(range(DIRECT), key=word.scores.__getitem__)
        if word.direct >= self._limits[best]:
            return ENTITY_TYPES[best], word.direct
        best = max(range(len(ENTITY_TYPES) - 1), key=word.scores.__getitem__)
        if word.value >= self._limits[best]:
            return ENTITY_TYPES[best], word.value
        if word.scores[-1] >= self._limits[-1]:
            return ENTITY_TYPES[-1], word.scores[-1]
        return None

    def _look(self, texts: Sequence[str]) -> list[tuple[WordGuess, ...]]:
        self._table.start()
        cuts = [spans_and_gaps(text) for text in texts]
        spans = [own for own, _ in cuts]
        words = [text[start:end] for text, own in zip(texts, spans, strict=True) for start, end in own]
        # All texts at once: new words are cheaper together.
        numbers = np.array(self._table.numbers(words), np.int32)
        before = np.array([gap for _, gaps in cuts for gap in gaps], np.int32)
        firsts = list(accumulate(map(len, spans), initial=0))
        places = [(index, window) for index, own in enumerate(spans) for window in windows(len(own))]
        cut = [(firsts[index] + window.begin, firsts[index] + window.end) for index, window in places]
        guesses: list[dict[int, WordGuess]] = [{} for _ in texts]
        batches = self._network.run(self._table.vectors, numbers, before, cut)
        for at, place, scores, direct, value in likely(batches, OUTSIDE_COLUMN, COLUMNS):
            index, window = places[at]
            word = window.begin + place
            if window.first <= word < window.last:
                guesses[index][word] = WordGuess(*spans[index][word], scores, direct, value)
        return [
            words_of(text, [found[word] for word in sorted(found)]) for text, found in zip(texts, guesses, strict=True)
        ]


def blocks(texts: Sequence[str], limit: int = BLOCK_CHARACTERS) -> Iterator[list[str]]:
    """Yield the texts in runs of about `limit` characters: what bounds the memory of a call."""
    block: list[str] = []
    size = 0
    for text in texts:
        block.append(text)
        size += len(text)
        if size >= limit:
            yield block
            block, size = [], 0
    if block:
        yield block
