"""Examples as the teacher's input: pieces of words with markers between turns, and which word each piece is of."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from pipeline.detection.training.examples import Example, words

CLS, SEP = 2, 3
NO_WORD: Final = -1
LONGEST: Final = 288
"""Pieces; what an example has more is not looked at (a few lines of codes and signs)."""

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Window:
    """One example in pieces.

    Attributes:
        ids: the pieces' numbers, `[pieces]`.
        roles: 1 where an agent speaks.
        words: the number of the piece's word, counted over all turns, or `NO_WORD` for markers.
        total: how many words the example has.
    """

    ids: npt.NDArray[np.int64] = field(repr=False)
    roles: npt.NDArray[np.int64] = field(repr=False)
    words: npt.NDArray[np.int64] = field(repr=False)
    total: int

    def __len__(self) -> int:
        return len(self.ids)


def windows(examples: Sequence[Example], tokenizer: Tokenizer) -> Iterator[Window]:
    """Yield the window of each example: a marker, then every turn with a marker behind it."""
    texts = [turn.text for example in examples for turn in example.turns]
    encodings = iter(tokenizer.encode_batch(texts, add_special_tokens=False))
    for example in examples:
        ids, roles, owners, total = [CLS], [0], [NO_WORD], 0
        for turn in example.turns:
            encoding = next(encodings)
            spans = words(turn.text)
            starts = [start for start, _ in spans]
            ids += [*encoding.ids, SEP]
            owners += [total + max(0, bisect_right(starts, start) - 1) for start, _ in encoding.offsets]
            owners.append(NO_WORD)
            roles += [int(turn.role == "agent")] * (len(encoding.ids) + 1)
            total += len(spans)
        arrays = [np.array(values[:LONGEST], np.int64) for values in (ids, roles, owners)]
        yield Window(arrays[0], arrays[1], arrays[2], total)


def batches(
    rows: Iterable[Row], length: Callable[[Row], int], budget: int, chance: random.Random | None = None
) -> list[list[Row]]:
    """Return rows of similar length together, at most `budget` pieces a batch with their padding.

    Without `chance` the rows of a batch all have the same length, so that there is no padding, and order is fixed.
    """
    ordered = sorted(rows, key=(lambda row: length(row) + chance.random() * 6) if chance else length)
    found: list[list[Row]] = []
    longest = 0
    for row in ordered:
        longest = max(longest, length(row))
        full = not found or longest * (len(found[-1]) + 1) > budget
        if full or (chance is None and length(found[-1][0]) != length(row)):
            found.append([])
            longest = length(row)
        found[-1].append(row)
    if chance:
        chance.shuffle(found)
    return found


def padded(rows: Sequence[npt.NDArray[np.int64]], fill: int = 0) -> npt.NDArray[np.int64]:
    """Return rows of different lengths as one array."""
    array = np.full((len(rows), max(map(len, rows))), fill, np.int64)
    for place, row in enumerate(rows):
        array[place, : len(row)] = row
    return array
