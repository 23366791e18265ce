"""What happens where somebody tells of health, religion, politics, sexuality, ethnicity, a union or a crime."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Self

from pydantic import model_validator

from pipeline.policy.schema.types import PolicyModel, Text

CLASSES = ("health", "religion", "politics", "sexuality", "ethnicity", "union", "crime")


class SpecialRule(PolicyModel):
    """What happens to a conversation in which one class is found (Art. 9, 10).

    `drop_conversation`: it is refused whole. `drop_turn`: the turns that tell of it are left out; the others may still
    hint at it, so it needs a reason. `redact_span`: the words are hidden as `entities` says; it needs a condition of
    Art. 9(2) (`legal_basis.art9_2`), since the conversation remains one about somebody's health.
    """

    action: Literal["drop_conversation", "drop_turn", "redact_span"] = "drop_conversation"
    justification: Text | None = None

    @model_validator(mode="after")
    def _leaving_out_turns_is_justified(self) -> Self:
        if self.action == "drop_turn" and self.justification is None:
            raise ValueError("drop_turn needs a justification: what is left of the conversation may hint at it")
        return self


class AllowedWords(PolicyModel):
    """A file with words of products that sound like a special category, one a line: a feature called "Health check"."""

    file: Text
    justification: Text


class SpecialCategories(PolicyModel):
    """One rule a class, the strictest where nothing is written, and words that mean no person."""

    health: SpecialRule = SpecialRule()
    religion: SpecialRule = SpecialRule()
    politics: SpecialRule = SpecialRule()
    sexuality: SpecialRule = SpecialRule()
    ethnicity: SpecialRule = SpecialRule()
    union: SpecialRule = SpecialRule()
    crime: SpecialRule = SpecialRule()
    words_allowed: AllowedWords | None = None

    @property
    def rules(self) -> Mapping[str, SpecialRule]:
        """The rule of each class, in reading order."""
        return {name: getattr(self, name) for name in CLASSES}
