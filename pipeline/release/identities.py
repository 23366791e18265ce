"""Same id, same content: kept once. Same id, other content: all rejected. Decided over all shards, by key range.

A design that groups keyed digests in the runner's shuffle holds them all in the submitting process's memory (the local
runner does); reading ranges of the shards' sorted files bounds it, whatever the input's size and runner.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

import pyarrow as pa

from pipeline.conversation.outcomes import RejectReason
from pipeline.release.key_ranges import ALL_KEYS, KeyRange, read_range
from pipeline.release.records import IdentityRecord, ShardRecord
from pipeline.release.staging import Staging

ROWS_PER_BUCKET = 200_000
RELEASED = "released"
DUPLICATE = "duplicate"
FACTS_SCHEMA = pa.schema([
    pa.field("conversation_key", pa.string()),
    pa.field("digest", pa.string()),
    pa.field("outcome", pa.string()),
])
CONFLICTS_SCHEMA = pa.schema([pa.field("conversation_key", pa.string())])

Fact = tuple[str, str, str]
"""(conversation key, keyed digest of the content, outcome)."""


def outcome(kind: str, reason: str) -> str:
    """Return the word for what became of a record: `refused/<reason>` or `rejected/<reason>`."""
    return f"{kind}/{reason}"


CONFLICTING = outcome("rejected", RejectReason.CONFLICTING_ID)


def plan_identities(shards: Sequence[ShardRecord]) -> tuple[KeyRange, ...]:
    """Return ranges of conversation keys that hold about `ROWS_PER_BUCKET` facts each."""
    rows = sum(shard.facts.rows for shard in shards)
    return ALL_KEYS.split(max(1, -(-rows // ROWS_PER_BUCKET)))


def settle(facts: Iterable[Fact]) -> tuple[Counter[str], list[str]]:
    """Return what became of each record, and the keys whose records conflict.

    Args:
        facts: sorted by conversation key.
    """
    outcomes: Counter[str] = Counter()
    conflicts: list[str] = []
    for key, group in groupby(facts, key=itemgetter(0)):
        records = list(group)
        if len({digest for _, digest, _ in records}) > 1:
            conflicts.append(key)
            outcomes[CONFLICTING] += len(records)
            continue
        outcomes[min(what for _, _, what in records)] += 1
        if len(records) > 1:
            outcomes[DUPLICATE] += len(records) - 1
    return outcomes, conflicts


def settle_range(staging: Staging, shards: Sequence[ShardRecord], keys: KeyRange) -> IdentityRecord:
    """Settle one range of conversation keys over all shards, and stage the keys that conflict."""
    table = read_range(staging.store, [shard.facts for shard in shards], "conversation_key", keys)
    rows: Iterator[Fact] = iter(())
    if table is not None:
        columns = [table.sort_by("conversation_key")[name].to_pylist() for name in FACTS_SCHEMA.names]
        rows = zip(*columns, strict=True)
    outcomes, conflicts = settle(rows)
    staged = staging.write_table(
        f"conflicts/{keys.name}.parquet", pa.table({"conversation_key": conflicts}, schema=CONFLICTS_SCHEMA)
    )
    record = IdentityRecord(bucket=keys.name, outcomes=tuple(sorted(outcomes.items())), conflicts=staged)
    staging.write_record(f"identities/{keys.name}", record)
    return record


def conflicting_keys(staging: Staging, identities: Sequence[IdentityRecord], keys: KeyRange) -> frozenset[str]:
    """Return the conflicting conversation keys in a range."""
    files = [record.conflicts for record in identities if record.conflicts.rows]
    table = read_range(staging.store, files, "conversation_key", keys)
    return frozenset(table["conversation_key"].to_pylist()) if table is not None else frozenset()
