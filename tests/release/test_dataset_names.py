"""Names of the data set in a run's files: settled the same however the input is cut, hidden in rows by labels alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from pipeline.anonymization.written_words import FixedLabel
from pipeline.keys.master import MasterKey
from pipeline.release.dataset_names import WordFacts, missed_names, plan_words, settle_words
from pipeline.release.key_ranges import ALL_KEYS
from pipeline.release.late_names import LateNames
from pipeline.release.records import IdentityRecord, ShardRecord, StagedFile
from pipeline.release.shard import word_digest
from pipeline.release.staging import Staging
from pipeline.release.store import FileStore
from pipeline.release.word_count import count_words
from tests.release.release_samples import policy, rows_of

NOTHING = StagedFile(path="none", rows=0, bytes=0, sha256="")
LABEL = FixedLabel("PERSON", "[PERSON]", "pseudonymise")
Row = tuple[str, str, str, int, int]


def shard(staging: Staging, name: str, rows: Sequence[Row]) -> ShardRecord:
    facts = WordFacts()
    for row in rows:
        facts.add(row)
    return ShardRecord(
        shard=name, read=0, unreadable=(), facts=NOTHING, contacts=NOTHING, conversations=NOTHING, turns=NOTHING,
        words=staging.write_table(f"words/{name}.parquet", facts.finish()), rejects=NOTHING, partitions=(),
        dropped_fields=(), repaired=(), channels=(), languages=(), sweep_hits=(), validator_hits=(),
    )  # fmt: skip


def row(word: str, conversation: int, hidden: int, readable: int) -> Row:
    return word * 26, f"p{conversation}", f"{conversation}" * 26, hidden, readable


SEEN = [
    row("a", 1, 1, 0), row("a", 2, 2, 0), row("a", 3, 0, 1),
    row("g", 1, 1, 0), row("g", 2, 0, 1),
    row("v", 4, 1, 0), row("v", 5, 1, 1), row("v", 6, 0, 1),
]  # fmt: skip
MISSED = {"3" * 26: frozenset({"a" * 26}), "5" * 26: frozenset({"v" * 26}), "6" * 26: frozenset({"v" * 26})}


def settled(
    folder: Path, shards: Sequence[Sequence[Row]], ranges: int, conflicts: Sequence[str] = ()
) -> tuple[int, Any]:
    staging = Staging(FileStore(str(folder)))
    records = [shard(staging, f"s{number}", rows) for number, rows in enumerate(shards)]
    table = pa.table({"conversation_key": pa.array(sorted(conflicts), pa.string())})
    identities = [IdentityRecord(bucket="0-end", outcomes=(), conflicts=staging.write_table("c.parquet", table))]
    names = [settle_words(staging, records, identities, keys) for keys in ALL_KEYS.split(ranges)]
    assert len(plan_words(records)) == 1
    return sum(record.words for record in names), missed_names(staging, names, ALL_KEYS)


def test_the_same_words_are_names_however_they_are_cut(tmp_path: Path) -> None:
    """A conversation that lies in two shards counts once."""
    expected = 2, MISSED
    assert settled(tmp_path / "one", [SEEN], 1) == expected
    assert settled(tmp_path / "three", [SEEN[5:], SEEN[2:4], SEEN], 7) == expected
    assert settled(tmp_path / "reversed", [SEEN[::-1], SEEN[:2]], 3) == expected


def test_conversations_that_conflict_neither_vote_nor_are_listed(tmp_path: Path) -> None:
    assert settled(tmp_path, [SEEN], 2, ["1" * 26, "6" * 26]) == (1, {"5" * 26: frozenset({"v" * 26})})


def test_no_word_at_all_is_no_error(tmp_path: Path) -> None:
    assert settled(tmp_path, [[], []], 2) == (0, {})


def test_what_is_held_as_arrow_is_what_was_added(tmp_path: Path) -> None:
    many = [row("a", number % 9, 1, number) for number in range(45_000)]
    staging = Staging(FileStore(str(tmp_path)))
    assert shard(staging, "s", many).words.rows == len(many)


def test_digests_of_two_runs_have_nothing_in_common(master: MasterKey) -> None:
    one, other = (word_digest(master, policy(), run) for run in ("0" * 16, "1" * 16))
    assert one("sam") != other("sam")
    assert one("sam") == word_digest(master, policy(), "0" * 16)("sam")


def hider() -> LateNames:
    return LateNames(LABEL, lambda word: f"digest of {word}", "text", "words")


@given(st.lists(st.sampled_from(["sam", "Sam!", "zoe", "hello", "\U0001f600", "it's sam's"]), max_size=8))
def test_rows_keep_all_but_the_names_and_their_counts_agree(words: list[str]) -> None:
    """Only fixed labels are written, and only into the conversations that are named."""
    said = "hi [PERSON_1] " + " ".join(words)
    conversations, turns, _ = rows_of(policy(), [None, None], said).finish()
    missed = {"key0001": frozenset({"digest of sam"})}
    after, counted, mentions = hider().hide(turns, conversations, missed)
    expected = re.sub(r"\bsam\b", "[PERSON]", said, flags=re.IGNORECASE)
    assert mentions == expected.count("[PERSON]")
    assert after["text"].to_pylist() == ["What's your name?", said, "What's your name?", expected]
    assert after.schema == turns.schema
    untouched = [name for name in turns.column_names if name not in {"text", "words", "redactions"}]
    assert after.select(untouched).equals(turns.select(untouched))
    for each in after.to_pylist():
        assert each["words"] == count_words(each["text"])
        for span in each["redactions"]:
            assert each["text"][span["char_start"] : span["char_end"]] in {"[PERSON_1]", "[PERSON]"}
    counts = {key: Counter[tuple[str, str]]() for key in ("key0000", "key0001")}
    for each in after.to_pylist():
        counts[each["conversation_key"]].update((s["entity_type"], s["operator"]) for s in each["redactions"])
    assert [
        {(c["entity_type"], c["operator"]): c["count"] for c in each["redactions"]} for each in counted.to_pylist()
    ] == [dict(counts["key0000"]), dict(counts["key0001"])]


def test_nothing_missed_is_nothing_touched() -> None:
    conversations, turns, _ = rows_of(policy(), [None]).finish()
    assert hider().hide(turns, conversations, {}) == (turns, conversations, 0)
