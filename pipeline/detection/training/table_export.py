"""The student's table of words with one byte a number, as `model.table` reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from pipeline.detection.model.table import TableWeights
from pipeline.detection.training.graph_builder import Range
from pipeline.detection.training.student_graph import Floats, steps

BYTE_LIMIT: Final = 127
MOST_SHIFT: Final = 8
"""`model.table` counts on it."""


def table_weights(weights: Mapping[str, Floats], spread: Range) -> TableWeights:
    """Return the table in bytes: each row has a power of two of its own, so that sums of rows stay exact.

    Args:
        weights: the student's parameters by PyTorch's names.
        spread: between which values nearly all words' vectors lie, zero included.
    """
    table = weights["table.weight"].astype(np.float64)
    largest = np.abs(table).max(axis=1)
    unit = float(largest.max()) / BYTE_LIMIT / 2**MOST_SHIFT
    shifts = np.clip(np.ceil(np.log2(np.maximum(largest / BYTE_LIMIT / unit, 1))), 0, MOST_SHIFT).astype(np.uint8)
    rows = np.rint(table / (unit * 2.0 ** shifts[:, np.newaxis]))
    scale, zero = steps(spread)
    return TableWeights(
        rows=np.clip(rows, -BYTE_LIMIT, BYTE_LIMIT).astype(np.int8),
        shifts=shifts,
        unit=unit,
        gain=weights["word_norm.weight"].astype(np.float64),
        offset=weights["word_norm.bias"].astype(np.float64),
        scale=float(scale),
        zero=int(zero),
    )
