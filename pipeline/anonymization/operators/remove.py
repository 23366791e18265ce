"""`remove`: the text vanishes. What stands around it is not touched, so two spaces may meet."""

from __future__ import annotations

from pipeline.anonymization.operator import (
    Mention,
    OperatorExample,
    OperatorParameters,
    OperatorPlugin,
    PlanOperator,
    Strictness,
)


class RemoveParameters(OperatorParameters):
    """`remove` takes none."""

    @property
    def strictness(self) -> Strictness:
        """Strictest of the operators that change only the text."""
        return Strictness.REMOVE

    def meaning(self, entity_type: str) -> str:
        """Return that nothing is left."""
        del entity_type
        return "is deleted; nothing stands there instead"


class Remove(PlanOperator):
    """Writes nothing."""

    name = "remove"

    def write(self, mention: Mention) -> str:
        """Return the empty text."""
        del mention
        return ""

    def label(self, entity_type: str) -> str:
        """Return the empty text."""
        del entity_type
        return ""


PLUGIN = OperatorPlugin(
    name=Remove.name,
    parameters=RemoveParameters,
    operator=Remove,
    examples=(OperatorExample("CARD_SECURITY_CODE", "123", ""), OperatorExample("NATIONAL_ID", "12345678Z", "")),
)
