"""k by person from the shards' rows to the parts: what a reader sees, counted by person, in both tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.policy.schema import Policy
from pipeline.release.accounting import check
from pipeline.release.contacts import CONTACTS_SCHEMA, band_range, plan_contacts
from pipeline.release.parts import Settled, finalize_part, plan_parts
from pipeline.release.records import PartitionSize, PartRecord, ShardRecord
from pipeline.release.rows import RowBuilder
from pipeline.release.small_classes import NO_CLASS, classes_of
from pipeline.release.staging import Staging
from pipeline.release.store import FileStore
from pipeline.release.tables import conversations_schema, turns_schema
from tests.release.release_samples import POLICY_SHA256, conversation, policy, sanitized
from tests.release.test_accounting import GOOD

FIELDS: list[dict[str, Any]] = [
    {"path": "started_at", "use": "month", "to": "month", "quasi_identifier": True},
    {"path": "language", "quasi_identifier": True},
    {"path": "metadata.plan", "type": "string", "allowed_values": ["free", "pro"], "quasi_identifier": True},
    {"path": "turns[].text", "use": "text"},
]
COUNTS = (
    "unreadable", "dropped_fields", "repaired", "channels", "languages", "sweep_hits", "validator_hits",
)  # fmt: skip
MAY, JUNE = datetime(2026, 5, 4, tzinfo=UTC), datetime(2026, 6, 4, tzinfo=UTC)
Record = tuple[str, datetime, str, str]
"""(person, start, language, plan)."""


def rules(k: int | None = 3) -> Policy:
    return policy(FIELDS, disclosure_control={"k": k} if k else {})


def shard(staging: Staging, name: str, records: Sequence[tuple[int, Record]], of: Policy) -> ShardRecord:
    """Stage the rows of numbered records as a shard does."""
    builder, contacts = RowBuilder(of, POLICY_SHA256), []
    for number, (person, start, language, plan) in records:
        said = sanitized()
        said = type(said)(said.channel, language, (("plan", plan),), said.turns)
        key = f"{number:026d}"
        group = builder.add(key, person, conversation(start), said)
        contacts.append((person, key, int(start.timestamp() * 1000), True, group))
    conversations, turns, partitions = builder.finish()
    columns = list(zip(*sorted(contacts), strict=True)) or [()] * len(CONTACTS_SCHEMA)
    table = pa.table([pa.array(c, f.type) for c, f in zip(columns, CONTACTS_SCHEMA, strict=True)], CONTACTS_SCHEMA)
    nothing = staging.write_table(f"nothing/{name}.parquet", CONTACTS_SCHEMA.empty_table())
    return ShardRecord(
        **dict.fromkeys(("facts", "words", "rejects"), nothing),
        **dict.fromkeys(COUNTS, ()),
        shard=name,
        read=len(records),
        contacts=staging.write_table(f"contacts-of/{name}.parquet", table),
        conversations=staging.write_table(f"conversations/{name}.parquet", conversations),
        turns=staging.write_table(f"turns/{name}.parquet", turns),
        partitions=tuple(PartitionSize.model_validate(size) for size in partitions),
    )


def written(
    folder: Path, records: Sequence[Record], k: int | None = 3, shards: int = 2
) -> tuple[list[dict[str, object]], list[dict[str, object]], list[PartRecord]]:
    """Return the rows of both tables as a reader sees them, with their month, and the parts' records."""
    staging, of = Staging(FileStore(str(folder))), rules(k)
    numbered = list(enumerate(records))
    made = [shard(staging, f"s{n}", numbered[n::shards], of) for n in range(shards)]
    contacts = [band_range(staging, made, [], keys, k) for keys in plan_contacts(made)]
    settled = Settled([], contacts, [], classes_of(of))
    today = datetime(2026, 7, 1, tzinfo=UTC).date()
    schemas = {
        "conversations": conversations_schema(of, POLICY_SHA256, today),
        "turns": turns_schema(of, POLICY_SHA256, today),
    }
    parts = [finalize_part(staging, schemas, plan, settled, None) for plan in plan_parts(made)]
    tables: list[list[dict[str, object]]] = []
    for name in ("conversations", "turns"):
        rows = []
        for part in parts:
            with staging.store.open(getattr(part, name).path) as source:
                table = pa.parquet.read_table(source)
            rows += [{**row, "month": part.partition} for row in table.to_pylist()]
        tables.append(rows)
    return tables[0], tables[1], parts


def shown(rows: Sequence[dict[str, object]]) -> list[tuple[object, ...]]:
    ordered = sorted(rows, key=lambda row: str(row["conversation_key"]))
    return [(row["month"], row["language"], row["plan"]) for row in ordered]


SAME: list[Record] = [("a", MAY, "en", "pro"), ("b", MAY, "en", "pro"), ("c", MAY, "en", "pro")]


@pytest.mark.parametrize(
    ("records", "expected", "reason"),
    [
        (SAME, [("2026-05", "en", "pro")] * 3, "three people: nothing is emptied"),
        (
            [*SAME, *[("d", MAY, "de", "free")] * 50],
            [("2026-05", None, None)] * 53,
            "one person with fifty conversations is one person, and takes in the others of the month",
        ),
        (
            [*SAME, ("d", MAY, "en", "free"), ("e", MAY, "en", "free"), ("f", MAY, "en", "pro")],
            [("2026-05", None, None)] * 6,
            "two people are left alone by the plan and by the language",
        ),
        (
            [*SAME, ("d", MAY, "de", "free"), ("e", MAY, "de", "pro"), ("f", MAY, "de", "pro")],
            [("2026-05", "en", "pro")] * 3 + [("2026-05", "de", None)] * 3,
            "the plan alone is emptied, and of the small classes alone",
        ),
    ],
)
def test_what_is_emptied(tmp_path: Path, records: list[Record], expected: list[object], reason: str) -> None:
    conversations, _, parts = written(tmp_path, records)
    assert shown(conversations) == expected, reason
    assert sum(part.below_k for part in parts) == 0
    assert sum(part.emptied for part in parts) == sum(None in row for row in shown(conversations))


def test_a_language_is_emptied_in_the_turns_as_well(tmp_path: Path) -> None:
    conversations, turns, _ = written(tmp_path, [*SAME, *[("d", MAY, "de", "free")] * 2])
    empty = {row["conversation_key"] for row in conversations if row["language"] is None}
    assert {row["conversation_key"] for row in turns if row["language"] is None} == empty != set()
    assert all(row["text"] for row in turns)


def test_a_month_of_too_few_people_is_counted_and_stops_the_run(tmp_path: Path) -> None:
    _, _, parts = written(tmp_path, [*SAME, ("d", JUNE, "en", "pro"), ("e", JUNE, "en", "pro")])
    assert sum(part.below_k for part in parts) == 2
    counts = GOOD.model_copy(update={"below_k": 2})
    assert [each.name for each in check(counts, rules(), 6) if not each.passed] == ["people who share a combination"]


def test_too_much_emptied_stops_the_run() -> None:
    names = [each.name for each in check(GOOD.model_copy(update={"emptied": 1}), rules(), 6) if not each.passed]
    assert names == ["emptied for small groups"]  # one of six, and a tenth is allowed


def test_how_many_were_alone_is_told() -> None:
    details = [each.detail for each in check(GOOD.model_copy(update={"alone": 4}), rules(), 6)]
    assert any("4 combinations were one person's alone before" in detail for detail in details)


def test_without_a_k_nothing_is_counted_or_emptied(tmp_path: Path) -> None:
    conversations, _, parts = written(tmp_path, [("a", MAY, "en", "pro")], k=None)
    assert shown(conversations) == [("2026-05", "en", "pro")]
    assert (sum(part.emptied for part in parts), RowBuilder(rules(None), POLICY_SHA256)._classes) == (0, None)
    assert len(check(GOOD, rules(None), 6)) == len(check(GOOD, rules(), 6)) - 2
    assert NO_CLASS == ""


PEOPLE = st.tuples(
    st.sampled_from("abcdefgh"), st.sampled_from([MAY, JUNE]), st.sampled_from(["en", "de"]),
    st.sampled_from(["free", "pro"]),
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=st.lists(PEOPLE, min_size=1, max_size=25), shards=st.integers(1, 3))
def test_every_class_that_is_read_has_k_people_or_is_counted(
    tmp_path_factory: pytest.TempPathFactory, records: list[Record], shards: int
) -> None:
    conversations, _, parts = written(tmp_path_factory.mktemp("run"), records, shards=shards)
    people: defaultdict[tuple[object, ...], set[str]] = defaultdict(set)
    rows = list(zip(shown(conversations), records, strict=True))
    for row, record in rows:
        people[row].add(record[0])
    assert sum(len(people[row]) < 3 for row, _ in rows) == sum(part.below_k for part in parts)
