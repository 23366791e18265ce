"""Find likely personal data in texts with the shipped network."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

import numpy as np

from pipeline.detection.model.labels import DIRECT, ENTITY_TYPES, OUTSIDE, columns
from pipeline.detection.model.memo import Memo
from pipeline.detection.model.network import Network, Probabilities
from pipeline.detection.model.spans import ModelSpan, WordGuess, joined, words_of
from pipeline.detection.model.tokenization import WordPieces

__all__ = ["ModelSpan", "TokenClassifier", "WordGuess"]

WEIGHTS: Final = Path(__file__).parent / "weights"
# The model was trained on short texts: its authors measured that phone recall drops in windows much longer than these.
WINDOW_TOKENS: Final = 126
OVERLAP_TOKENS: Final = 32
BLOCK_CHARACTERS: Final = 1 << 18
REMEMBERED_TEXTS: Final = 1 << 14
LONGEST_REMEMBERED: Final = 200

FLOOR: Final = 0.02
"""A word of which the network is less sure than this is not worth telling."""


class TokenClassifier:
    """The token classifier, with its weights from package data.

    A text's spans depend on the text alone: not on the other texts, their order or number, nor on earlier calls.
    Recent short texts are remembered. Use one instance a thread.

    Args:
        threshold: a token counts where the probabilities of all direct types (and URL) together reach this, or where
            LOCATION alone does.
        thresholds: another threshold for tokens whose likeliest type is the key.
    """

    entity_types: frozenset[str] = frozenset(ENTITY_TYPES)

    def __init__(self, threshold: float = 0.2, thresholds: Mapping[str, float] = MappingProxyType({})) -> None:
        unknown = sorted(set(thresholds) - self.entity_types)
        if unknown:
            raise ValueError(f"the token classifier knows no such type: {', '.join(unknown)}")
        self._limits = np.array([thresholds.get(name, threshold) for name in ENTITY_TYPES], np.float32)
        labels = json.loads((WEIGHTS / "labels.json").read_text(encoding="utf-8"))
        self._outside = labels.index(OUTSIDE)
        self._columns = columns(labels)
        self._pieces = WordPieces(WEIGHTS / "tokenizer.json")
        self._network = Network(WEIGHTS / "model.onnx")
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
        tokens = [self._pieces.tokens(text) for text in texts]
        places = [
            (index, window)
            for index, found in enumerate(tokens)
            for window in self._pieces.windows(found, WINDOW_TOKENS, OVERLAP_TOKENS)
        ]
        likely: list[dict[int, WordGuess]] = [{} for _ in texts]
        windows = [tokens[index].ids[window.begin : window.end] for index, window in places]
        for members, probabilities in self._network.run(windows):
            for place, member, scores, direct, value in self._likely(probabilities):
                index, window = places[members[member]]
                token = window.begin + place
                if window.first <= token < window.last:
                    start, end = tokens[index].starts[token], tokens[index].ends[token]
                    likely[index][token] = WordGuess(start, end, scores, direct, value)
        return [
            words_of(text, [found[token] for token in sorted(found)]) for text, found in zip(texts, likely, strict=True)
        ]

    def _likely(self, probabilities: Probabilities) -> Iterator[tuple[int, int, tuple[float, ...], float, float]]:
        """Yield (token, window, scores, direct, value) for each token that is worth telling."""
        # Cheap for all tokens, so that only the few likely ones are looked at by type. 1e-5 is more than rounding.
        some = 1 - probabilities[..., self._outside] >= FLOOR - 1e-5
        at_token, at_window = np.nonzero(some)
        if not len(at_token):
            return
        rows = probabilities[at_token, at_window]
        scores = np.stack([_total(rows, own) for own in self._columns], axis=1)
        direct = np.minimum(_total(scores, range(DIRECT)), 1)
        value = np.minimum(_total(scores, range(len(ENTITY_TYPES) - 1)), 1)
        found = (array.tolist() for array in (at_token, at_window, scores, direct, value))
        for token, window, own, own_direct, own_value in zip(*found, strict=True):
            yield token, window, tuple(own), own_direct, own_value


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


def _total(values: Probabilities, which: Sequence[int]) -> Probabilities:
    """Add columns one after another: a sum whose rounding never depends on how many rows there are."""
    total = np.zeros(len(values), np.float32)
    for column in which:
        total += values[:, column]
    return total
