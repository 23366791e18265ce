"""Typed values out of loosely typed fields: each function returns the value or raises `RecordError` with a reason.

None stands for "absent" everywhere, as JSON's null does in the native format.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo

from pipeline.conversation.model import MetadataValue, Scalar
from pipeline.conversation.outcomes import RejectReason
from pipeline.sources.format import RecordError

Fields = Mapping[str, object]

OLDEST = 150
LONGEST_S = 366 * 24 * 3600.0
"""How far, in seconds, a turn may lie from the conversation's start."""
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z0-9_-]{1,20})?")


def clean(value: str) -> str:
    """Return the text if it can be written as UTF-8 without NUL (Parquet and HMAC need the first, C readers both)."""
    if "\0" in value:
        raise RecordError(RejectReason.NUL_OR_SURROGATE)
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise RecordError(RejectReason.NUL_OR_SURROGATE) from None
    return value


def text(fields: Fields, key: str) -> str | None:
    """Return a text field, or None where it is absent."""
    value = fields.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise RecordError(RejectReason.WRONG_TYPE)
    return clean(value)


def required_text(fields: Fields, key: str) -> str:
    """Return a text field that must be there; it may be empty."""
    value = text(fields, key)
    if value is None:
        raise RecordError(RejectReason.MISSING_FIELD)
    return value


def required_id(fields: Fields, key: str) -> str:
    """Return an id: a text that is more than white space. A number is no id, for 1 and 1.0 would be two."""
    value = required_text(fields, key)
    if not value.strip():
        raise RecordError(RejectReason.MISSING_FIELD)
    return value


def texts(fields: Fields, key: str) -> tuple[str, ...]:
    """Return a list of texts, empty where it is absent."""
    return tuple(clean(item) if isinstance(item, str) else _wrong() for item in items(fields, key) or ())


def items(fields: Fields, key: str) -> list[object] | None:
    """Return a list, or None where it is absent."""
    value = fields.get(key)
    if value is None or isinstance(value, list):
        return value
    raise RecordError(RejectReason.WRONG_TYPE)


def mapping(value: object) -> Fields:
    """Return an object's fields; an absent object has none."""
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise RecordError(RejectReason.WRONG_TYPE)
    return value


def boolean(fields: Fields, key: str) -> bool | None:
    """Return a truth value, or None where it is absent."""
    value = fields.get(key)
    if value is None or isinstance(value, bool):
        return value
    raise RecordError(RejectReason.WRONG_TYPE)


def age(fields: Fields, key: str) -> int | None:
    """Return an age in whole years."""
    value = fields.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= OLDEST:
        raise RecordError(RejectReason.WRONG_TYPE)
    return value


def seconds(fields: Fields, key: str) -> float | None:
    """Return a number of seconds, at least 0 and under `LONGEST_S`, or None where it is absent."""
    value = fields.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise RecordError(RejectReason.WRONG_TYPE)
    if not 0 <= value < LONGEST_S:  # refuses NaN too
        raise RecordError(RejectReason.BAD_TIME)
    return float(value)


def metadata_value(value: object) -> MetadataValue:
    """Return a scalar or a tuple of scalars.

    Raises:
        TypeError: the value is nested; the caller drops and counts it.
    """
    if isinstance(value, list):
        return tuple(_scalar(item) for item in value)
    return _scalar(value)


def _scalar(value: object) -> Scalar:
    if isinstance(value, str):
        return clean(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    raise TypeError("nested")


def moment(fields: Fields, key: str, zone: tzinfo | None) -> datetime | None:
    """Return an ISO 8601 time in UTC, or None where it is absent. A time without zone needs a declared one."""
    value = text(fields, key)
    if value is None:
        return None
    try:
        read = datetime.fromisoformat(value.strip())
    except ValueError:
        raise RecordError(RejectReason.BAD_TIME) from None
    return to_utc(read, zone)


def to_utc(read: datetime, zone: tzinfo | None) -> datetime:
    """Return the time in UTC. Of two readings of a repeated hour the first counts."""
    if read.tzinfo is None:
        if zone is None:
            raise RecordError(RejectReason.NAIVE_TIME)
        read = read.replace(tzinfo=zone)
    try:
        return read.astimezone(UTC)
    except (OverflowError, ValueError):
        raise RecordError(RejectReason.BAD_TIME) from None


def language(value: str | None) -> str | None:
    """Return the two-letter language of a tag such as "en-US"; None for anything else, which is then detected."""
    tag = _LANGUAGE.fullmatch((value or "").strip())
    return tag[1].lower() if tag else None


def _wrong() -> str:
    raise RecordError(RejectReason.WRONG_TYPE)
