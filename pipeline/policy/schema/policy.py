"""The whole effective policy."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pipeline.conversation.model import Channel, Role
from pipeline.policy.schema.audit import Audit
from pipeline.policy.schema.channels import ChannelRule
from pipeline.policy.schema.data_subjects import EVERYBODY, DataSubject
from pipeline.policy.schema.detection import Detection
from pipeline.policy.schema.disclosure_control import DisclosureControl
from pipeline.policy.schema.entities import EntityRule
from pipeline.policy.schema.exceptions import Loosening
from pipeline.policy.schema.fields import FieldRule
from pipeline.policy.schema.gates import Gates
from pipeline.policy.schema.label import AnonymityAssessment, Label
from pipeline.policy.schema.legal_basis import LegalBasis
from pipeline.policy.schema.lists import Lists
from pipeline.policy.schema.metadata import Metadata
from pipeline.policy.schema.parties import Parties
from pipeline.policy.schema.purpose import Purpose
from pipeline.policy.schema.release import Pseudonyms, Release, Retention
from pipeline.policy.schema.special_categories import SpecialCategories
from pipeline.policy.schema.types import PolicyModel, Slug, Text


class Policy(PolicyModel):
    """A whole effective policy: who and why, which records, which fields, what happens to each kind of data.

    `extends` names the policy that this one tightens; the effective policy holds what both say.
    """

    policy: Literal["veil-policy/1"]
    extends: Text | None = None
    exceptions: tuple[Loosening, ...] = ()
    metadata: Metadata
    dataset_id: Slug
    parties: Parties
    purpose: Purpose
    legal_basis: LegalBasis
    data_subjects: Annotated[tuple[DataSubject, ...], Field(min_length=1)] = EVERYBODY
    channels: Annotated[dict[Channel, ChannelRule], Field(min_length=1)]
    gates: Gates = Gates()
    lists: Lists = Lists()
    roles: tuple[Role, ...] = (Role.CUSTOMER, Role.AGENT)
    fields: Annotated[tuple[FieldRule, ...], Field(min_length=1)]
    detection: Detection
    default: EntityRule = EntityRule(operator="remove")
    entities: dict[str, EntityRule] = Field(default_factory=dict)
    special_categories: SpecialCategories = SpecialCategories()
    disclosure_control: DisclosureControl = DisclosureControl()
    pseudonyms: Pseudonyms = Pseudonyms()
    release: Release = Release()
    retention: Retention = Retention()
    label: Label = Label.PERSONAL_PSEUDONYMISED
    anonymity_assessment: AnonymityAssessment | None = None
    audit: Audit = Audit()
