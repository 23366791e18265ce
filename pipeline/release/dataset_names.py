"""Which words are names in the data set: counted in the shards, settled over all of them, range by range of words.

Words are here as keyed digests under a sub-key of the run; they go with staging, and no word ever stands there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

import pyarrow as pa

from pipeline.disclosure.dataset_names import WordUse, is_name
from pipeline.release.identities import conflicting_keys
from pipeline.release.key_ranges import ALL_KEYS, KeyRange, read_range
from pipeline.release.records import IdentityRecord, NamesRecord, ShardRecord
from pipeline.release.staging import Staging

ROWS_PER_BUCKET = 200_000
ROWS_HELD = 20_000
WORDS_SCHEMA = pa.schema([
    pa.field("word", pa.string()),
    pa.field("person_key", pa.string()),
    pa.field("conversation_key", pa.string()),
    pa.field("hidden", pa.int32()),
    pa.field("readable", pa.int32()),
])
MISSED_SCHEMA = pa.schema([pa.field("conversation_key", pa.string()), pa.field("word", pa.string())])

Row = tuple[str, str, str, int, int]
"""(digest of the word, person key, conversation key, how often a name, how often readable)."""


@dataclass(slots=True)
class WordFacts:
    """Collects the word counts of one shard; as Arrow once they are many, which takes a third of the memory."""

    _rows: list[Row] = field(default_factory=list, init=False, repr=False)
    _tables: list[pa.Table] = field(default_factory=list, init=False, repr=False)

    def add(self, row: Row) -> None:
        """Add what one conversation says of one word."""
        self._rows.append(row)
        if len(self._rows) >= ROWS_HELD:
            self._settle()

    def finish(self) -> pa.Table:
        """Return all rows, sorted."""
        self._settle()
        return pa.concat_tables(self._tables).sort_by([(name, "ascending") for name in WORDS_SCHEMA.names])

    def _settle(self) -> None:
        columns = zip(*self._rows, strict=True) if self._rows else ((),) * len(WORDS_SCHEMA)
        arrays = [pa.array(column, of.type) for column, of in zip(columns, WORDS_SCHEMA, strict=True)]
        self._tables.append(pa.table(arrays, schema=WORDS_SCHEMA))
        self._rows = []


def plan_words(shards: Sequence[ShardRecord]) -> tuple[KeyRange, ...]:
    """Return ranges of words that hold about `ROWS_PER_BUCKET` counts each."""
    rows = sum(shard.words.rows for shard in shards)
    return ALL_KEYS.split(max(1, -(-rows // ROWS_PER_BUCKET)))


def settle_words(
    staging: Staging, shards: Sequence[ShardRecord], identities: Sequence[IdentityRecord], keys: KeyRange
) -> NamesRecord:
    """Say which words of one range are names, and stage the conversations in which one of them is readable."""
    table = read_range(staging.store, [shard.words for shard in shards if shard.words.rows], "word", keys)
    words, missed = 0, []
    if table is not None:
        conflicts = conflicting_keys(staging, identities, ALL_KEYS)
        for word, uses in _by_word(table):
            released = [use for use in uses if use.conversation not in conflicts]
            if is_name(released):
                words += 1
                missed += [(use.conversation, word) for use in released if use.readable]
    columns = zip(*sorted(set(missed)), strict=True) if missed else ((), ())
    arrays = [pa.array(column, pa.string()) for column in columns]
    staged = staging.write_table(f"missed/{keys.name}.parquet", pa.table(arrays, schema=MISSED_SCHEMA))
    record = NamesRecord(bucket=keys.name, words=words, missed=staged)
    staging.write_record(f"names/{keys.name}", record)
    return record


def _by_word(table: pa.Table) -> Iterator[tuple[str, list[WordUse]]]:
    columns = [table.sort_by("word")[name].to_pylist() for name in WORDS_SCHEMA.names]
    for word, rows in groupby(zip(*columns, strict=True), key=itemgetter(0)):
        yield word, [WordUse(*row[1:]) for row in rows]


def missed_names(staging: Staging, names: Sequence[NamesRecord], keys: KeyRange) -> dict[str, frozenset[str]]:
    """Return the names that are readable in the conversations of a range of conversation keys, as digests."""
    files = [record.missed for record in names if record.missed.rows]
    table = read_range(staging.store, files, "conversation_key", keys)
    if table is None:
        return {}
    rows = sorted(zip(*(table[name].to_pylist() for name in MISSED_SCHEMA.names), strict=True))
    return {key: frozenset(word for _, word in group) for key, group in groupby(rows, key=itemgetter(0))}
