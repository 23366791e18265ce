"""Why the data are used, and on which legal ground."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pipeline.policy.schema.types import Day, PolicyModel, Slug, Text


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
