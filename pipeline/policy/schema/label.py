"""What a dataset is called."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from pipeline.policy.schema.types import Day, PolicyModel, Slug, Text


class Label(StrEnum):
    """What a dataset is called. No run of Veil sets `anonymity_assessed` by itself: a named person answers for it."""

    PERSONAL_PSEUDONYMISED = "personal_pseudonymised"
    PERSONAL_REDACTED = "personal_redacted"
    ANONYMITY_ASSESSED = "anonymity_assessed"


class AnonymityAssessment(PolicyModel):
    """A person's signed finding on the three criteria of EDPB 02/2026 (consultation text), for named recipients only.

    `relevant_entities` are recipients' ids; `isolation`, `linkage` and `inference` say what was found on each.
    """

    reference: Text
    assessor: Text
    date: Day
    valid_until: Day
    relevant_entities: Annotated[tuple[Slug, ...], Field(min_length=1)]
    isolation: Text
    linkage: Text
    inference: Text
