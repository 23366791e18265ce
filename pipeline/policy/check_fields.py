"""Cross checks of the field allow-list: known paths, a sensible use, bounded values, distinct columns."""

from __future__ import annotations

import re

from pipeline.policy.check_papers import Found
from pipeline.policy.draft import Draft
from pipeline.policy.problems import did_you_mean
from pipeline.policy.schema import FieldRule
from pipeline.policy.vocabulary import Vocabulary

USES = {
    "channel": ("keep",),
    "language": ("keep",),
    "started_at": ("month", "duration", "gap_band", "contacts_24h_band"),
    "closed_at": ("duration",),
    "participants[].customer_id": ("person_key",),
    "turns[].role": ("keep",),
    "turns[].text": ("text", "words"),
    "turns[].at": ("gap_band", "response_band"),
}
"""What may become of a native path. A path that stands nowhere here is read for gates and known values only."""

_FIXED_COLUMNS = {"channel": "channel", "language": "language", "text": "turns[].text", "role": "turns[].role"}
_RESERVED = frozenset({"conversation_key", "turn_index", "redactions", "turns", "dialogue", "start", "end", "action"})
_METADATA = re.compile(r"metadata\.[A-Za-z0-9_-]{1,64}")


def check_fields(policy: Draft, vocabulary: Vocabulary) -> Found:
    """Check every rule by itself, then the columns together."""
    for index, rule in policy.fields:
        if rule.path.startswith("metadata."):
            yield from _metadata(index, rule)
        else:
            yield from _native(index, rule, vocabulary)
        if rule.use == "person_key" and rule.justification is None:
            yield ("fields", index), "person_key links all records of a person: it needs a justification"
        if rule.quasi_identifier and (rule.path.startswith("turns[]") or rule.use in {"text", "person_key"}):
            yield ("fields", index, "quasi_identifier"), "only a column of the conversation can be a quasi-identifier"
    yield from _columns(policy)


def _native(index: int, rule: FieldRule, vocabulary: Vocabulary) -> Found:
    if rule.path not in vocabulary.field_paths:
        suggestion = did_you_mean(rule.path, vocabulary.field_paths)
        yield ("fields", index, "path"), f"unknown path '{rule.path}'{suggestion}"
        return
    uses = USES.get(rule.path)
    if uses is None:
        yield ("fields", index, "path"), f"'{rule.path}' may identify somebody: it is read, never written"
        return
    if rule.use not in uses:
        yield ("fields", index, "use"), f"'{rule.use}' does not fit {rule.path} (possible: {', '.join(uses)})"
    elif rule.use not in {"keep", "text"} and rule.to is None:
        yield ("fields", index), f"needs `to`: the column holds a {rule.use}, so it must not be called {rule.column}"
    for name in ("type", "allowed_values", "minimum", "maximum"):
        if getattr(rule, name) is not None:
            yield ("fields", index, name), "is for metadata fields only"


def _metadata(index: int, rule: FieldRule) -> Found:
    if not _METADATA.fullmatch(rule.path):
        yield ("fields", index, "path"), "a metadata path is metadata.<key>, the key of letters, digits, - and _"
    elif rule.to is None and not re.fullmatch(r"[a-z][a-z0-9_]*", rule.column):
        yield ("fields", index), "needs `to`: the key is no column name (small letters, digits and _)"
    if rule.use != "keep":
        yield ("fields", index, "use"), f"'{rule.use}' does not fit metadata (possible: keep)"
    if rule.type is None:
        yield ("fields", index), "a kept metadata field needs a type"
        return
    listed, numeric = rule.type in {"string", "list"}, rule.type in {"integer", "number"}
    if listed and not rule.allowed_values:
        yield ("fields", index), f"type {rule.type} needs allowed_values: free text never leaves"
    if numeric and (rule.minimum is None or rule.maximum is None):
        yield ("fields", index), f"type {rule.type} needs minimum and maximum: an open number may be an account number"
    yield from _bounds(index, rule, listed=listed, numeric=numeric)


def _bounds(index: int, rule: FieldRule, *, listed: bool, numeric: bool) -> Found:
    values = rule.allowed_values
    if values is not None and not listed:
        yield ("fields", index, "allowed_values"), f"does not fit type {rule.type}"
    for position, value in enumerate(values or ()):
        if value in (values or ())[:position]:
            yield ("fields", index, "allowed_values", position), "is listed twice"
    for name in ("minimum", "maximum"):
        if getattr(rule, name) is not None and not numeric:
            yield ("fields", index, name), f"does not fit type {rule.type}"
    if rule.minimum is not None and rule.maximum is not None and rule.minimum > rule.maximum:
        yield ("fields", index, "maximum"), "must not be below minimum"


def _columns(policy: Draft) -> Found:
    seen: set[str] = set()
    for index, rule in policy.fields:
        where = ("fields", index, "to") if rule.to else ("fields", index)
        if rule.column in seen:
            yield where, f"the column '{rule.column}' is there already"
        elif _is_reserved(rule):
            yield where, f"the column name '{rule.column}' is reserved"
        elif rule.use == "month" and rule.to and rule.to != "month":
            yield where, "the column must be called month: it stands in the folders' names"
        seen.add(rule.column)


def _is_reserved(rule: FieldRule) -> bool:
    """Say whether the column's name means something else to whoever reads the dataset."""
    column = rule.column
    if column in {"person_key", "month"}:
        return rule.use != column
    return column in _RESERVED or _FIXED_COLUMNS.get(column, rule.path) != rule.path
