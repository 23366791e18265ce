"""The policy file as frozen models, one file a section: what an officer may write, with the strict default of the rest.

The models hold no legal reasoning and know no operator or recognizer: `load` is handed their names. Every model forbids
unknown keys and hides input values from its errors.
"""

from pipeline.policy.schema.audit import Audit
from pipeline.policy.schema.channels import ChannelRule, Notice
from pipeline.policy.schema.data_subjects import DataSubject
from pipeline.policy.schema.detection import Detection
from pipeline.policy.schema.disclosure_control import DisclosureControl
from pipeline.policy.schema.entities import EntityRule
from pipeline.policy.schema.exceptions import Loosening
from pipeline.policy.schema.fields import FieldRule
from pipeline.policy.schema.gates import AgeGate, Gates, RecordingGate
from pipeline.policy.schema.label import AnonymityAssessment, Label
from pipeline.policy.schema.legal_basis import Assessment, Compatibility, EPrivacy, LegalBasis, Research
from pipeline.policy.schema.lists import Lists, SubjectListFile
from pipeline.policy.schema.metadata import Contact, Metadata, Status
from pipeline.policy.schema.parties import EEA, RELINKS, Parties, Processor, Recipient, Transfer
from pipeline.policy.schema.policy import Policy
from pipeline.policy.schema.purpose import ALWAYS_NOT_FOR, NOT_FOR, Purpose
from pipeline.policy.schema.release import Pseudonyms, Release, Retention
from pipeline.policy.schema.special_categories import AllowedWords, SpecialCategories, SpecialRule
from pipeline.policy.schema.types import (
    ColumnName,
    Count,
    Country,
    Day,
    DpvTerm,
    Flag,
    Fraction,
    Language,
    Number,
    PolicyModel,
    Slug,
    Text,
    Version,
)

__all__ = [
    "ALWAYS_NOT_FOR",
    "EEA",
    "NOT_FOR",
    "RELINKS",
    "AgeGate",
    "AllowedWords",
    "AnonymityAssessment",
    "Assessment",
    "Audit",
    "ChannelRule",
    "ColumnName",
    "Compatibility",
    "Contact",
    "Count",
    "Country",
    "DataSubject",
    "Day",
    "Detection",
    "DisclosureControl",
    "DpvTerm",
    "EPrivacy",
    "EntityRule",
    "FieldRule",
    "Flag",
    "Fraction",
    "Gates",
    "Label",
    "Language",
    "LegalBasis",
    "Lists",
    "Loosening",
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
    "RecordingGate",
    "Release",
    "Research",
    "Retention",
    "Slug",
    "SpecialCategories",
    "SpecialRule",
    "Status",
    "SubjectListFile",
    "Text",
    "Transfer",
    "Version",
]
