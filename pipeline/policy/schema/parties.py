"""Controller, processors and recipients, what recipients can see besides the dataset, and where the data go."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pipeline.policy.schema.metadata import Contact
from pipeline.policy.schema.types import Country, PolicyModel, Slug, Text

EEA = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT",
    "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
})  # fmt: skip
"""Countries to which the GDPR's free movement of data extends: the EU, Iceland, Liechtenstein and Norway."""

Access = Literal[
    "raw_logs", "crm", "billing", "ticket_system", "pseudonym_keys", "company_directory", "other_releases",
    "web_analytics", "public_sources",
]  # fmt: skip
"""What somebody may lay beside the dataset to recognize people in it (EDPB 01/2025 para 35-41)."""

RELINKS = ("raw_logs", "crm", "billing", "ticket_system")
"""Access that shows the records themselves, or the people in them."""


class Processor(PolicyModel):
    """A processor under contract (Art. 28)."""

    name: Text
    service: Text
    location: Country
    contract: Text


class Recipient(PolicyModel):
    """Who may read the dataset, as what, and what else they can see (EDPB 01/2025 para 35-41)."""

    id: Slug
    category: Text
    location: Country
    acts_as: Literal["controller_staff", "processor", "joint_controller", "separate_controller"] = "controller_staff"
    has_access_to: tuple[Access, ...] = ()


class Transfer(PolicyModel):
    """What allows data to go to a country outside the EEA (Art. 45-47)."""

    country: Country
    tool: Literal["adequacy_decision", "standard_contractual_clauses", "binding_corporate_rules"]
    reference: Text


class Parties(PolicyModel):
    """Everybody who has to do with the data. `representative`: of a controller outside the EU (Art. 27)."""

    controller: Contact
    joint_controllers: tuple[Contact, ...] = ()
    representative: Contact | None = None
    processors: tuple[Processor, ...] = ()
    recipients: Annotated[tuple[Recipient, ...], Field(min_length=1)]
    transfers: tuple[Transfer, ...] = ()
