"""`replace`: a fixed label, the same for every text of every length."""

from __future__ import annotations

from pipeline.anonymization.operator import (
    Label,
    Mention,
    OperatorExample,
    OperatorParameters,
    OperatorPlugin,
    PlanContext,
    PlanOperator,
    Strictness,
)


class ReplaceParameters(OperatorParameters):
    """`label`: what stands in brackets; the entity type where the policy names none."""

    label: Label | None = None

    @property
    def strictness(self) -> Strictness:
        """Less strict than removal: the reader learns what kind of thing stood there."""
        return Strictness.REPLACE

    def meaning(self, entity_type: str) -> str:
        """Return the label."""
        label = self.label or entity_type
        return f"becomes [{label}]" if label else "becomes the name of its kind in brackets"


class Replace(PlanOperator):
    """Writes the label in brackets."""

    name = "replace"

    def __init__(self, parameters: ReplaceParameters, context: PlanContext) -> None:
        super().__init__(parameters, context)
        self._label = parameters.label

    def write(self, mention: Mention) -> str:
        """Return the label."""
        return self.label(mention.entity_type)

    def label(self, entity_type: str) -> str:
        """Return the label."""
        return f"[{self._label or entity_type}]"


PLUGIN = OperatorPlugin(
    name=Replace.name,
    parameters=ReplaceParameters,
    operator=Replace,
    examples=(
        OperatorExample("CREDIT_CARD", "4111 1111 1111 1111", "[CARD]", {"label": "CARD"}),
        OperatorExample(
            "EMAIL_ADDRESS", "ana@example.com", "[EMAIL]", {"label": "[EMAIL]"}, reason="brackets may be written"
        ),
        OperatorExample("PHONE_NUMBER", "+34 600 123 123", "[PHONE_NUMBER]", reason="no label: the type"),
    ),
)
