"""What the policy is, who answers for it and when it is in force."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from pipeline.policy.schema.types import Day, PolicyModel, Slug, Text, Version


class Status(StrEnum):
    """Where a policy stands in its life. Only `ready`, with enough approvals, publishes."""

    DRAFT = "draft"
    READY = "ready"
    SUSPENDED = "suspended"
    RETIRED = "retired"


class Contact(PolicyModel):
    """A person, team or company and how to reach them."""

    name: Text
    contact: Text
    address: Text | None = None
    dpo: Text | None = None


class Metadata(PolicyModel):
    """What the policy is and when it is in force. `supersedes`: the versions that it takes the place of."""

    id: Slug
    version: Version
    title: Text
    status: Status = Status.DRAFT
    author: Text
    owner: Contact
    effective_from: Day
    effective_until: Day
    review_by: Day | None = None
    jurisdictions: tuple[Text, ...] = ("EU",)
    supersedes: tuple[Version, ...] = ()
    approvals_required: Annotated[int, Field(ge=2, strict=True)] = 2
