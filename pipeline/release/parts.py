"""From the shards' staged rows to the parts of the release: sorted, without duplicates, with contact bands.

A part is a range of conversation keys of one partition, in both tables. Ranges are cut from sums over all shards, so
the bytes of a part do not depend on sharding, file order, workers or runner. A worker holds one part at a time, so
memory does not grow with the partition.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.release.contacts import UNKNOWN_BANDS, bands_by_conversation
from pipeline.release.identities import conflicting_keys
from pipeline.release.key_ranges import ALL_KEYS, KeyRange, read_range
from pipeline.release.parquet import RowGroupWriter
from pipeline.release.records import ContactRecord, IdentityRecord, PartRecord, ShardRecord, StagedFile
from pipeline.release.staging import Staging

PART_TEXT_BYTES = 48 << 20  # 8 to 16 MB of zstd: readers want no smaller files, workers no larger tables


@dataclass(frozen=True, slots=True)
class PartPlan:
    """One part to be written: which keys of which partition, from which staged files."""

    partition: str
    keys: KeyRange
    conversations: tuple[StagedFile, ...]
    turns: tuple[StagedFile, ...]

    @property
    def name(self) -> str:
        """A name for files and records."""
        return f"{self.partition}_{self.keys.name}"


def plan_parts(shards: Sequence[ShardRecord]) -> tuple[PartPlan, ...]:
    """Return the parts of a release, from what the shards hold of each partition."""
    sizes: Counter[str] = Counter()
    holders: dict[str, list[ShardRecord]] = {}
    for shard in sorted(shards, key=lambda record: record.shard):
        for size in shard.partitions:
            sizes[size.partition] += size.text_bytes
            holders.setdefault(size.partition, []).append(shard)
    return tuple(
        PartPlan(
            partition=partition,
            keys=keys,
            conversations=tuple(shard.conversations for shard in holders[partition]),
            turns=tuple(shard.turns for shard in holders[partition]),
        )
        for partition in sorted(sizes)
        for keys in ALL_KEYS.split(max(1, -(-sizes[partition] // PART_TEXT_BYTES)))
    )


def finalize_part(
    staging: Staging,
    schemas: Mapping[str, pa.Schema],
    plan: PartPlan,
    identities: Sequence[IdentityRecord],
    contacts: Sequence[ContactRecord],
) -> PartRecord:
    """Write one part of both tables, or return its record where an earlier attempt finished it.

    Args:
        staging: where the shards' rows are and the part goes.
        schemas: of `conversations` and `turns`, with what the files say about themselves.
        plan: which rows.
        identities: which conversations conflict.
        contacts: the contact bands.
    """
    done = staging.read_record(f"parts/{plan.name}", PartRecord)
    if done is not None and staging.is_intact(done.conversations) and staging.is_intact(done.turns):
        return done
    dropped = conflicting_keys(staging, identities, plan.keys)
    turns = _rows(staging, plan, plan.turns, schemas["turns"], dropped)
    redactions = _count_redactions(turns)
    staged_turns = _write(staging, f"parts/turns/{plan.name}.parquet", turns)
    del turns
    conversations = _rows(staging, plan, plan.conversations, schemas["conversations"], dropped)
    conversations = _with_bands(conversations, bands_by_conversation(staging, contacts, plan.keys))
    record = PartRecord(
        part=plan.name,
        partition=plan.partition,
        conversations=_write(staging, f"parts/conversations/{plan.name}.parquet", conversations),
        turns=staged_turns,
        redactions=tuple((kind, operator, count) for (kind, operator), count in sorted(redactions.items())),
    )
    staging.write_record(f"parts/{plan.name}", record)
    return record


def _write(staging: Staging, path: str, table: pa.Table) -> StagedFile:
    with staging.store.create(path) as sink, RowGroupWriter(sink, table.schema) as writer:
        writer.write(table)
    return staging.describe(path, table.num_rows)


def _rows(
    staging: Staging, plan: PartPlan, files: Sequence[StagedFile], schema: pa.Schema, dropped: frozenset[str]
) -> pa.Table:
    """Return a part's rows of one table: sorted, once each, without the conflicting conversations."""
    table = read_range(staging.store, files, "conversation_key", plan.keys, plan.partition)
    if table is None:
        return schema.empty_table()
    table = table.select(schema.names).cast(schema)
    if dropped:
        table = table.filter(pc.invert(pc.is_in(table["conversation_key"], pa.array(sorted(dropped), pa.string()))))
    order = [name for name in ("conversation_key", "turn_index") if name in schema.names]
    table = table.sort_by([(name, "ascending") for name in order]).combine_chunks()
    if table.num_rows < 2:  # noqa: PLR2004 - one row has no predecessor
        return table
    new = pa.array([False] * (table.num_rows - 1))
    for name in order:
        column = table[name]
        new = pc.or_(new, pc.not_equal(column.slice(1), column.slice(0, table.num_rows - 1)))
    chunks = new.chunks if isinstance(new, pa.ChunkedArray) else [new]
    return table.filter(pa.chunked_array([pa.array([True]), *chunks]))


def _with_bands(conversations: pa.Table, bands: dict[str, tuple[str, str]]) -> pa.Table:
    """Fill in the contact bands, where the policy has such columns."""
    found = [bands.get(key, UNKNOWN_BANDS) for key in conversations["conversation_key"].to_pylist()]
    for position, name in enumerate(("gap_band", "contacts_24h_band")):
        if name in conversations.column_names:
            column = pa.array([pair[position] for pair in found], pa.string())
            at = conversations.schema.get_field_index(name)
            conversations = conversations.set_column(at, conversations.schema.field(at), column)
    return conversations


def _count_redactions(turns: pa.Table) -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    for chunk in turns["redactions"].chunks:
        spans = pc.list_flatten(chunk)
        table = pa.table({
            "kind": pc.struct_field(spans, "entity_type"),
            "operator": pc.struct_field(spans, "operator"),
        })
        for row in table.group_by(["kind", "operator"]).aggregate([([], "count_all")]).to_pylist():
            counts[row["kind"], row["operator"]] += row["count_all"]
    return counts
