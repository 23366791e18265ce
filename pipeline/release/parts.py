"""From the shards' staged rows to the parts of the release: sorted, without duplicates, with bands and late names.

A part is a range of conversation keys of one partition, in both tables. Ranges are cut from sums over all shards, so
the bytes of a part do not depend on sharding, file order, workers or runner. Parts are written slice by slice, so
memory does not grow with the partition.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.disclosure.k_by_person import Recoding
from pipeline.release.contacts import UNKNOWN_BANDS, bands_by_conversation
from pipeline.release.dataset_names import missed_names
from pipeline.release.identities import conflicting_keys
from pipeline.release.key_ranges import ALL_KEYS, KeyRange, read_range
from pipeline.release.late_names import LateNames
from pipeline.release.parquet import RowGroupWriter
from pipeline.release.records import ContactRecord, IdentityRecord, NamesRecord, PartRecord, ShardRecord, StagedFile
from pipeline.release.small_classes import Classes, recoding_of
from pipeline.release.staging import Staging

PART_TEXT_BYTES = 64 << 20  # about 30 MB of zstd in both tables
SLICE_TEXT_BYTES = 4 << 20  # what a worker sorts at once; the staged files are opened once a slice


@dataclass(frozen=True, slots=True)
class PartPlan:
    """One part to be written: which keys of which partition, from which staged files, in how many slices."""

    partition: str
    keys: KeyRange
    slices: int
    conversations: tuple[StagedFile, ...]
    turns: tuple[StagedFile, ...]

    @property
    def name(self) -> str:
        """A name for files and records."""
        return f"{self.partition}_{self.keys.name}"

    def files(self, table: str) -> tuple[StagedFile, ...]:
        """Return the staged files of a table that hold rows of the partition."""
        return self.conversations if table == "conversations" else self.turns


@dataclass(frozen=True, slots=True)
class Settled:
    """What was settled over all shards before parts are written; `classes` says by which columns people are counted."""

    identities: Sequence[IdentityRecord]
    contacts: Sequence[ContactRecord]
    names: Sequence[NamesRecord]
    classes: Classes | None = None


@dataclass(frozen=True, slots=True)
class _Finish:
    """What changes rows that only all shards together could judge: late names, small classes, contact bands."""

    staging: Staging
    settled: Settled
    recoding: Recoding | None
    late_names: LateNames | None

    def slice(
        self, partition: str, keys: KeyRange, content: Mapping[str, pa.Table], tally: Counter[str]
    ) -> dict[str, pa.Table]:
        """Return both tables of a slice as they are written, and add what was changed to `tally`."""
        conversations, turns = content["conversations"], content["turns"]
        if self.late_names is not None:
            missed = missed_names(self.staging, self.settled.names, keys)
            turns, conversations, hidden = self.late_names.hide(turns, conversations, missed)
            tally["late_names"] += hidden
        if self.settled.classes and self.recoding:
            small = self.settled.classes.apply(conversations, turns, partition, self.recoding)
            conversations, turns = small.conversations, small.turns
            tally.update(emptied=small.emptied, below_k=small.below)
        bands = bands_by_conversation(self.staging, self.settled.contacts, keys)
        return {"conversations": _with_bands(conversations, bands), "turns": turns}


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
            slices=max(1, -(-min(sizes[partition], PART_TEXT_BYTES) // SLICE_TEXT_BYTES)),
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
    settled: Settled,
    late_names: LateNames | None,
) -> PartRecord:
    """Write one part of both tables, or return its record where an earlier attempt finished it.

    Args:
        staging: where the shards' rows are and the part goes.
        schemas: of `conversations` and `turns`, with what the files say about themselves.
        plan: which rows.
        settled: which conversations conflict, the contact bands, the names of the data set.
        late_names: how those names are hidden, or None where they are not.
    """
    done = staging.read_record(f"parts/{plan.name}", PartRecord)
    if done is not None and staging.is_intact(done.conversations) and staging.is_intact(done.turns):
        return done
    paths = {table: f"parts/{table}/{plan.name}.parquet" for table in schemas}
    rows: Counter[str] = Counter()
    redactions: Counter[tuple[str, str]] = Counter()
    tally: Counter[str] = Counter()
    recoding = recoding_of(staging, settled.contacts, settled.classes) if settled.classes else None
    finish = _Finish(staging, settled, recoding, late_names)
    with ExitStack() as stack:
        sinks = {table: stack.enter_context(staging.store.create(path)) for table, path in paths.items()}
        writers = {table: stack.enter_context(RowGroupWriter(sinks[table], schemas[table])) for table in schemas}
        for keys in plan.keys.split(plan.slices):
            dropped = conflicting_keys(staging, settled.identities, keys)
            content = {table: _rows(staging, plan, keys, table, schemas[table], dropped) for table in schemas}
            content = finish.slice(plan.partition, keys, content, tally)
            redactions.update(_count_redactions(content["turns"]))
            for table in schemas:
                rows[table] += content[table].num_rows
                writers[table].write(content[table])
    pa.default_memory_pool().release_unused()
    record = PartRecord(
        part=plan.name,
        partition=plan.partition,
        conversations=staging.describe(paths["conversations"], rows["conversations"]),
        turns=staging.describe(paths["turns"], rows["turns"]),
        redactions=tuple((kind, operator, count) for (kind, operator), count in sorted(redactions.items())),
        late_names=tally["late_names"],
        emptied=tally["emptied"],
        below_k=tally["below_k"],
    )
    staging.write_record(f"parts/{plan.name}", record)
    return record


def _rows(
    staging: Staging, plan: PartPlan, keys: KeyRange, table_name: str, schema: pa.Schema, dropped: frozenset[str]
) -> pa.Table:
    """Return the rows of a slice of one table: sorted, once each, without the conflicting conversations."""
    table = read_range(staging.store, plan.files(table_name), "conversation_key", keys, plan.partition)
    if table is None:
        return schema.empty_table()
    table = table.select(schema.names).cast(schema)
    if dropped:
        table = table.filter(pc.invert(pc.is_in(table["conversation_key"], pa.array(sorted(dropped), pa.string()))))
    order = [name for name in ("conversation_key", "turn_index") if name in schema.names]
    table = table.sort_by([(name, "ascending") for name in order])
    return _without_repetitions(table, order)


def _without_repetitions(table: pa.Table, order: list[str]) -> pa.Table:
    """Return sorted rows without those that equal the one before in their key: a duplicate of the same content."""
    if table.num_rows < 2:  # noqa: PLR2004 - one row has no predecessor
        return table
    new = pa.array([False] * (table.num_rows - 1))
    for name in order:
        column = table[name]
        new = pc.or_(new, pc.not_equal(column.slice(1), column.slice(0, table.num_rows - 1)))
    if pc.all(new).as_py():
        return table
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
