"""The Arrow schemas of the two tables: types, field metadata, and a footer that says under which policy they stand.

Two decisions:
- The month stands in the folders' names (`month=2026-05`) and not in the files. Held in both places,
  `pandas.read_parquet` and `pyarrow.parquet.read_table` of the folder fail ("incompatible types: string vs dictionary",
  pyarrow 25); held in the folder, DuckDB, polars, pandas and pyarrow all give the column back. What field metadata
  would say of it stands in the footer under `veil.partition`.
- The footer holds no run, time, host or path, so that a part's bytes depend on data, policy, key and as-of date alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow as pa

from pipeline.policy.schema import Policy
from pipeline.release.column_kinds import Kind
from pipeline.release.columns import Column, conversation_columns, partition_column, turn_columns
from pipeline.release.labels import label_sentence

CONVERSATIONS = "conversations"
TURNS = "turns"
TABLES = (CONVERSATIONS, TURNS)
MONTH = "month"
TABLE_FORMAT = "veil-tables/1"

REDACTION_COUNT = pa.struct([
    pa.field("entity_type", pa.string(), nullable=False),
    pa.field("operator", pa.string(), nullable=False),
    pa.field("count", pa.int32(), nullable=False),
])
REDACTION = pa.struct([
    pa.field("char_start", pa.int32(), nullable=False),
    pa.field("char_end", pa.int32(), nullable=False),
    pa.field("entity_type", pa.string(), nullable=False),
    pa.field("operator", pa.string(), nullable=False),
])

_TYPES = {
    Kind.DURATION: pa.int32(),
    Kind.TURNS: pa.int32(),
    Kind.TURN_INDEX: pa.int32(),
    Kind.WORDS: pa.int32(),
    Kind.REDACTION_COUNTS: pa.list_(pa.field("element", REDACTION_COUNT, nullable=False)),
    Kind.REDACTIONS: pa.list_(pa.field("element", REDACTION, nullable=False)),
}
FIELD_TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "list": pa.list_(pa.field("element", pa.string())),
}
_NEVER_NULL = frozenset({
    Kind.CONVERSATION_KEY,
    Kind.TURNS,
    Kind.TURN_INDEX,
    Kind.REDACTION_COUNTS,
    Kind.REDACTIONS,
    Kind.TEXT,
    Kind.WORDS,
})
FIELD_METADATA = ("operator", "source", "quasi_identifier", "description", "unit", "values", "pages")
"""What every column's field metadata says."""


@dataclass(frozen=True, slots=True)
class Footer:
    """What every data file says about itself; the same in all files of a release."""

    dataset_id: str
    policy_id: str
    policy_version: str
    policy_sha256: str
    purpose: str
    label: str
    label_sentence: str
    expires: date

    def entries(self) -> dict[str, str]:
        """Return the footer's keys and values, in the order in which they are written."""
        return {
            "veil.format": TABLE_FORMAT,
            "veil.dataset_id": self.dataset_id,
            "veil.policy_id": self.policy_id,
            "veil.policy_version": self.policy_version,
            "veil.policy_sha256": self.policy_sha256,
            "veil.purpose": self.purpose,
            "veil.label": self.label,
            "veil.label_sentence": self.label_sentence,
            "veil.expires": self.expires.isoformat(),
        }


def footer_of(policy: Policy, policy_sha256: str, as_of: date) -> Footer:
    """Return what the data files of a release say about themselves.

    Args:
        policy: the effective policy.
        policy_sha256: its content hash, 64 hex digits.
        as_of: the run's date; the dataset expires `retention.dataset_days` after it.
    """
    return Footer(
        dataset_id=policy.dataset_id,
        policy_id=policy.metadata.id,
        policy_version=policy.metadata.version,
        policy_sha256=policy_sha256,
        purpose=policy.purpose.id,
        label=policy.label.value,
        label_sentence=label_sentence(policy),
        expires=expiry(policy, as_of),
    )


def expiry(policy: Policy, as_of: date) -> date:
    """Return the last day on which the dataset may be used (Art. 5(1)(e))."""
    return as_of + timedelta(days=policy.retention.dataset_days)


def conversations_schema(policy: Policy, policy_sha256: str, as_of: date) -> pa.Schema:
    """Return the schema of a file of `conversations`: one row a conversation, sorted by `conversation_key`."""
    footer = footer_of(policy, policy_sha256, as_of)
    return _schema(CONVERSATIONS, conversation_columns(policy), partition_column(policy), footer)


def turns_schema(policy: Policy, policy_sha256: str, as_of: date) -> pa.Schema:
    """Return the schema of a file of `turns`: one row a turn, sorted by `conversation_key` and `turn_index`."""
    footer = footer_of(policy, policy_sha256, as_of)
    return _schema(TURNS, turn_columns(policy), partition_column(policy), footer)


def staged_schema(columns: Iterable[Column], policy_sha256: str) -> pa.Schema:
    """Return the schema of rows on their way to a part: the table's columns, and the month, which parts are cut by."""
    fields = [_field(column) for column in columns if column.kind is not Kind.MONTH]
    month = pa.field(MONTH, pa.string(), nullable=False)
    return pa.schema([*fields, month], metadata={"veil.policy_sha256": policy_sha256})


def _schema(table: str, columns: Iterable[Column], partition: Column | None, footer: Footer) -> pa.Schema:
    fields = [_field(column) for column in columns if column.kind is not Kind.MONTH]
    metadata = {"veil.table": table, **footer.entries()}
    if partition is not None:
        described = {"name": partition.name, **field_metadata(partition)}
        metadata["veil.partition"] = json.dumps(described, sort_keys=True)
    return pa.schema(fields, metadata=metadata)


def _field(column: Column) -> pa.Field:
    return pa.field(
        column.name, arrow_type(column), nullable=column.kind not in _NEVER_NULL, metadata=field_metadata(column)
    )


def arrow_type(column: Column) -> pa.DataType:
    """Return the Arrow type of a column's values."""
    return FIELD_TYPES[column.value_type] if column.kind is Kind.FIELD else type_of(column.kind)


def type_of(kind: Kind) -> pa.DataType:
    """Return the Arrow type of all columns of a kind but `FIELD`, whose type is the policy's."""
    return _TYPES.get(kind, pa.string())


def field_metadata(column: Column) -> dict[str, str]:
    """Return what the field metadata of a column says, by `FIELD_METADATA`."""
    return {
        "operator": column.operator,
        "source": column.source,
        "quasi_identifier": "true" if column.quasi_identifier else "false",
        "description": column.meaning.description,
        "unit": column.meaning.unit,
        "values": column.meaning.values,
        "pages": column.pages.value,
    }
