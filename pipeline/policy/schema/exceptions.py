"""Where a policy is looser than the one it extends, and who answers for that."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field

from pipeline.policy.schema.types import Day, PolicyModel, Text


def _day_as_text(value: object) -> object:
    return value.isoformat() if type(value) is date else value


Written = Annotated[str | int | float | bool | tuple[str | int | float, ...] | None, BeforeValidator(_day_as_text)]
"""A value as it stands in a policy; a group of keys as a whole is `stated`, what is not there is null."""


class Loosening(PolicyModel):
    """One value that is looser than in the base, with the reason, the person who agreed, and its last day.

    `from` and `to` are the values in the base and here, so that a later change of either needs a new exception.
    """

    path: Text
    before: Annotated[Written, Field(alias="from")]
    after: Annotated[Written, Field(alias="to")]
    justification: Text
    approved_by: Text
    expires: Day
