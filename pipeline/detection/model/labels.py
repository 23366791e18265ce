"""The network's labels as the types that detection names."""

from __future__ import annotations

from typing import Final

from pipeline.detection.training.types import DIRECT as DIRECT_NAMES
from pipeline.detection.training.types import LABELS, OUTSIDE, TYPES

UNNAMED: Final = "DATE_TIME"
"""A label that the network learns and nobody is told: of dates and times the rules know more."""

ENTITY_TYPES: Final = tuple(name for name in TYPES if name != UNNAMED)
"""All types the model can name: direct identifiers first, then URL, LOCATION last."""

DIRECT: Final = len(DIRECT_NAMES)
"""How many of `ENTITY_TYPES` are direct identifiers."""

COLUMNS: Final = tuple((LABELS.index(name),) for name in ENTITY_TYPES)
"""For each of `ENTITY_TYPES`, the network's output columns that mean it."""

OUTSIDE_COLUMN: Final = LABELS.index(OUTSIDE)
"""The network's output column that means nothing at all."""
