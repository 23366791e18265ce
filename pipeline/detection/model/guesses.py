"""A network's probabilities as guesses about words: the few that are worth telling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from pipeline.detection.model.labels import DIRECT, ENTITY_TYPES

Probabilities = npt.NDArray[np.float32]
Likely = tuple[int, int, tuple[float, ...], float, float]

FLOOR: Final = 0.02
"""A word of which the network is less sure than this is not worth telling."""


def likely(probabilities: Probabilities, outside: int, columns: Sequence[Sequence[int]]) -> Iterator[Likely]:
    """Yield (token, window, scores, direct, value) for each token that is worth telling.

    Args:
        probabilities: `[tokens, windows, labels]`.
        outside: the column that means nothing.
        columns: for each of `ENTITY_TYPES`, the columns that mean it.
    """
    # Cheap for all tokens, so that only the few likely ones are looked at by type. 1e-5 is more than rounding.
    some = 1 - probabilities[..., outside] >= FLOOR - 1e-5
    at_token, at_window = np.nonzero(some)
    if not len(at_token):
        return
    rows = probabilities[at_token, at_window]
    scores = np.stack([_total(rows, own) for own in columns], axis=1)
    direct = np.minimum(_total(scores, range(DIRECT)), 1)
    value = np.minimum(_total(scores, range(len(ENTITY_TYPES) - 1)), 1)
    found = (array.tolist() for array in (at_token, at_window, scores, direct, value))
    for token, window, own, own_direct, own_value in zip(*found, strict=True):
        yield token, window, tuple(own), own_direct, own_value


def _total(values: Probabilities, which: Sequence[int]) -> Probabilities:
    """Add columns one after another: a sum whose rounding never depends on how many rows there are."""
    total = np.zeros(len(values), np.float32)
    for column in which:
        total += values[:, column]
    return total
