"""The columns of both tables, as the policy's field rules name them. What no rule names has no column.

`FieldRule`s go in; `Column`s leave, in their final order. Arrow schemas are made of them in `tables`, cells in `rows`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from pipeline.anonymization.apply import UNKNOWN_LANGUAGE
from pipeline.errors import Refused
from pipeline.policy.schema import FieldRule, Policy
from pipeline.release.column_kinds import MEANINGS, Kind, Meaning


class Pages(StrEnum):
    """What a Parquet file may hold of a column besides its values in data pages."""

    PLAIN = "plain"  # nothing: free text, lists, person keys, open numbers
    STATISTICS = "statistics"  # smallest and largest value of a row group
    DICTIONARY = "statistics+dictionary"  # closed sets of few values


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is called, what it holds, where it comes from, what it says.

    `value_type` is one of the policy's types (string, integer, number, boolean, list), for `Kind.FIELD` alone.
    """

    name: str
    kind: Kind
    operator: str
    source: str
    meaning: Meaning
    quasi_identifier: bool = False
    pages: Pages = Pages.PLAIN
    value_type: str = "string"


def _fixed(name: str, kind: Kind, operator: str, source: str, pages: Pages = Pages.PLAIN) -> Column:
    """Return a column that every table of that kind has, whatever the policy says."""
    return Column(name, kind, operator, source, MEANINGS[kind], pages=pages)


_KEY = _fixed("conversation_key", Kind.CONVERSATION_KEY, "pseudonymise", "id", Pages.STATISTICS)
_TURNS = _fixed("turns", Kind.TURNS, "count", "turns")
_COUNTS = _fixed("redactions", Kind.REDACTION_COUNTS, "count", "turns[].text")
_INDEX = _fixed("turn_index", Kind.TURN_INDEX, "count", "turns", Pages.STATISTICS)
_SPANS = _fixed("redactions", Kind.REDACTIONS, "report", "turns[].text")

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
    ("words", "turns[].text"): (Kind.WORDS, "words"),
    ("gap_band", "turns[].at"): (Kind.TURN_GAP_BAND, "turn_gap_band"),
    ("response_band", "turns[].at"): (Kind.RESPONSE_BAND, "response_band"),
    ("person_key", "participants[].customer_id"): (Kind.PERSON_KEY, "person_key"),
}
_METADATA = "metadata."

_CLOSED_SETS = frozenset({
    Kind.CHANNEL,
    Kind.LANGUAGE,
    Kind.MONTH,
    Kind.GAP_BAND,
    Kind.CONTACTS_24H_BAND,
    Kind.ROLE,
    Kind.TURN_GAP_BAND,
    Kind.RESPONSE_BAND,
})
_BEFORE = (Kind.PERSON_KEY, Kind.CHANNEL, Kind.LANGUAGE, Kind.MONTH, Kind.FIELD)
_AFTER = (Kind.DURATION,)
_BANDS = (Kind.GAP_BAND, Kind.CONTACTS_24H_BAND)
CONVERSATION_KINDS = (*_BEFORE, *_AFTER, *_BANDS)
TURN_KINDS = (Kind.ROLE, Kind.TEXT, Kind.WORDS, Kind.LANGUAGE, Kind.TURN_GAP_BAND, Kind.RESPONSE_BAND)
"""What the policy's rules can add to each table."""
CONVERSATION_FIXED = (_KEY, _TURNS, _COUNTS)
TURN_FIXED = (_KEY, _INDEX, _SPANS)
"""What each table has, whatever the policy says."""
_FIXED = (*CONVERSATION_FIXED, *TURN_FIXED)
_RESERVED = frozenset({column.name for column in _FIXED} | {"dialogue"})  # `dialogue` is a column of a view
_MONTH_NAME = "month"  # folders are called month=…, so the column has this name and no other
_SHOWN_VALUES = 40


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
    return _distinct((_KEY, _INDEX, *_of(_named(policy), TURN_KINDS), _SPANS))


def partition_column(policy: Policy) -> Column | None:
    """Return the column whose values stand in folder names (`month=2026-05`), or None if the policy names none."""
    return next((column for column in _named(policy) if column.kind is Kind.MONTH), None)


def made_of(operator: str, source: str) -> tuple[Kind, str] | None:
    """Return the kind and usual name of the column that an operator makes of a path, or None where it makes none."""
    if operator == "keep" and source.startswith(_METADATA):
        return Kind.FIELD, source.removeprefix(_METADATA)
    return _SOURCES.get((operator, source))


def _named(policy: Policy) -> tuple[Column, ...]:
    return tuple(_column(rule, policy) for rule in policy.fields)


def _of(columns: Iterable[Column], kinds: tuple[Kind, ...]) -> tuple[Column, ...]:
    """Return the columns of some kinds, in the order of the kinds and then of the policy."""
    return tuple(sorted((column for column in columns if column.kind in kinds), key=lambda c: kinds.index(c.kind)))


def _column(rule: FieldRule, policy: Policy) -> Column:
    kind, usual_name = _kind(rule)
    return Column(
        name=rule.to or usual_name,
        kind=kind,
        operator=rule.use,
        source=rule.path,
        meaning=_with_k(_meaning(kind, rule, policy), kind, rule, policy),
        quasi_identifier=rule.quasi_identifier,
        pages=_pages(kind, rule),
        value_type=rule.type or "string",
    )


def _kind(rule: FieldRule) -> tuple[Kind, str]:
    made = made_of(rule.use, rule.path)
    if made is None:
        raise Refused(f"fields: {rule.path}: no column can be made of it with use {rule.use}")
    return made


def _meaning(kind: Kind, rule: FieldRule, policy: Policy) -> Meaning:
    """Return what the column says, with the values that this policy lets through."""
    closed: dict[Kind, Iterable[str]] = {
        Kind.CHANNEL: policy.channels,
        Kind.LANGUAGE: (*policy.detection.languages, UNKNOWN_LANGUAGE),
        Kind.ROLE: policy.roles,
    }
    if kind is Kind.FIELD:
        other = "other values are left out" if rule.type == "list" else "null where it gives none or another value"
        return Meaning(f"As the record gives it; {other}.", values=_values_of_field(rule))
    return replace(MEANINGS[kind], values=", ".join(closed[kind])) if kind in closed else MEANINGS[kind]


def _with_k(meaning: Meaning, kind: Kind, rule: FieldRule, policy: Policy) -> Meaning:
    """Say of a quasi-identifier that it may have been emptied so that k people share each combination."""
    k = policy.disclosure_control.k
    if k is None or not rule.quasi_identifier or kind is Kind.MONTH:
        return meaning
    return replace(meaning, description=f"{meaning.description} Null where fewer than {k} people share a combination.")


def _values_of_field(rule: FieldRule) -> str:
    values = rule.allowed_values or ()
    if rule.minimum is not None and rule.maximum is not None:
        return f"{rule.minimum:g} to {rule.maximum:g}"
    if rule.type == "boolean":
        return "true, false"
    more = f", … ({len(values)} in all)" if len(values) > _SHOWN_VALUES else ""
    return ", ".join(values[:_SHOWN_VALUES]) + more


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
