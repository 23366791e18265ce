"""k by person over the whole dataset: who shares a combination of quasi-identifiers, and what is emptied for it.

Shards stage each conversation's class beside its person; ranges of people are counted apart, since nobody stands in
two; the parts empty what one pure function over all classes says. Up to k people of a class are ever held.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import orjson
import pyarrow as pa

from pipeline.disclosure.k_by_person import Recoding, Values, recode
from pipeline.policy.schema import Policy
from pipeline.release.column_kinds import Kind
from pipeline.release.columns import conversation_columns, turn_columns
from pipeline.release.key_ranges import ALL_KEYS, read_range
from pipeline.release.records import ContactRecord
from pipeline.release.staging import Staging

KEY = "conversation_key"
MONTH = "month"
CLASSES_SCHEMA = pa.schema([pa.field("class", pa.string()), pa.field("person_key", pa.string())])
NO_CLASS = ""
"""Of every conversation where the policy asks for no k."""


@dataclass(frozen=True, slots=True)
class Classes:
    """What makes the class of a conversation.

    Attributes:
        names: of the quasi-identifiers' columns; the month, which is never emptied, first.
        fixed: how many of them are never emptied.
        k: how many people must share a class.
        in_turns: names of columns that both tables have.
    """

    names: tuple[str, ...]
    fixed: int
    k: int
    in_turns: frozenset[str]

    def of(self, row: Mapping[str, object]) -> str:
        """Return the class of a row as text."""
        return orjson.dumps([row[name] for name in self.names]).decode()

    def apply(self, conversations: pa.Table, turns: pa.Table, month: str, recoding: Recoding) -> Emptied:
        """Return both tables with the columns of small classes emptied.

        Args:
            conversations: rows of one slice of a part, without the month.
            turns: their turns.
            month: the part's partition.
            recoding: what becomes of each class of the dataset.
        """
        columns = [[month] * conversations.num_rows if n == MONTH else conversations[n].to_pylist() for n in self.names]
        before: list[Values] = list(zip(*columns, strict=True))
        after = [recoding.becomes[values] for values in before]
        changed = [old != new for old, new in zip(before, after, strict=True)]
        empty: dict[str, frozenset[str]] = {}
        keys = conversations[KEY].to_pylist()
        for position, name in enumerate(self.names[self.fixed :], start=self.fixed):
            rows = [was[position] != now[position] for was, now in zip(before, after, strict=True)]
            if any(rows):
                conversations = _emptied(conversations, name, rows)
                empty[name] = frozenset(key for key, row in zip(keys, rows, strict=True) if row)
        for name in self.in_turns & empty.keys():
            turns = _emptied(turns, name, [key in empty[name] for key in turns[KEY].to_pylist()])
        below = sum(values in recoding.below for values in after)
        return Emptied(conversations, turns, sum(changed), below)


@dataclass(frozen=True, slots=True)
class Emptied:
    """Rows of a slice as they may be written; how many conversations lost a value, how many are in small classes."""

    conversations: pa.Table
    turns: pa.Table
    emptied: int
    below: int


def classes_of(policy: Policy) -> Classes | None:
    """Return what makes a class under a policy, or None where it asks for no k."""
    k = policy.disclosure_control.k
    if k is None:
        return None
    columns = [column for column in conversation_columns(policy) if column.quasi_identifier]
    months = [column.name for column in columns if column.kind is Kind.MONTH]
    in_turns = frozenset(column.name for column in turn_columns(policy))
    # In the policy's order: a field that stands later in the policy is emptied earlier.
    order = [rule.column for rule in policy.fields]
    names = sorted((column.name for column in columns if column.kind is not Kind.MONTH), key=order.index)
    return Classes((*months, *names), len(months), k, in_turns & frozenset(names))


def people_by_class(contacts: Iterable[tuple[str, str]], k: int) -> pa.Table:
    """Return up to k people of each class, sorted.

    Args:
        contacts: class and person of each conversation.
        k: how many people are enough.
    """
    people: defaultdict[str, set[str]] = defaultdict(set)
    for name, person in contacts:
        people[name].add(person)
    rows = [(name, person) for name in sorted(people) for person in sorted(people[name])[:k]]
    columns = list(zip(*rows, strict=True)) or [(), ()]
    return pa.table([pa.array(column, pa.string()) for column in columns], schema=CLASSES_SCHEMA)


def recoding_of(staging: Staging, contacts: Sequence[ContactRecord], classes: Classes) -> Recoding:
    """Return what becomes of each class of the dataset, from what was counted in all ranges of people."""
    people: defaultdict[str, set[str]] = defaultdict(set)
    files = [record.classes for record in contacts if record.classes.rows]
    table = read_range(staging.store, files, "class", ALL_KEYS)
    if table is not None:
        for name, person in zip(table["class"].to_pylist(), table["person_key"].to_pylist(), strict=True):
            people[name].add(person)
    cut = {tuple(orjson.loads(name)): frozenset(sorted(found)[: classes.k]) for name, found in people.items()}
    return recode(cut, classes.k, classes.fixed)


def _emptied(table: pa.Table, name: str, rows: Sequence[bool]) -> pa.Table:
    """Empty a column in some rows; it is built anew, so that no dictionary or buffer keeps what stood there."""
    at = table.schema.get_field_index(name)
    field = table.schema.field(at)
    values = [None if row else value for value, row in zip(table[name].to_pylist(), rows, strict=True)]
    return table.set_column(at, field, pa.array(values, field.type))
