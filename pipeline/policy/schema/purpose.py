"""Why the data are used, and what they are never used for."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipeline.policy.schema.types import DpvTerm, PolicyModel, Slug, Text

ALWAYS_NOT_FOR = ("agent_performance", "individual_follow_up")
"""Uses that no policy may allow: each is a decision about one person (Art. 22, 88)."""

NOT_FOR = (*ALWAYS_NOT_FOR, "model_training")
"""What a dataset is not for unless a policy says otherwise; training needs a written reason (EDPB Opinion 28/2024)."""


class Purpose(PolicyModel):
    """Why the data are used (Art. 5(1)(b)), in words and as W3C DPV terms.

    `allowed_after_all`: uses taken off `not_for`, each with the reason why.
    """

    id: Slug
    statement: Text
    dpv: tuple[DpvTerm, ...] = ()
    original_purpose: Text
    not_for: tuple[Text, ...] = NOT_FOR
    allowed_after_all: dict[Literal["model_training"], Text] = Field(default_factory=dict)
