"""The dictionary of columns: one entry for all that a reader of the tables sees. Made of the columns, never by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa

from pipeline.policy.schema import Policy
from pipeline.release.column_kinds import MEMBERS, Kind, Meaning
from pipeline.release.columns import Column, conversation_columns, partition_column, turn_columns
from pipeline.release.tables import arrow_type


@dataclass(frozen=True, slots=True)
class Entry:
    """One column, or one member of a column's structs (`redactions[].count`)."""

    name: str
    type: str
    meaning: Meaning
    source: str
    operator: str
    quasi_identifier: bool


def conversation_entries(policy: Policy) -> list[Entry]:
    """Return the entries of `conversations`, in the order of its columns."""
    return [entry for column in conversation_columns(policy) for entry in _entries(column)]


def turn_entries(policy: Policy) -> list[Entry]:
    """Return the entries of `turns`; the month, which readers take from the folders' names, stands last."""
    month = partition_column(policy)
    columns = (*turn_columns(policy), *([month] if month else []))
    return [entry for column in columns for entry in _entries(column)]


def dialogue_entries(policy: Policy) -> list[Entry]:
    """Return what the view `dialogues` has beside the columns of `conversations`: nothing where no text leaves."""
    names = {column.kind: column.name for column in turn_columns(policy)}
    if Kind.TEXT not in names:
        return []
    said = f"{names[Kind.ROLE]}: {names[Kind.TEXT]}" if Kind.ROLE in names else names[Kind.TEXT]
    meaning = Meaning(f"All turns of the conversation in their order, one a line: {said}.")
    return [Entry("dialogue", "string", meaning, "turns[].text", "text", quasi_identifier=False)]


def _entries(column: Column) -> Iterator[Entry]:
    kind = arrow_type(column)
    yield _entry(column.name, _plain(kind), column.meaning, column)
    for name, meaning in MEMBERS.get(column.kind, {}).items():
        yield _entry(f"{column.name}[].{name}", str(kind.value_type.field(name).type), meaning, column)


def _entry(name: str, kind: str, meaning: Meaning, column: Column) -> Entry:
    return Entry(name, kind, meaning, column.source, column.operator, quasi_identifier=column.quasi_identifier)


def _plain(kind: pa.DataType) -> str:
    """Return a type as readers know it, without Arrow's marks for what is never null."""
    if pa.types.is_list(kind):
        return f"list of {'structs' if pa.types.is_struct(kind.value_type) else kind.value_type}"
    return str(kind)
