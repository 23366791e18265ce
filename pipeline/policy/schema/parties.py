"""Controller, processors and recipients."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from pipeline.policy.schema.metadata import Contact
from pipeline.policy.schema.types import Country, PolicyModel, Slug, Text


class Processor(PolicyModel):
    """A processor under contract (Art. 28)."""

    name: Text
    service: Text
    location: Country
    contract: Text


class Recipient(PolicyModel):
    """Who may read the dataset, and what else they can see (EDPB 01/2025 para 35-41)."""

    id: Slug
    category: Text
    location: Country
    has_access_to: tuple[Text, ...] = ()


class Parties(PolicyModel):
    """Controller, processors and recipients."""

    controller: Contact
    processors: tuple[Processor, ...] = ()
    recipients: Annotated[tuple[Recipient, ...], Field(min_length=1)]
