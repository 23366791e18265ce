"""Which fields may leave, and as what."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pipeline.policy.schema.types import ColumnName, Number, PolicyModel, Text


class FieldRule(PolicyModel):
    """One field that may leave, by its path in the native format.

    `use` says what becomes of it: `keep` (as it is), `month` (of `started_at`), `duration` (seconds, from `started_at`
    to `closed_at`), `gap_band` (of `started_at`: since the person's contact before; of `turns[].at`: since the turn
    before), `response_band` (of `turns[].at`: how long a customer waited for an agent's answer), `contacts_24h_band`
    (of `started_at`), `person_key` (keyed pseudonym, needs a justification), `text` (sanitized) or `words` (how many
    words of the sanitized text). A kept metadata field needs `type` and, for text, `allowed_values`; other values
    become null.
    """

    path: Text
    use: Literal[
        "keep", "month", "duration", "gap_band", "response_band", "contacts_24h_band", "person_key", "text", "words"
    ] = "keep"
    to: ColumnName | None = None
    type: Literal["string", "integer", "number", "boolean", "list"] | None = None
    allowed_values: tuple[str, ...] | None = None
    minimum: Number | None = None
    maximum: Number | None = None
    quasi_identifier: Annotated[bool, Field(strict=True)] = False
    justification: Text | None = None

    @property
    def column(self) -> str:
        """The column's name in the dataset: `to`, or the last part of the path."""
        return self.to or self.path.rsplit(".", 1)[-1]
