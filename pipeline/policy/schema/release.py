"""When a run must not publish, how long things live, and what a dataset is called."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from pipeline.policy.schema.types import Count, Fraction, PolicyModel


class Release(PolicyModel):
    """When a run must not publish."""

    max_rejected_fraction: Fraction = 0.01
    min_conversations: Count = 1
    min_people: Count = 1


class Pseudonyms(PolicyModel):
    """Who counts as a person where a record names none."""

    unidentified: Literal["own_person", "refuse"] = "own_person"


class Retention(PolicyModel):
    """How long things live, in days (Art. 5(1)(e))."""

    dataset_days: Annotated[int, Field(ge=1, le=3660, strict=True)] = 365
    staging_hours: Annotated[int, Field(ge=1, le=168, strict=True)] = 24


class Label(StrEnum):
    """What a dataset is called. `anonymity_assessed` is not among them: no run of Veil may set it by itself."""

    PERSONAL_PSEUDONYMISED = "personal_pseudonymised"
    PERSONAL_REDACTED = "personal_redacted"
