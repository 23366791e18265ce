"""Find likely personal data in texts with the shipped network."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

import numpy as np

from pipeline.detection.model.labels import DIRECT, ENTITY_TYPES, OUTSIDE, columns
from pipeline.detection.model.memo import Memo
from pipeline.detection.model.network import Network, Probabilities
from pipeline.detection.model.spans import ModelSpan, whole_words
from pipeline.detection.model.tokenization import Tokens, WordPieces

__all__ = ["ModelSpan", "TokenClassifier"]

WEIGHTS: Final = Path(__file__).parent / "weights"
# The model was trained on short texts: its authors measured that phone recall drops in windows much longer than these.
WINDOW_TOKENS: Final = 126
OVERLAP_TOKENS: Final = 32
BLOCK_CHARACTERS: Final = 1 << 18
REMEMBERED_TEXTS: Final = 1 << 14
LONGEST_REMEMBERED: Final = 200

Likely = dict[int, tuple[str, float]]
"""Type and score by the token's place in its text."""


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
        self._memo: Memo[tuple[ModelSpan, ...]] = Memo(REMEMBERED_TEXTS, LONGEST_REMEMBERED)

    def find(self, texts: Sequence[str]) -> list[tuple[ModelSpan, ...]]:
        """Return the spans of each text, sorted and apart from each other, in the order of the texts.

        Raises:
            DetectionFailed: a text is not valid Unicode.
        """
        answers = {text: self._memo.get(text) for text in dict.fromkeys(texts)}
        unknown = [text for text, spans in answers.items() if spans is None]
        for block in blocks(unknown):
            for text, spans in zip(block, self._look(block), strict=True):
                answers[text] = self._memo.keep(text, spans)
        return [answers[text] or () for text in texts]

    def _look(self, texts: Sequence[str]) -> list[tuple[ModelSpan, ...]]:
        tokens = [self._pieces.tokens(text) for text in texts]
        places = [
            (index, window)
            for index, found in enumerate(tokens)
            for window in self._pieces.windows(found, WINDOW_TOKENS, OVERLAP_TOKENS)
        ]
        likely: list[Likely] = [{} for _ in texts]
        windows = [tokens[index].ids[window.begin : window.end] for index, window in places]
        for members, probabilities in self._network.run(windows):
            for place, member, entity_type, score in self._likely(probabilities):
                index, window = places[members[member]]
                if window.first <= window.begin + place < window.last:
                    likely[index][window.begin + place] = (entity_type, score)
        return [
            whole_words(text, hits(*found)) for text, found in zip(texts, zip(tokens, likely, strict=True), strict=True)
        ]

    def _likely(self, probabilities: Probabilities) -> Iterator[tuple[int, int, str, float]]:
        """Yield (token, window, type, score) for each token that reaches its threshold."""
        # Cheap for all tokens, so that only the few likely ones are looked at by type. 1e-5 is more than rounding.
        some = 1 - probabilities[..., self._outside] >= self._limits.min() - 1e-5
        at_token, at_window = np.nonzero(some)
        if not len(at_token):
            return
        rows = probabilities[at_token, at_window]
        scores = np.stack([_total(rows, own) for own in self._columns], axis=1)
        direct = _total(scores, range(DIRECT))
        value = _total(scores, range(len(ENTITY_TYPES) - 1))
        for row, (token, window) in enumerate(zip(at_token.tolist(), at_window.tolist(), strict=True)):
            found = self._decide(scores[row], float(direct[row]), float(value[row]))
            if found is not None:
                yield token, window, *found

    def _decide(self, scores: Probabilities, direct: float, value: float) -> tuple[str, float] | None:
        """Return the type and score of a token, or None.

        A milder type (URL, LOCATION), which a policy may keep, names only what the direct types do not reach.
        """
        best = int(scores[:DIRECT].argmax())
        if direct >= self._limits[best]:
            return ENTITY_TYPES[best], direct
        best = int(scores[:-1].argmax())
        if value >= self._limits[best]:
            return ENTITY_TYPES[best], value
        if scores[-1] >= self._limits[-1]:
            return ENTITY_TYPES[-1], float(scores[-1])
        return None


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


def hits(tokens: Tokens, likely: Likely) -> Iterator[ModelSpan]:
    """Yield the likely tokens as spans, in the text's order."""
    for place, (entity_type, score) in sorted(likely.items()):
        yield ModelSpan(tokens.starts[place], tokens.ends[place], entity_type, min(score, 1.0))
