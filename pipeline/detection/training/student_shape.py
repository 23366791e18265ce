"""The student's sizes, apart from PyTorch, so that its graph can be written without it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

PLACES: Final = 3
"""What stands before a word: see `model.words`."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Columns of the table, the network's width, how far each convolution's neighbors stand, and attention's size."""

    columns: int = 96
    width: int = 192
    dilations: tuple[int, ...] = (1, 1, 2, 3)
    attention: int = 64
    heads: int = 4
