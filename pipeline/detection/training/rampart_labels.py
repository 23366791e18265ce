"""The labels of the public base in Veil's vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

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
