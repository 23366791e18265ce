"""The network's words as vectors of bytes, computed once for each distinct word and remembered.

All sums are sums of whole numbers, and every other step is one that IEEE 754 rounds exactly: the same word has the same
bytes on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from pipeline.detection.model.features import rows_of
from pipeline.errors import DetectionFailed

Bytes = npt.NDArray[np.uint8]

REMEMBERED_WORDS: Final = 1 << 16
"""Vectors that are kept: some megabytes. When there are more words, all are forgotten."""


@dataclass(frozen=True, slots=True)
class TableWeights:
    """What export writes: see `WordTable`."""

    rows: npt.NDArray[np.int8] = field(repr=False)
    """`[rows, columns]`; a row is worth `rows * 2**shifts`, in units of which `unit` makes one."""
    shifts: Bytes = field(repr=False)
    unit: float
    gain: npt.NDArray[np.float64] = field(repr=False)
    offset: npt.NDArray[np.float64] = field(repr=False)
    scale: float
    """What one step of the network's input bytes is worth, and the byte that means zero."""
    zero: int

    @classmethod
    def read(cls, path: Path) -> TableWeights:
        """Read the weights of a file that `write` made."""
        with np.load(path) as stored:
            numbers = [float(each) for each in stored["numbers"]]
            unit, scale, zero = numbers
            return cls(stored["rows"], stored["shifts"], unit, stored["gain"], stored["offset"], scale, int(zero))

    def write(self, path: Path) -> None:
        """Write the weights: the same weights give the same bytes."""
        numbers = np.array([self.unit, self.scale, self.zero], np.float64)
        np.savez_compressed(
            path, rows=self.rows, shifts=self.shifts, gain=self.gain, offset=self.offset, numbers=numbers
        )

    def vectors(self, words: Sequence[Sequence[int]]) -> Bytes:
        """Return the bytes of each word, `[words, columns]`: its rows' sum, brought to mean 0 and variance 1, scaled.

        Args:
            words: the rows of each word, at least one.
        """
        rows = np.fromiter(chain.from_iterable(words), np.intp)
        begins = np.cumsum([0, *(len(own) for own in words[:-1])])
        # A byte that is shifted by at most 8 fits into 16 bits.
        shifted = self.rows[rows].astype(np.int16) << self.shifts[rows].astype(np.int16)[:, np.newaxis]
        totals = np.add.reduceat(shifted, begins, axis=0, dtype=np.int32).astype(np.int64)
        size = totals.shape[1]
        # Columns times the distance from the mean: whole, and with shifts of at most 8 its square fits into 64 bits.
        spread = size * totals - totals.sum(axis=1, keepdims=True)
        variance = (spread**2).sum(axis=1, keepdims=True) / float(size**3) * self.unit**2
        normal = spread * (self.unit / size / np.sqrt(variance + EPSILON))
        steps = np.rint((normal * self.gain + self.offset) / self.scale) + self.zero
        found: Bytes = np.clip(steps, 0, 255).astype(np.uint8)
        return found


EPSILON: Final = 1e-5


class WordTable:
    """Vectors by word. Words are numbered as they come; a number is good until the next call of `numbers`."""

    def __init__(self, weights: TableWeights, remembered: int = REMEMBERED_WORDS) -> None:
        self._weights = weights
        self._remembered = remembered
        self._numbers: dict[str, int] = {}
        self.vectors = np.zeros((1024, weights.rows.shape[1]), np.uint8)
        """`[numbers, columns]`, the bytes of each numbered word."""

    def start(self) -> None:
        """Forget all words if there are too many. Numbers given before are void."""
        if len(self._numbers) > self._remembered:
            self._numbers.clear()

    def numbers(self, words: list[str]) -> list[int]:
        """Return the number of each word.

        Raises:
            DetectionFailed: a word holds half a surrogate pair.
        """
        known = self._numbers
        try:
            return [known[word] for word in words]
        except KeyError:
            self._add(list(dict.fromkeys(word for word in words if word not in known)))
            return [known[word] for word in words]

    def _add(self, words: list[str]) -> None:
        try:
            rows = [rows_of(word) for word in words]
        except UnicodeEncodeError:  # the message holds the word
            raise DetectionFailed("token classifier: text is not valid Unicode") from None
        first = len(self._numbers)
        while first + len(words) > len(self.vectors):
            self.vectors = np.concatenate([self.vectors, np.zeros_like(self.vectors)])
        self.vectors[first : first + len(words)] = self._weights.vectors(rows)
        self._numbers.update((word, first + index) for index, word in enumerate(words))
