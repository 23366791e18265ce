"""The small types that policy sections are made of, and the base of all sections."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
ColumnName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
Version = Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]
DpvTerm = Annotated[str, StringConstraints(pattern=r"^([a-z][a-z-]*:[A-Za-z][A-Za-z0-9-]*|https://\S+)$")]
Fraction = Annotated[float, Field(ge=0, le=1, strict=True)]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=1, strict=True)]
Flag = Annotated[bool, Field(strict=True)]


def _calendar_day(value: object) -> object:
    """Let only dates and `YYYY-MM-DD` pass: pydantic alone takes the number 20260101 for seconds since 1970."""
    if isinstance(value, str) and len(value) == len("2026-01-01"):
        return value
    if type(value) is date:
        return value
    raise ValueError("must be a date, written YYYY-MM-DD")


Day = Annotated[date, BeforeValidator(_calendar_day)]


class PolicyModel(BaseModel):
    """Base of all parts of a policy: frozen, strict about keys, silent about values."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)
