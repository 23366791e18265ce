"""`keep`: the text stays. The policy must say why; another finding on the same text still covers it."""

from __future__ import annotations

from typing import ClassVar

from pipeline.anonymization.operator import (
    LOCKED_TYPES,
    Mention,
    OperatorExample,
    OperatorParameters,
    OperatorPlugin,
    PlanOperator,
    Strictness,
)


class KeepParameters(OperatorParameters):
    """`keep` takes none."""

    locked_types: ClassVar[frozenset[str]] = LOCKED_TYPES | {"EMAIL_ADDRESS"}

    @property
    def strictness(self) -> Strictness:
        """Least strict of all."""
        return Strictness.KEEP

    def meaning(self, entity_type: str) -> str:
        """Return that it is not hidden."""
        del entity_type
        return "stays readable"

    @property
    def needs_justification(self) -> bool:
        """Always."""
        return True


class Keep(PlanOperator):
    """Writes the text itself."""

    name = "keep"

    def write(self, mention: Mention) -> str:
        """Return the text as it is."""
        return mention.text


PLUGIN = OperatorPlugin(
    name=Keep.name,
    parameters=KeepParameters,
    operator=Keep,
    examples=(OperatorExample("ORGANIZATION", "Slack", "Slack"),),
    shows_digits=True,
    shows_length=True,
    keeps_text=True,
    needs_justification=True,
)
