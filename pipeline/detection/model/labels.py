"""The network's labels in Veil's vocabulary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from pipeline.detection.entity_types import DIRECT_TYPES

OUTSIDE: Final = "O"

ENTITY_TYPE_OF: Final[Mapping[str, str]] = MappingProxyType({
    "GIVEN_NAME": "PERSON",
    "SURNAME": "PERSON",
    "EMAIL": "EMAIL_ADDRESS",
    "PHONE": "PHONE_NUMBER",
    "URL": "URL",
    "TAX_ID": "GOV_ID",
    "BANK_ACCOUNT": "ACCOUNT_ID",
    "ROUTING_NUMBER": "ACCOUNT_ID",
    "GOVERNMENT_ID": "GOV_ID",
    "PASSPORT": "PASSPORT",
    "DRIVERS_LICENSE": "DRIVER_LICENSE",
    "BUILDING_NUMBER": "STREET_ADDRESS",
    "STREET_NAME": "STREET_ADDRESS",
    "SECONDARY_ADDRESS": "STREET_ADDRESS",
    "CITY": "LOCATION",
    "STATE": "LOCATION",
    "ZIP_CODE": "ZIP_CODE",
})
"""Rampart's 17 kinds. A routing number names a bank, yet stands beside account numbers and is mistaken for them."""

ENTITY_TYPES: Final = tuple(
    sorted(set(ENTITY_TYPE_OF.values()), key=lambda name: (name == "LOCATION", name not in DIRECT_TYPES, name))
)
"""All types the model can name: direct identifiers first, then URL, LOCATION last."""

DIRECT: Final = sum(name in DIRECT_TYPES for name in ENTITY_TYPES)
"""How many of `ENTITY_TYPES` are direct identifiers."""


def columns(labels: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Return, for each of `ENTITY_TYPES`, the network's output columns that mean it (`B-` and `I-` alike)."""
    kinds = [label.removeprefix("B-").removeprefix("I-") for label in labels]
    return tuple(
        tuple(column for column, kind in enumerate(kinds) if kind != OUTSIDE and ENTITY_TYPE_OF[kind] == entity_type)
        for entity_type in ENTITY_TYPES
    )
