from __future__ import annotations

from collections import Counter
from pathlib import Path

import hypothesis.strategies as st
import pyarrow as pa
from hypothesis import given

from pipeline.release.identities import (
    CONFLICTING,
    DUPLICATE,
    FACTS_SCHEMA,
    RELEASED,
    Fact,
    conflicting_keys,
    plan_identities,
    settle,
    settle_range,
)
from pipeline.release.key_ranges import ALL_KEYS, DIGITS
from pipeline.release.records import ShardRecord, StagedFile
from pipeline.release.staging import Staging
from pipeline.release.store import FileStore

REFUSED = "refused/language_unknown"


def test_same_id_and_content_is_kept_once() -> None:
    outcomes, conflicts = settle([("a", "d", RELEASED), ("a", "d", RELEASED), ("b", "d", RELEASED)])
    assert (dict(outcomes), conflicts) == ({RELEASED: 2, DUPLICATE: 1}, [])


def test_same_id_and_other_content_is_rejected_whole() -> None:
    outcomes, conflicts = settle([("a", "1", RELEASED), ("a", "2", RELEASED), ("a", "2", RELEASED)])
    assert (dict(outcomes), conflicts) == ({CONFLICTING: 3}, ["a"])


def test_a_conflict_with_a_refused_record_rejects_both() -> None:
    outcomes, conflicts = settle([("a", "1", RELEASED), ("a", "2", REFUSED)])
    assert (dict(outcomes), conflicts) == ({CONFLICTING: 2}, ["a"])


def test_a_duplicate_of_a_refused_record_is_refused_once() -> None:
    outcomes, _ = settle([("a", "1", REFUSED), ("a", "1", REFUSED)])
    assert dict(outcomes) == {REFUSED: 1, DUPLICATE: 1}


facts = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("12"), st.just(RELEASED)))


@given(facts)
def test_every_record_is_accounted_for(rows: list[Fact]) -> None:
    outcomes, conflicts = settle(sorted(rows))
    assert sum(outcomes.values()) == len(rows)
    assert outcomes[RELEASED] == len({key for key, _, _ in rows} - set(conflicts))


def _shard(staging: Staging, name: str, rows: list[Fact]) -> ShardRecord:
    columns = [pa.array(column, pa.string()) for column in zip(*sorted(rows), strict=True)]
    facts = staging.write_table(f"facts/{name}.parquet", pa.table(columns, schema=FACTS_SCHEMA))
    nothing = StagedFile(path="none", rows=0, bytes=0, sha256="")
    return ShardRecord(
        shard=name, read=len(rows), unreadable=(), facts=facts, contacts=nothing, words=nothing, conversations=nothing,
        turns=nothing, rejects=nothing, partitions=(), dropped_fields=(), repaired=(), channels=(), languages=(),
        sweep_hits=(), validator_hits=(),
    )  # fmt: skip


def test_ranges_over_shards_give_the_same_as_all_at_once(tmp_path: Path) -> None:
    staging = Staging(FileStore(str(tmp_path)))
    keys = [DIGITS[i] * 26 for i in range(32)]
    one: list[Fact] = [(key, "1", RELEASED) for key in keys]
    other: list[Fact] = [(key, "1" if i % 3 else "2", RELEASED) for i, key in enumerate(keys[::2])]
    shards = [_shard(staging, "s0", one), _shard(staging, "s1", other)]
    expected, conflicts = settle(sorted(one + other))
    records = [settle_range(staging, shards, keys) for keys in ALL_KEYS.split(5)]
    total: Counter[str] = Counter()
    for record in records:
        total.update(dict(record.outcomes))
    assert total == expected
    assert conflicting_keys(staging, records, ALL_KEYS) == frozenset(conflicts)
    assert len(plan_identities(shards)) == 1
