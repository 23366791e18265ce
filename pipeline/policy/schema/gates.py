"""Which records may be used at all. Every gate that is not named here stands at its strictest."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from pipeline.conversation.model import Channel
from pipeline.policy.schema.types import Country, PolicyModel, Text

FLAGS = ("legal_hold", "vip", "employee", "employee_as_customer", "harassment_case", "minor")
"""Flags that keep a record out where the policy names no others."""

Missing = Literal["exclude", "pass"]


class MissingMayPass(PolicyModel):
    """A gate whose field many sources do not have: a record without it is refused, or may pass for a written reason."""

    missing: Missing = "exclude"
    justification: Text | None = None

    @model_validator(mode="after")
    def _passing_is_justified(self) -> Self:
        if self.missing == "pass" and self.justification is None:
            raise ValueError("missing: pass needs a justification")
        return self


class AgeGate(MissingMayPass):
    """How old a customer must be (Art. 8). Whoever says to be younger is refused, whatever else stands here."""

    minimum: Annotated[int, Field(ge=13, le=21, strict=True)] = 16


class RecordingGate(MissingMayPass):
    """Calls: `recording_notice_played` must be true (ePrivacy Directive, Art. 5). False never passes."""


class Gates(PolicyModel):
    """What a record must be like, besides channel, notice and language, which are always asked.

    Attributes:
        consent: the record must hold a given, unwithdrawn consent for this purpose; None: where consent is the basis.
        age: how old the customer must be.
        recording_notice: whether callers were told that they are recorded.
        flags_none_of: a record with one of these flags is refused.
        regions: countries (`metadata.country`) of which records may be used; None: any, also unknown.
        max_age_days: by channel, how many days may lie between the start of a record and the run's date; else any.
        days_to_object: so many days must lie between `closed_at` and the run's date; None: none.
    """

    consent: Annotated[bool | None, Field(strict=True)] = None
    age: AgeGate = AgeGate()
    recording_notice: RecordingGate = RecordingGate()
    flags_none_of: tuple[Text, ...] = FLAGS
    regions: Annotated[tuple[Country, ...], Field(min_length=1)] | None = None
    max_age_days: dict[Channel, Annotated[int, Field(ge=1, le=3660, strict=True)]] = Field(default_factory=dict)
    days_to_object: Annotated[int, Field(ge=1, le=365, strict=True)] | None = None
