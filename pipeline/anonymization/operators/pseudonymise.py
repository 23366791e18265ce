"""`pseudonymise`: a name for a name. Numbers within one conversation, or keyed tokens within the dataset.

`conversation` links nothing beyond the conversation ("transaction pseudonym"); `dataset` links all mentions of one
value and needs a written justification. Source: EDPB Guidelines 01/2025 (consultation text), para 83-93, 115-121.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pipeline.anonymization.canonical import canonical
from pipeline.anonymization.operator import (
    SECRET_TYPES,
    Label,
    Mention,
    OperatorExample,
    OperatorParameters,
    OperatorPlugin,
    PlanContext,
    PlanOperator,
    Strictness,
)
from pipeline.keys.pseudonyms import pseudonymizer

# Nobody can try all values of these; every other type goes through Argon2id first.
MANY_VALUES = frozenset({"CRYPTO", "EMAIL_ADDRESS", "SECRET", "URL"})


class PseudonymiseParameters(OperatorParameters):
    """`scope`: how far a pseudonym links. `label`: what stands before the number or token; else the entity type."""

    locked_types: ClassVar[frozenset[str]] = SECRET_TYPES

    scope: Literal["conversation", "dataset"] = "conversation"
    label: Label | None = None

    @property
    def strictness(self) -> Strictness:
        """The wider the link, the less strict."""
        in_dataset = self.scope == "dataset"
        return Strictness.PSEUDONYMISE_DATASET if in_dataset else Strictness.PSEUDONYMISE_CONVERSATION

    def meaning(self, entity_type: str) -> str:
        """Return how far the pseudonym links."""
        label = self.label or entity_type or "KIND"
        if self.scope == "conversation":
            return f"becomes [{label}_1], [{label}_2] and so on, counted anew in each conversation"
        return f"becomes a keyed token [{label}_...], the same for a value wherever it stands in the dataset"

    @property
    def needs_justification(self) -> bool:
        """Whether mentions can be linked across conversations."""
        return self.scope == "dataset"


class Pseudonymise(PlanOperator):
    """Writes `[PERSON_1]`, `[PERSON_2]`... in order of first appearance, or `[PERSON_<26 characters>]`."""

    name = "pseudonymise"

    def __init__(self, parameters: PseudonymiseParameters, context: PlanContext) -> None:
        super().__init__(parameters, context)
        self._label = parameters.label
        self._numbered = parameters.scope == "conversation"
        if not self._numbered:
            self._token = pseudonymizer(
                context.master,
                policy_id=context.policy_id,
                dataset_id=context.dataset_id,
                subject=context.entity_type,
                few_values=context.entity_type not in MANY_VALUES,
            )

    def group(self, entity_type: str) -> str | None:
        """Return the label: mentions under one label are numbered together."""
        return (self._label or entity_type) if self._numbered else None

    def label(self, entity_type: str) -> str:
        """Return the label without a number or token: it says that somebody is named, not who."""
        return f"[{self._label or entity_type}]"

    def write(self, mention: Mention) -> str:
        """Return the pseudonym."""
        label = self._label or mention.entity_type
        if self._numbered:
            return self.label(label) if mention.number is None else f"[{label}_{mention.number}]"
        return f"[{label}_{self._token(canonical(mention.text, self.context.entity_type))}]"


PLUGIN = OperatorPlugin(
    name=Pseudonymise.name,
    parameters=PseudonymiseParameters,
    operator=Pseudonymise,
    examples=(
        OperatorExample("PERSON", "Ana Duarte", "[PERSON_1]"),
        OperatorExample(
            "PERSON", "duarte", "[PERSON_1]", mentions=("Ana Duarte",), reason="a part of the only such name"
        ),
        OperatorExample(
            "PERSON", "Ana", "[PERSON_3]", mentions=("Ana Duarte", "Ana Silva"), reason="a part of two names"
        ),
        OperatorExample("PHONE_NUMBER", "+34-600-123-123", "[PHONE_1]", {"label": "PHONE"}, ("+34 600 123 123",)),
    ),
    reversible=True,
)
