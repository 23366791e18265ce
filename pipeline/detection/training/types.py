"""The types that the network of our own tells apart. Nothing is imported, so that run time may read them too."""

from __future__ import annotations

from typing import Final

OUTSIDE: Final = "O"
"""What is none of the types. Label 0."""

TYPES: Final = (
    "PERSON",
    "EMAIL_ADDRESS",
    "PHONE_NUMBER",
    "STREET_ADDRESS",
    "ZIP_CODE",
    "DATE_OF_BIRTH",
    "ACCOUNT_ID",
    "ORDER_ID",
    "USERNAME",
    "PASSWORD",
    "CREDIT_CARD",
    "GOV_ID",
    "URL",
    "LOCATION",
    "DATE_TIME",
)
"""The policy's vocabulary as far as labels tell it apart: direct identifiers first, then what a policy may keep."""

LABELS: Final = (OUTSIDE, *TYPES)
"""The network's outputs in their order. Numbers of labels are stored with soft labels: append, never insert."""

DIRECT: Final = TYPES[: TYPES.index("URL")]
"""Types whose summed probability hides a word."""

UNKNOWN: Final = "?"
"""A label of training data alone: something stands there, but the source does not say what. Nothing is learned."""
