"""On which legal ground the data are used, with the papers that say so."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pipeline.policy.schema.types import Day, Flag, PolicyModel, Text


class Assessment(PolicyModel):
    """A reference to a balancing test or impact assessment, its outcome, and when it is to be looked at again."""

    reference: Text
    date: Day
    outcome: Text
    review_by: Day | None = None


class Compatibility(PolicyModel):
    """The five points of Art. 6(4)."""

    link: Text
    context: Text
    nature: Text
    consequences: Text
    safeguards: Annotated[tuple[Text, ...], Field(min_length=1)]


class Research(PolicyModel):
    """Whether the use is scientific research (Art. 89(1)), and then why: the six signs of EDPB 1/2026 (draft)."""

    claimed: Flag = False
    method: Text | None = None
    ethics: Text | None = None
    verifiability: Text | None = None
    autonomy: Text | None = None
    contribution: Text | None = None
    novelty: Text | None = None


class EPrivacy(PolicyModel):
    """How calls came to be recorded lawfully, and the national rules that were looked at."""

    call_recording: Literal["all_party_notice", "all_party_consent"]
    national_rules: tuple[Text, ...] = ()


class LegalBasis(PolicyModel):
    """Art. 6(1) basis with its assessment and, for another purpose, the test of Art. 6(4).

    Attributes:
        basis: the ground of Art. 6(1).
        assessment: the balancing test, for legitimate interests.
        compatibility: the test of Art. 6(4), for a purpose other than the original one.
        dpia: the impact assessment (Art. 35).
        no_dpia_because: why none was needed, where there is none.
        opt_out: how people object (Art. 21), for grounds that can be objected to.
        art89: the research regime, not claimed unless six questions are answered.
        art9_2: the condition under which special categories may be used; without one they may not go out.
        eprivacy: needed where calls are read.
    """

    basis: Literal["consent", "contract", "legal_obligation", "public_task", "legitimate_interests"]
    assessment: Assessment | None = None
    compatibility: Compatibility | None = None
    dpia: Assessment | None = None
    no_dpia_because: Text | None = None
    opt_out: Text | None = None
    art89: Research = Research()
    art9_2: Literal[
        "none", "explicit_consent", "employment_and_social_protection", "vital_interests", "not_for_profit_body",
        "made_public", "legal_claims", "substantial_public_interest", "health_care", "public_health", "research",
    ] = "none"  # fmt: skip
    eprivacy: EPrivacy | None = None
