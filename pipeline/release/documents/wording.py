"""Reason codes and figures in words that a compliance officer reads without a glossary."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pipeline.admission.admit import reasons as reasons_of_gates

SMALL = 10
_KIB = 1024

REASONS: Mapping[str, str] = MappingProxyType({
    **{reason.value: words for reason, words in reasons_of_gates().items()},
    "special_category.health": "somebody's health is told of",
    "special_category.religion": "somebody's religion or belief is told of",
    "special_category.politics": "somebody's politics are told of",
    "special_category.sexuality": "somebody's sexuality is told of",
    "special_category.ethnicity": "somebody's ethnic origin is told of",
    "special_category.union": "somebody's union membership is told of",
    "special_category.crime": "a crime of somebody's is told of",
    "not_json": "not valid JSON",
    "not_utf8": "not valid UTF-8",
    "not_an_object": "not a JSON object",
    "missing_field": "a required field is missing",
    "wrong_type": "a field is of the wrong type",
    "unknown_channel": "a channel that the format does not know",
    "unknown_role": "a role that the format does not know",
    "unknown_participant": "a turn by nobody in the list of participants",
    "bad_time": "a time that cannot be read",
    "naive_time": "a time without a zone",
    "nul_or_surrogate": "characters that are no text",
    "too_large": "larger than the limits",
    "truncated": "cut off",
    "bad_structure": "not in the format's structure",
    "conflicting_id": "the same id with other content",
    "detection_failed": "looking for personal data failed",
    "detection_timed_out": "looking for personal data took too long for its length",
    "anonymization_failed": "hiding personal data failed",
})


REPAIRS: Mapping[str, str] = MappingProxyType({
    "time_unit": "a time in another unit than its field is for",
})


def in_words(code: str) -> str:
    """Return what a code means; a code without an entry is shown with spaces."""
    return REASONS.get(code) or REPAIRS.get(code) or code.replace("_", " ")


def exact(count: int) -> str:
    """Return a count with thousands apart."""
    return f"{count:,}"


def about(count: int) -> str:
    """Return a count rounded to tens; below ten it is `<10`, so that no single person's record can be told.

    >>> about(0), about(9), about(1234)
    ('0', '<10', '1,230')
    """
    if 0 < count < SMALL:
        return "<10"
    return f"{(count + SMALL // 2) // SMALL * SMALL:,}"


def size(count: float) -> str:
    """Return bytes in the unit that leaves three digits or fewer before the point.

    >>> size(812), size(5 * 1024 * 1024)
    ('812 B', '5.0 MB')
    """
    units = ("B", "KB", "MB", "GB", "TB")
    for unit in units:
        if count < _KIB or unit == units[-1]:
            break
        count /= _KIB
    return f"{count:.0f} B" if unit == "B" else f"{count:,.1f} {unit}"
