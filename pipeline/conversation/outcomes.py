"""What can happen to a record besides being released: it is refused, rejected or a duplicate, with a reason code.

*Refused*: a gate says no, or it tells of a special category (lawful, expected). *Rejected*: the record cannot be read
or processed. Reason codes are a closed set, so that no text of a record can become one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RefusalReason(StrEnum):
    """Why admission kept a readable record out."""

    CHANNEL_NOT_ALLOWED = "channel_not_allowed"
    LANGUAGE_NOT_ALLOWED = "language_not_allowed"
    LANGUAGE_UNKNOWN = "language_unknown"
    BEFORE_NOTICE = "before_notice"
    NO_START_TIME = "no_start_time"
    TOO_OLD = "too_old"
    NO_PERSON = "no_person"
    NO_TURNS = "no_turns"
    NO_RECORDING_NOTICE = "no_recording_notice"
    NO_CONSENT = "no_consent"
    CONSENT_OTHER_PURPOSE = "consent_other_purpose"
    CONSENT_DATE_UNKNOWN = "consent_date_unknown"
    NOBODY_TO_LOOK_UP = "nobody_to_look_up"
    OBJECTED = "objected"
    ERASURE_ASKED = "erasure_asked"
    RESTRICTED = "restricted"
    FLAGGED = "flagged"
    REGION_UNKNOWN = "region_unknown"
    REGION_NOT_ALLOWED = "region_not_allowed"
    AGE_UNKNOWN = "age_unknown"
    UNDER_AGE = "under_age"
    UNDER_AGE_STATED = "under_age_stated"
    NO_CLOSING_TIME = "no_closing_time"
    TIME_TO_OBJECT = "time_to_object"
    SPECIAL_HEALTH = "special_category.health"
    SPECIAL_RELIGION = "special_category.religion"
    SPECIAL_POLITICS = "special_category.politics"
    SPECIAL_SEXUALITY = "special_category.sexuality"
    SPECIAL_ETHNICITY = "special_category.ethnicity"
    SPECIAL_UNION = "special_category.union"
    SPECIAL_CRIME = "special_category.crime"


class RejectReason(StrEnum):
    """Why a record could not be used at all."""

    NOT_JSON = "not_json"
    NOT_UTF8 = "not_utf8"
    NOT_AN_OBJECT = "not_an_object"
    MISSING_FIELD = "missing_field"
    WRONG_TYPE = "wrong_type"
    UNKNOWN_CHANNEL = "unknown_channel"
    UNKNOWN_ROLE = "unknown_role"
    UNKNOWN_PARTICIPANT = "unknown_participant"
    BAD_TIME = "bad_time"
    NAIVE_TIME = "naive_time"
    NUL_OR_SURROGATE = "nul_or_surrogate"
    TOO_LARGE = "too_large"
    TRUNCATED = "truncated"
    BAD_STRUCTURE = "bad_structure"
    CONFLICTING_ID = "conflicting_id"
    DETECTION_FAILED = "detection_failed"
    DETECTION_TIMED_OUT = "detection_timed_out"
    ANONYMIZATION_FAILED = "anonymization_failed"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A record that was refused. `upstream` are types found in it that the source should not hold either."""

    reason: RefusalReason
    upstream: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reject:
    """A record that could not be used: where it stood, at which stage, why, and the exception's class name.

    `record` is a reference without content: `<index of the file in the run's sorted input list>:<ordinal>`.
    """

    record: str
    stage: str
    reason: RejectReason
    exception: str = ""
