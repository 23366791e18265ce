"""Where a policy is looser than the one it extends, and who answers for that."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from pipeline.policy.schema.types import Day, PolicyModel, Text

Written = str | int | float | bool | tuple[str | int | float, ...] | None


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
