"""Whose data they are."""

from __future__ import annotations

from typing import Literal

from pipeline.policy.schema.types import PolicyModel, Text


class DataSubject(PolicyModel):
    """A kind of people in the records (Art. 30(1)(c)). `note`: what holds for them, such as a works agreement."""

    id: Literal["customer", "agent", "third_party", "child"]
    note: Text | None = None


EVERYBODY = (DataSubject(id="customer"), DataSubject(id="agent"), DataSubject(id="third_party"))
"""Support conversations hold those who ask, those who answer, and those who are spoken of."""
