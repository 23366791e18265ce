"""From sanitized conversations to rows of the two tables.

`SanitizedConversation`s and times go in; rows leave, with times as bands, months and durations only. Contact bands need
all conversations of a person, so they are `unknown` here and filled in when the parts are written.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pyarrow as pa

from pipeline.anonymization.sanitized import Redaction, SanitizedConversation, SanitizedTurn
from pipeline.conversation.model import Conversation
from pipeline.errors import EngineFailed
from pipeline.policy.schema import Policy
from pipeline.release.column_kinds import Kind
from pipeline.release.columns import Column, conversation_columns, partition_column, turn_columns
from pipeline.release.small_classes import NO_CLASS, Classes, classes_of
from pipeline.release.tables import MONTH, staged_schema
from pipeline.release.turn_times import UNKNOWN, duration_s, response_bands, turn_gap_bands
from pipeline.release.word_count import count_words

ROWS_HELD = 20_000

Row = dict[str, object]
Cells = Mapping[str, Sequence[object]]
"""Rows as columns, by name."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a row needs besides the sanitized conversation: pseudonyms, and times that become bands."""

    conversation_key: str
    person_key: str | None = None
    started_at: datetime | None = None
    closed_at: datetime | None = None
    last_offset_s: float | None = None


def month_of(started_at: datetime | None) -> str:
    """Return the month as `YYYY-MM`, or `unknown`. Times are in UTC."""
    return f"{started_at.year:04d}-{started_at.month:02d}" if started_at else UNKNOWN


_CONVERSATION_CELLS: dict[Kind, Callable[[SanitizedConversation, Facts], object]] = {
    Kind.CONVERSATION_KEY: lambda _, facts: facts.conversation_key,
    Kind.PERSON_KEY: lambda _, facts: facts.person_key,
    Kind.CHANNEL: lambda conversation, _: conversation.channel.value,
    Kind.LANGUAGE: lambda conversation, _: conversation.language,
    Kind.MONTH: lambda _, facts: month_of(facts.started_at),
    Kind.DURATION: lambda _, facts: duration_s(facts.started_at, facts.closed_at, facts.last_offset_s),
    Kind.TURNS: lambda conversation, _: len(conversation.turns),
    Kind.GAP_BAND: lambda *_: UNKNOWN,
    Kind.CONTACTS_24H_BAND: lambda *_: UNKNOWN,
    Kind.REDACTION_COUNTS: lambda conversation, _: _redaction_counts(conversation.turns),
}

_TURN_CELLS: dict[Kind, Callable[[SanitizedTurn], object]] = {
    Kind.TURN_INDEX: lambda turn: turn.index,
    Kind.ROLE: lambda turn: turn.role.value if turn.role else None,
    Kind.TEXT: lambda turn: turn.text.value,
    Kind.WORDS: lambda turn: count_words(turn.text.value),
    Kind.REDACTIONS: lambda turn: [redaction_row(redaction) for redaction in turn.text.redactions],
}

_TURN_BANDS: dict[Kind, Callable[[Sequence[SanitizedTurn]], Sequence[object]]] = {
    Kind.TURN_GAP_BAND: turn_gap_bands,
    Kind.RESPONSE_BAND: response_bands,
}


def conversation_row(conversation: SanitizedConversation, facts: Facts, columns: Iterable[Column]) -> Row:
    """Return the row of a conversation, by column name. A field that the record does not have is None."""
    fields = dict(conversation.fields)
    row: Row = {}
    for column in columns:
        if column.kind is Kind.FIELD:
            value = fields.get(column.name)
            row[column.name] = list(value) if isinstance(value, tuple) else value
        else:
            row[column.name] = _CONVERSATION_CELLS[column.kind](conversation, facts)
    return row


def turn_cells(conversation: SanitizedConversation, facts: Facts, columns: Iterable[Column]) -> Cells:
    """Return the cells of a conversation's turns by column name, each column in the order of the turns."""
    return {column.name: _cells(column.kind, conversation, facts) for column in columns}


def _cells(kind: Kind, conversation: SanitizedConversation, facts: Facts) -> Sequence[object]:
    turns = conversation.turns
    if kind in _TURN_BANDS:
        return _TURN_BANDS[kind](turns)
    if kind in _TURN_CELLS:
        return list(map(_TURN_CELLS[kind], turns))
    return [_CONVERSATION_CELLS[kind](conversation, facts)] * len(turns)


def redaction_row(redaction: Redaction) -> Row:
    """Return a redaction as it stands in a turn's row."""
    return {
        "char_start": redaction.char_start,
        "char_end": redaction.char_end,
        "entity_type": redaction.entity_type,
        "operator": redaction.operator,
    }


def _redaction_counts(turns: Iterable[SanitizedTurn]) -> list[Row]:
    return count_rows(Counter((span.entity_type, span.operator) for turn in turns for span in turn.text.redactions))


def count_rows(counts: Counter[tuple[str, str]]) -> list[Row]:
    """Return how often each kind was hidden by each operator, as it stands in a conversation's row."""
    return [
        {"entity_type": entity_type, "operator": operator, "count": count}
        for (entity_type, operator), count in sorted(counts.items())
    ]


def table_of(rows: Sequence[Mapping[str, object]], schema: pa.Schema) -> pa.Table:
    """Return rows as a table of exactly that schema.

    Raises:
        EngineFailed: a value does not fit its column. Arrow's own message would hold the value.
    """
    try:
        cells = {name: [row[name] for row in rows] for name in schema.names}
    except KeyError:
        raise EngineFailed("a row does not fit its table (a column is missing)") from None
    return table_of_cells(cells, schema)


def table_of_cells(cells: Cells, schema: pa.Schema) -> pa.Table:
    """Return columns as a table of exactly that schema.

    Raises:
        EngineFailed: as `table_of`.
    """
    try:
        arrays = [pa.array(cells[field.name], field.type) for field in schema]
        table = pa.table(arrays, schema=schema)
        table.validate()
    except (pa.ArrowException, KeyError, TypeError, ValueError, OverflowError) as error:
        raise EngineFailed(f"a row does not fit its table ({type(error).__name__})") from None
    if any(not f.nullable and table[f.name].null_count for f in schema):
        raise EngineFailed("a row does not fit its table (a null where none may be)")
    return table


@dataclass(slots=True)
class _Partition:
    conversations: int = 0
    turns: int = 0
    text_bytes: int = 0


@dataclass(slots=True)
class RowBuilder:
    """Collects the rows of one shard. `policy_sha256` is the policy's content hash."""

    policy: Policy
    policy_sha256: str
    _conversations: list[Row] = field(default_factory=list, init=False, repr=False)
    _turns: defaultdict[str, list[object]] = field(default_factory=lambda: defaultdict(list), init=False, repr=False)
    _tables: list[tuple[pa.Table, pa.Table]] = field(default_factory=list, init=False, repr=False)
    _partitions: dict[str, _Partition] = field(default_factory=dict, init=False)
    _columns: tuple[Column, ...] = field(init=False, repr=False)
    _turn_columns: tuple[Column, ...] = field(init=False, repr=False)
    _by_month: bool = field(init=False)
    _classes: Classes | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._columns = tuple(c for c in conversation_columns(self.policy) if c.kind is not Kind.MONTH)
        self._turn_columns = turn_columns(self.policy)
        self._by_month = partition_column(self.policy) is not None
        self._classes = classes_of(self.policy)

    def add(self, key: str, person: str, conversation: Conversation, sanitized: SanitizedConversation) -> str:
        """Add one conversation, and return its class (see `small_classes`), empty where the policy asks for no k.

        Args:
            key: its keyed pseudonym.
            person: its person's keyed pseudonym; written only where the policy names such a column.
            conversation: the admitted record; its times are read and nothing else.
            sanitized: what may be written of it.
        """
        offsets = [turn.offset_s for turn in conversation.turns if turn.offset_s is not None]
        facts = Facts(key, person, conversation.started_at, conversation.closed_at, max(offsets, default=None))
        month = month_of(facts.started_at) if self._by_month else ""
        row = {**conversation_row(sanitized, facts, self._columns), MONTH: month}
        self._conversations.append(row)
        turns = len(sanitized.turns)
        for name, cells in turn_cells(sanitized, facts, self._turn_columns).items():
            self._turns[name] += cells
        self._turns[MONTH] += [month] * turns
        size = self._partitions.setdefault(month, _Partition())
        size.conversations += 1
        size.turns += turns
        size.text_bytes += sum(len(turn.text.value.encode("utf-8", "surrogatepass")) for turn in sanitized.turns)
        if len(self._turns[MONTH]) >= ROWS_HELD:
            self._settle()
        return self._classes.of(row) if self._classes else NO_CLASS

    def _settle(self) -> None:
        """Turn the rows held so far into Arrow tables: a row as Python objects takes some ten times the memory."""
        conversations = table_of(self._conversations, staged_schema(self._columns, self.policy_sha256))
        turns = table_of_cells(self._turns, staged_schema(self._turn_columns, self.policy_sha256))
        self._tables.append((conversations, turns))
        self._conversations, self._turns = [], defaultdict(list)

    def finish(self) -> tuple[pa.Table, pa.Table, list[dict[str, object]]]:
        """Return both tables, sorted by month and key, and what each partition holds.

        The last is a list of `partition` (a month, or empty where the policy names none), `conversations`, `turns` and
        `text_bytes` (UTF-8 of the sanitized text).
        """
        self._settle()
        conversations, turns = (pa.concat_tables(tables) for tables in zip(*self._tables, strict=True))
        order = [(MONTH, "ascending"), ("conversation_key", "ascending")]
        sizes = [
            {
                "partition": month,
                "conversations": size.conversations,
                "turns": size.turns,
                "text_bytes": size.text_bytes,
            }
            for month, size in sorted(self._partitions.items())
        ]
        return conversations.sort_by(order), turns.sort_by([*order, ("turn_index", "ascending")]), sizes
