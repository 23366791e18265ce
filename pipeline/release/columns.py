"""The columns of both tables, as the policy's field rules name them. What no rule names has no column.

`FieldRule`s go in; `Column`s leave, in their final order. Arrow schemas are made of them in `tables`, cells in `rows`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pipeline.errors import Refused
from pipeline.policy.schema import FieldRule, Policy


class Kind(StrEnum):
    """What a column holds, whatever its name is."""

    CONVERSATION_KEY = "conversation_key"
    PERSON_KEY = "person_key"
    CHANNEL = "channel"
    LANGUAGE = "language"
    MONTH = "month"
    FIELD = "field"
    DURATION = "duration"
    TURNS = "turns"
    GAP_BAND = "gap_band"
    CONTACTS_24H_BAND = "contacts_24h_band"
    REDACTION_COUNTS = "redaction_counts"
    TURN_INDEX = "turn_index"
    ROLE = "role"
    TEXT = "text"
    TURN_GAP_BAND = "turn_gap_band"
    REDACTIONS = "redactions"


class Pages(StrEnum):
    """What a Parquet file may hold of a column besides its values in data pages."""

    PLAIN = "plain"  # nothing: free text, lists, person keys, open numbers
    STATISTICS = "statistics"  # smallest and largest value of a row group
    DICTIONARY = "statistics+dictionary"  # closed sets of few values


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is called, what it holds, where it comes from.

    `value_type` is one of the policy's types (string, integer, number, boolean, list), for `Kind.FIELD` alone.
    """

    name: str
    kind: Kind
    operator: str
    source: str
    description: str
    quasi_identifier: bool = False
    pages: Pages = Pages.PLAIN
    value_type: str = "string"


_KEY = Column(
    "conversation_key",
    Kind.CONVERSATION_KEY,
    "pseudonymise",
    "id",
    "Keyed pseudonym of the conversation; joins the two tables of this dataset and nothing else.",
    pages=Pages.STATISTICS,
)
_TURNS = Column("turns", Kind.TURNS, "count", "turns", "Number of turns written.")
_COUNTS = Column(
    "redactions",
    Kind.REDACTION_COUNTS,
    "count",
    "turns[].text",
    "How often each kind of personal data was hidden, by type and operator.",
)
_INDEX = Column(
    "turn_index",
    Kind.TURN_INDEX,
    "count",
    "turns",
    "Place of the turn in its conversation, from 0.",
    pages=Pages.STATISTICS,
)
_SPANS = Column(
    "redactions",
    Kind.REDACTIONS,
    "report",
    "turns[].text",
    "What was hidden where: offsets into the text as written, in Unicode code points, half-open.",
)

_SOURCES: dict[tuple[str, str], tuple[Kind, str]] = {
    ("keep", "channel"): (Kind.CHANNEL, "channel"),
    ("keep", "language"): (Kind.LANGUAGE, "language"),
    ("keep", "turns[].role"): (Kind.ROLE, "role"),
    ("keep", "participants[].role"): (Kind.ROLE, "role"),
    ("month", "started_at"): (Kind.MONTH, "month"),
    ("duration", "started_at"): (Kind.DURATION, "duration_s"),
    ("duration", "closed_at"): (Kind.DURATION, "duration_s"),
    ("gap_band", "started_at"): (Kind.GAP_BAND, "gap_band"),
    ("contacts_24h_band", "started_at"): (Kind.CONTACTS_24H_BAND, "contacts_24h_band"),
    ("text", "turns[].text"): (Kind.TEXT, "text"),
    ("gap_band", "turns[].at"): (Kind.TURN_GAP_BAND, "turn_gap_band"),
}

_DESCRIPTIONS = {
    Kind.PERSON_KEY: "Keyed pseudonym of the customer, the same in all conversations of this dataset.",
    Kind.CHANNEL: "How the conversation was held: call, chat, email, ticket, sms or social.",
    Kind.LANGUAGE: "Language of the conversation (ISO 639-1).",
    Kind.MONTH: "Month in which the conversation started (YYYY-MM, UTC) or 'unknown'. Stands in the folders' names.",
    Kind.DURATION: "Seconds from start to close; null where one is not known.",
    Kind.GAP_BAND: "Time since the same person's contact before: first, <10m, 10-60m, 1-24h, 1-7d, >7d or unknown.",
    Kind.CONTACTS_24H_BAND: "Contacts of the same person in the 24 hours up to this one: 1, 2, 3-5, 6+ or unknown.",
    Kind.ROLE: "Who speaks: customer, agent, bot, system or third_party; null where the record does not say.",
    Kind.TEXT: "What was said, with personal data hidden as the policy says; all else as it was.",
    Kind.TURN_GAP_BAND: "Time since the turn before: first, <10s, 10-60s, 1-5min, 5-60min, >1h or unknown.",
}

_CLOSED_SETS = frozenset({
    Kind.CHANNEL,
    Kind.LANGUAGE,
    Kind.MONTH,
    Kind.GAP_BAND,
    Kind.CONTACTS_24H_BAND,
    Kind.ROLE,
    Kind.TURN_GAP_BAND,
})
_BEFORE = (Kind.PERSON_KEY, Kind.CHANNEL, Kind.LANGUAGE, Kind.MONTH, Kind.FIELD)
_AFTER = (Kind.DURATION,)
_BANDS = (Kind.GAP_BAND, Kind.CONTACTS_24H_BAND)
_TURN_KINDS = (Kind.ROLE, Kind.TEXT, Kind.LANGUAGE, Kind.TURN_GAP_BAND)
_CONVERSATION_KINDS = (*_BEFORE, *_AFTER, *_BANDS)
_FIXED = (_KEY, _TURNS, _COUNTS, _INDEX, _SPANS)
_RESERVED = frozenset({column.name for column in _FIXED} | {"dialogue"})  # `dialogue` is a column of a view
_MONTH_NAME = "month"  # folders are called month=…, so the column has this name and no other
_SHOWN_VALUES = 12


def conversation_columns(policy: Policy) -> tuple[Column, ...]:
    """Return the columns of `conversations`, the month included, in their final order.

    Raises:
        Refused: a rule cannot become a column, two columns share a name, or the month is not called `month`.
    """
    named = _named(policy)
    columns = (_KEY, *_of(named, _BEFORE), *_of(named, _AFTER), _TURNS, *_of(named, _BANDS), _COUNTS)
    return _distinct(columns)


def turn_columns(policy: Policy) -> tuple[Column, ...]:
    """Return the columns of `turns` in their final order; the month, if any, is read from the folders' names.

    Raises:
        Refused: a rule cannot become a column, two columns share a name, or the month is not called `month`.
    """
    return _distinct((_KEY, _INDEX, *_of(_named(policy), _TURN_KINDS), _SPANS))


def partition_column(policy: Policy) -> Column | None:
    """Return the column whose values stand in folder names (`month=2026-05`), or None if the policy names none."""
    return next((column for column in _named(policy) if column.kind is Kind.MONTH), None)


def _named(policy: Policy) -> tuple[Column, ...]:
    return tuple(_column(rule) for rule in policy.fields)


def _of(columns: Iterable[Column], kinds: tuple[Kind, ...]) -> tuple[Column, ...]:
    """Return the columns of some kinds, in the order of the kinds and then of the policy."""
    return tuple(sorted((column for column in columns if column.kind in kinds), key=lambda c: kinds.index(c.kind)))


def _column(rule: FieldRule) -> Column:
    kind, usual_name = _kind(rule)
    return Column(
        name=rule.to or usual_name,
        kind=kind,
        operator=rule.use,
        source=rule.path,
        description=_DESCRIPTIONS.get(kind) or _describe_field(rule),
        quasi_identifier=rule.quasi_identifier,
        pages=_pages(kind, rule),
        value_type=rule.type or "string",
    )


def _kind(rule: FieldRule) -> tuple[Kind, str]:
    if rule.use == "person_key":
        return Kind.PERSON_KEY, "person_key"
    known = _SOURCES.get((rule.use, rule.path))
    if known is not None:
        return known
    if rule.use == "keep" and not rule.path.startswith(("turns", "participants")):
        return Kind.FIELD, rule.column
    raise Refused(f"fields: {rule.path}: no column can be made of it with use {rule.use}")


def _describe_field(rule: FieldRule) -> str:
    values = rule.allowed_values or ()
    if rule.minimum is not None and rule.maximum is not None:
        return f"Kept where it lies between {rule.minimum:g} and {rule.maximum:g}."
    if not values:
        return "Kept as it is."
    shown = ", ".join(values[:_SHOWN_VALUES]) + (", …" if len(values) > _SHOWN_VALUES else "")
    return f"Kept where it is one of: {shown}."


def _pages(kind: Kind, rule: FieldRule) -> Pages:
    closed_field = kind is Kind.FIELD and rule.type in {None, "string"} and rule.allowed_values is not None
    return Pages.DICTIONARY if kind in _CLOSED_SETS or closed_field else Pages.PLAIN


def _distinct(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    seen: set[str] = set()
    for column in columns:
        reserved = column.name in _RESERVED and column not in _FIXED
        misnamed = (column.name == _MONTH_NAME) != (column.kind is Kind.MONTH)
        if reserved or misnamed or column.name in seen:
            raise Refused(f"fields: {column.source}: the column cannot be called {column.name}")
        seen.add(column.name)
    return columns
