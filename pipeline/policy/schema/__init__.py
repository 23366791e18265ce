"""The policy file as frozen models, one file a section: what an officer may write, with the strict default of the rest.

The models hold no legal reasoning and know no operator or recognizer: `load` is handed their names. Every model forbids
unknown keys and hides input values from its errors.
"""

from pipeline.policy.schema.channels import ChannelRule, Notice
from pipeline.policy.schema.detection import Detection
from pipeline.policy.schema.entities import EntityRule
from pipeline.policy.schema.fields import FieldRule
from pipeline.policy.schema.metadata import Contact, Metadata, Status
from pipeline.policy.schema.parties import Parties, Processor, Recipient
from pipeline.policy.schema.policy import Policy
from pipeline.policy.schema.purpose import Assessment, Compatibility, LegalBasis, Purpose
from pipeline.policy.schema.release import Label, Pseudonyms, Release, Retention
from pipeline.policy.schema.types import (
    ColumnName,
    Count,
    Country,
    Day,
    Fraction,
    Language,
    Number,
    PolicyModel,
    Slug,
    Text,
)

__all__ = [
    "Assessment",
    "ChannelRule",
    "ColumnName",
    "Compatibility",
    "Contact",
    "Count",
    "Country",
    "Day",
    "Detection",
    "EntityRule",
    "FieldRule",
    "Fraction",
    "Label",
    "Language",
    "LegalBasis",
    "Metadata",
    "Notice",
    "Number",
    "Parties",
    "Policy",
    "PolicyModel",
    "Processor",
    "Pseudonyms",
    "Purpose",
    "Recipient",
    "Release",
    "Retention",
    "Slug",
    "Status",
    "Text",
]
