"""How many people must share what can be read beside the text."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from pipeline.policy.schema.types import Fraction, PolicyModel


class DisclosureControl(PolicyModel):
    """k by person over the columns marked `quasi_identifier` (EDPB 01/2025 para 101-104). No law gives a number.

    Attributes:
        k: how many people must share each combination; without it, combinations are not checked.
        max_suppressed_fraction: with columns emptied in more than this share of conversations, nothing is published.
    """

    k: Annotated[int, Field(ge=2, strict=True)] | None = None
    max_suppressed_fraction: Fraction = 0.1
