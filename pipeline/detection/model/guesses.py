"""A network's probabilities as guesses about words: the few that are worth telling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from pipeline.detection.model.labels import DIRECT, ENTITY_TYPES

Probabilities = npt.NDArray[np.float32]
Likely = tuple[int, int, tuple[float, ...], float, float]

FLOOR: Final = 0.02
"""A word of which the network is less sure than this is not worth telling."""


def likely(
    batches: Iterable[tuple[Sequence[int], Probabilities]], outside: int, columns: Sequence[Sequence[int]]
) -> Iterator[Likely]:
    """Yield (window, token, scores, direct, value) for each token that is worth telling.

    Args:
        batches: which windows, and `[tokens, windows, labels]` of them.
        outside: the column that means nothing.
        columns: for each of `ENTITY_TYPES`, the columns that mean it.
    """
    windows, tokens, rows = [], [], []
    for members, probabilities in batches:
        # Cheap for all tokens, so that only the few likely ones are looked at by type. 1e-5 is more than rounding.
        at_token, at_window = np.nonzero(1 - probabilities[..., outside] >= FLOOR - 1e-5)
        windows.append(np.array(members)[at_window])
        tokens.append(at_token)
        rows.append(probabilities[at_token, at_window])
    if not rows:
        return
    chosen = np.concatenate(rows)
    scores = np.stack([_total(chosen, own) for own in columns], axis=1)
    direct = np.minimum(_total(scores, range(DIRECT)), 1)
    value = np.minimum(_total(scores, range(len(ENTITY_TYPES) - 1)), 1)
    found = (array.tolist() for array in (np.concatenate(windows), np.concatenate(tokens), scores, direct, value))
    for window, token, own, own_direct, own_value in zip(*found, strict=True):
        yield window, token, tuple(own), own_direct, own_value


def _total(values: Probabilities, which: Sequence[int]) -> Probabilities:
    """Add columns one after another: a sum whose rounding never depends on how many rows there are."""
    total = np.zeros(len(values), np.float32)
    for column in which:
        total += values[:, column]
    return total
