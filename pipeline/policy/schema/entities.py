"""What happens to each kind of personal data."""

from __future__ import annotations

from pydantic import ConfigDict

from pipeline.policy.schema.types import PolicyModel, Text


class EntityRule(PolicyModel):
    """What happens to one kind of personal data: an operator and its parameters (validated by the operator)."""

    model_config = ConfigDict(extra="allow", frozen=True, hide_input_in_errors=True)

    operator: Text
    justification: Text | None = None

    @property
    def parameters(self) -> dict[str, object]:
        """The operator's own parameters as written."""
        return dict(self.model_extra or {})
