"""The policy file as frozen models: what an officer may write, with the strict default of what is left out.

The models hold no legal reasoning and know no operator or recognizer: `load` is handed their names. Every model forbids
unknown keys and hides input values from its errors.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from pipeline.conversation.model import Channel, Role

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
ColumnName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
Fraction = Annotated[float, Field(ge=0, le=1, strict=True)]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=1, strict=True)]


def _calendar_day(value: object) -> object:
    """Let only dates and `YYYY-MM-DD` pass: pydantic alone takes the number 20260101 for seconds since 1970."""
    if isinstance(value, str) and len(value) == len("2026-01-01"):
        return value
    if type(value) is date:
        return value
    raise ValueError("must be a date, written YYYY-MM-DD")


Day = Annotated[date, BeforeValidator(_calendar_day)]


class PolicyModel(BaseModel):
    """Base of all parts of a policy: frozen, strict about keys, silent about values."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


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
    """What the policy is and when it is in force."""

    id: Slug
    version: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]
    title: Text
    status: Status = Status.DRAFT
    author: Text
    owner: Contact
    effective_from: Day
    effective_until: Day
    review_by: Day | None = None
    jurisdictions: tuple[Text, ...] = ("EU",)
    approvals_required: Annotated[int, Field(ge=2, strict=True)] = 2


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


class Purpose(PolicyModel):
    """Why the data are used (Art. 5(1)(b)), in words and as W3C DPV terms."""

    id: Slug
    statement: Text
    dpv: tuple[Text, ...] = ()
    original_purpose: Text
    not_for: tuple[Text, ...] = ("agent_performance", "individual_follow_up", "model_training")


class Assessment(PolicyModel):
    """A reference to a balancing test or impact assessment and its outcome."""

    reference: Text
    date: Day
    outcome: Text


class Compatibility(PolicyModel):
    """The five points of Art. 6(4)."""

    link: Text
    context: Text
    nature: Text
    consequences: Text
    safeguards: Annotated[tuple[Text, ...], Field(min_length=1)]


class LegalBasis(PolicyModel):
    """Art. 6(1) basis with its assessment and, for another purpose, the test of Art. 6(4)."""

    basis: Literal["consent", "contract", "legal_obligation", "public_task", "legitimate_interests"]
    assessment: Assessment | None = None
    compatibility: Compatibility | None = None
    dpia: Assessment | None = None


class Notice(PolicyModel):
    """The first notice that tells people of this purpose. Records before its date are refused."""

    version: Text
    date: Day
    text: Text | None = None


class ChannelRule(PolicyModel):
    """A channel that may be read, and since when people on it were told."""

    notice: Notice


class FieldRule(PolicyModel):
    """One field that may leave, by its path in the native format.

    `use` says what becomes of it: `keep` (as it is), `month` (of `started_at`), `duration` (seconds, from `started_at`
    to `closed_at`), `gap_band` (of `started_at`: since the person's contact before; of `turns[].at`: since the turn
    before), `response_band` (of `turns[].at`: how long a customer waited for an agent's answer), `contacts_24h_band`
    (of `started_at`), `person_key` (keyed pseudonym, needs a justification), `text` (sanitized) or `words` (how many
    words of the sanitized text). A kept metadata field needs `type` and, for text, `allowed_values`; other values
    become null.
    """

    path: Text
    use: Literal[
        "keep", "month", "duration", "gap_band", "response_band", "contacts_24h_band", "person_key", "text", "words"
    ] = "keep"
    to: ColumnName | None = None
    type: Literal["string", "integer", "number", "boolean", "list"] | None = None
    allowed_values: tuple[str, ...] | None = None
    minimum: Number | None = None
    maximum: Number | None = None
    quasi_identifier: Annotated[bool, Field(strict=True)] = False
    justification: Text | None = None

    @property
    def column(self) -> str:
        """The column's name in the dataset: `to`, or the last part of the path."""
        return self.to or self.path.rsplit(".", 1)[-1]


class EntityRule(PolicyModel):
    """What happens to one kind of personal data: an operator and its parameters (validated by the operator)."""

    model_config = ConfigDict(extra="allow", frozen=True, hide_input_in_errors=True)

    operator: Text
    justification: Text | None = None

    @property
    def parameters(self) -> dict[str, object]:
        """The operator's own parameters as written."""
        return dict(self.model_extra or {})


class Detection(PolicyModel):
    """Languages that may be read, how sure the detector must be, lists, and a file of recognizers of your own.

    `dataset_names`: words that are names in most conversations of the data set are hidden in all others too.
    """

    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    threshold: Fraction = 0.2
    thresholds: dict[str, Fraction] = Field(default_factory=dict)
    dataset_names: Annotated[bool, Field(strict=True)] = True
    allow_list: Text | None = None
    deny_list: Text | None = None
    detector_file: Text | None = None


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


class Policy(PolicyModel):
    """A whole effective policy: who and why, which records, which fields, what happens to each kind of data."""

    policy: Literal["veil-policy/1"]
    metadata: Metadata
    dataset_id: Slug
    parties: Parties
    purpose: Purpose
    legal_basis: LegalBasis
    channels: Annotated[dict[Channel, ChannelRule], Field(min_length=1)]
    roles: tuple[Role, ...] = (Role.CUSTOMER, Role.AGENT)
    fields: Annotated[tuple[FieldRule, ...], Field(min_length=1)]
    detection: Detection
    default: EntityRule = EntityRule(operator="remove")
    entities: dict[str, EntityRule] = Field(default_factory=dict)
    pseudonyms: Pseudonyms = Pseudonyms()
    release: Release = Release()
    retention: Retention = Retention()
    label: Label = Label.PERSONAL_PSEUDONYMISED
