"""When a run must not publish, and how long things live."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pipeline.policy.schema.types import Count, Country, Fraction, PolicyModel, Text


class Release(PolicyModel):
    """When a run must not publish, in which country the dataset lies, and the terms that recipients agreed to."""

    max_rejected_fraction: Fraction = 0.01
    min_conversations: Count = 1
    min_people: Count = 1
    location: Country | None = None
    terms: Text | None = None


class Pseudonyms(PolicyModel):
    """Who counts as a person where a record names none."""

    unidentified: Literal["own_person", "refuse"] = "own_person"


class Retention(PolicyModel):
    """How long things live, in days (Art. 5(1)(e))."""

    dataset_days: Annotated[int, Field(ge=1, le=3660, strict=True)] = 365
    staging_hours: Annotated[int, Field(ge=1, le=168, strict=True)] = 24
