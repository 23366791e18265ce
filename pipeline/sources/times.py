"""Times in the units that vendors use, as ISO 8601 or seconds; a number in another unit than it should be is put right.

Google's own sample holds seconds in a field of microseconds. Which unit a moment is in shows by its size: support talk
lies between 1995 and 2100.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from enum import IntEnum
from itertools import chain

from pipeline.conversation.outcomes import RejectReason
from pipeline.sources.format import RecordError

REPAIRED = "time_unit"
"""The name under which a unit that was put right is counted."""
_EARLIEST, _LATEST = 788_918_400, 4_102_444_800  # 1995 and 2100, in seconds
_DURATION = re.compile(r"(?:PT)?(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9}(?:\.\d{1,12})?)S?)?", re.IGNORECASE)
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2}(?:[.,]\d{1,9})?)")


class Unit(IntEnum):
    """How many of them a second has."""

    SECOND = 1
    MILLISECOND = 1_000
    MICROSECOND = 1_000_000
    TICK = 10_000_000
    """100 ns, as Azure counts."""


def moment(value: object, unit: Unit, repaired: Counter[str]) -> str | None:
    """Return a moment since 1970 as ISO 8601 in UTC, or None where there is none.

    Raises:
        RecordError: it is no number, or no unit makes it a time of our days.
    """
    number = _number(value)
    if number is None:
        return None
    for tried in chain((unit,), Unit):
        seconds = number / tried
        if _EARLIEST <= seconds < _LATEST:
            repaired[REPAIRED] += tried is not unit
            return datetime.fromtimestamp(seconds, UTC).isoformat()
    raise RecordError(RejectReason.BAD_TIME)


def seconds(value: object, unit: Unit = Unit.SECOND) -> float | None:
    """Return a span of time in seconds, or None where there is none or it is negative.

    Args:
        value: A number in `unit`, or text: a number, ISO 8601 ("PT0.07S"), protobuf ("1.200s"), a clock ("00:01:02.5").
        unit: The unit of plain numbers.

    Raises:
        RecordError: it is neither.
    """
    if isinstance(value, str) and (read := _spelled(value.strip())) is not None:
        return read
    number = _number(value)
    return None if number is None or number < 0 else number / unit


def _spelled(text: str) -> float | None:
    clock = _CLOCK.fullmatch(text)
    if clock:
        hours, minutes, rest = clock.groups()
        return int(hours or 0) * 3600 + int(minutes) * 60 + float(rest.replace(",", "."))
    span = _DURATION.fullmatch(text) if text[-1:].upper() in {"H", "M", "S"} else None
    if span:
        hours, minutes, rest = span.groups()
        return int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(rest or 0)
    return None


def _number(value: object) -> float | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise RecordError(RejectReason.WRONG_TYPE)
    try:
        number = float(value)
    except (ValueError, OverflowError):
        raise RecordError(RejectReason.BAD_TIME) from None
    if number != number or number in {float("inf"), float("-inf")}:  # noqa: PLR0124  # NaN alone is not itself
        raise RecordError(RejectReason.BAD_TIME)
    return number
