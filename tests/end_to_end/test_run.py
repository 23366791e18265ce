"""The whole path as a user runs it, read back from the written Parquet."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import duckdb
import orjson
import pyarrow.dataset as pads
import pytest

from pipeline.synthesis import generate
from tests.support.runs import VEIL, approved_policy, data_bytes, query, release_of, veil_run, write_records

pytestmark = pytest.mark.slow

Records = list[dict[str, Any]]
SMALL_SHARDS = ("--shard-bytes", "20000", "--workers", "2")


@pytest.fixture(scope="module")
def records() -> Records:
    return list(generate(90, 7))


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    changes = {"max_rejected_fraction: 0.01": "max_rejected_fraction: 0.2"}
    return approved_policy(tmp_path_factory.mktemp("policy"), changes)


@pytest.fixture(scope="module")
def base(records: Records, policy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run that the others are compared with: one worker, one shard."""
    folder = tmp_path_factory.mktemp("base")
    veil_run([write_records(folder / "in.jsonl", records)], policy, folder / "out", "--workers", "1")
    return folder / "out"


def test_the_tables_agree_with_the_manifest_in_duckdb_and_pyarrow(base: Path) -> None:
    release = release_of(base)
    manifest = orjson.loads((release / "manifest.json").read_bytes())
    turns = pads.dataset(release / "data/turns", partitioning="hive").to_table()
    ((rows, keys),) = query(
        f"SELECT count(*), count(DISTINCT conversation_key) FROM '{release}/data/conversations/*/*.parquet'"
    )
    assert rows == keys == manifest["counts"]["released"]
    assert turns.num_rows == manifest["counts"]["turns"]
    assert set(turns["conversation_key"].to_pylist()) <= {
        row[0] for row in query(f"SELECT conversation_key FROM '{release}/data/conversations/*/*.parquet'")
    }


def test_rows_are_sorted_by_conversation_inside_every_file(base: Path) -> None:
    for path in sorted((release_of(base) / "data/turns").rglob("*.parquet")):
        rows = query(f"SELECT conversation_key, turn_index FROM '{path}'")
        assert rows == sorted(rows)


def test_redactions_point_at_what_was_written(base: Path) -> None:
    turns = release_of(base) / "data/turns/*/*.parquet"
    rows = query(f"SELECT text, r.char_start, r.char_end, r.operator FROM '{turns}', unnest(redactions) u(r)")
    assert len(rows) > 300
    for text, start, end, operator in rows:
        assert 0 <= start <= end <= len(text)
        if operator in {"replace", "pseudonymise"}:
            assert text[start:end].startswith("[")
            assert text[start:end].endswith("]")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_data_files_are_the_same_for_any_workers_shards_and_order_of_files(
    base: Path, records: Records, policy: Path, tmp_path: Path, workers: str
) -> None:
    parts = [write_records(tmp_path / f"in/{i}.jsonl", records[i::3]) for i in range(3)]
    veil_run(parts[::-1], policy, tmp_path / "out", "--workers", workers, "--shard-bytes", "15000")
    assert data_bytes(tmp_path / "out") == data_bytes(base)


def test_a_re_run_meets_its_own_folder_and_never_doubles(records: Records, policy: Path, tmp_path: Path) -> None:
    source = write_records(tmp_path / "in.jsonl", records[:30])
    veil_run([source], policy, tmp_path / "out")
    first = data_bytes(tmp_path / "out")
    veil_run([source], policy, tmp_path / "out")
    assert data_bytes(tmp_path / "out") == first
    assert len(list((tmp_path / "out/releases").iterdir())) == 1
    assert not list((tmp_path / "out/.staging").iterdir())


def test_duplicates_across_shards_are_kept_once_and_conflicts_rejected(
    records: Records, policy: Path, tmp_path: Path
) -> None:
    plain = [r for r in records if r["channel"] == "chat" and r.get("language") == "en"][:10]
    other = {**plain[1], "subject": "something else"}
    sources = [
        write_records(tmp_path / "in/a.jsonl", plain),
        write_records(tmp_path / "in/b.jsonl", [plain[0], other, plain[2], plain[2]]),
    ]
    done = veil_run(sources, policy, tmp_path / "out", *SMALL_SHARDS, "--json")
    counts = json.loads(done.stdout)["counts"]
    assert counts["duplicates"] == 3
    assert dict(counts["rejected"]) == {"conflicting_id": 2}
    assert (counts["read"], counts["released"]) == (14, 9)


def test_contacts_of_a_person_are_banded_across_shards_and_months(
    records: Records, policy: Path, tmp_path: Path
) -> None:
    template = next(r for r in records if r["channel"] == "chat" and r.get("language") == "en")
    starts = ["2026-05-31T23:50:00Z", "2026-05-31T23:55:00Z", "2026-06-01T10:00:00Z", "2026-06-20T10:00:00Z"]
    contacts = [
        {
            **template,
            "id": f"c-{i}",
            "started_at": start,
            "closed_at": None,
            "participants": [{"id": "c1", "role": "customer", "customer_id": "person-one-4711"}],
            "turns": [{"participant": "c1", "text": "it is still broken"}],
        }
        for i, start in enumerate(starts)
    ]
    sources = [write_records(tmp_path / f"in/{i}.jsonl", [contact]) for i, contact in enumerate(contacts)]
    veil_run(sources, policy, tmp_path / "out", "--shard-bytes", "1024")
    rows = query(
        f"SELECT gap_band, contacts_24h_band FROM '{release_of(tmp_path / 'out')}/data/conversations/*/*.parquet'"
    )
    assert sorted(rows) == sorted([("first", "1"), ("<10m", "2"), ("10-60m", "3-5"), (">7d", "1")]) or sorted(
        rows
    ) == sorted([("first", "1"), ("<10m", "2"), ("1-24h", "3-5"), (">7d", "1")])


def test_the_audit_log_tells_the_run_from_its_start_to_its_release(base: Path) -> None:
    entries = [json.loads(line) for line in (base / "audit.jsonl").read_text().splitlines()]
    assert [entry["event"] for entry in entries] == ["started", "published"]
    assert entries[1]["release"] == str(release_of(base).relative_to(base))
    done = subprocess.run([VEIL, "audit", "verify", base], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.partition(",")[0]) == (0, "OK  entries that hold: 2")


def test_a_limit_reads_that_many_records(records: Records, policy: Path, tmp_path: Path) -> None:
    source = write_records(tmp_path / "in.jsonl", records)
    done = veil_run([source], policy, tmp_path / "out", "--limit", "17", *SMALL_SHARDS, "--json")
    assert json.loads(done.stdout)["counts"]["read"] == 17


def test_a_namespace_keeps_equal_ids_of_two_sources_apart(records: Records, policy: Path, tmp_path: Path) -> None:
    source = write_records(tmp_path / "in.jsonl", records[:5])
    keys = []
    for name in ("shop", "phone"):
        out = tmp_path / name
        veil_run([source], policy, out, "--namespace", name)
        keys.append({
            r[0] for r in query(f"SELECT conversation_key FROM '{release_of(out)}/data/conversations/*/*.parquet'")
        })
    assert keys[0]
    assert not keys[0] & keys[1]


def test_too_many_rejects_publish_nothing_and_exit_3(records: Records, tmp_path: Path) -> None:
    policy = approved_policy(tmp_path / "policy")
    source = tmp_path / "in.jsonl"
    write_records(source, records[:20])
    source.write_bytes(source.read_bytes() + b'{"id": "broken\n' * 5)
    done = veil_run([source], policy, tmp_path / "out", expect=3)
    assert "rejected records" in done.stderr
    assert not (tmp_path / "out/releases").exists()
    assert not list((tmp_path / "out/.staging").iterdir())


def test_a_second_run_on_one_output_is_refused(policy: Path, records: Records, tmp_path: Path) -> None:
    import fcntl

    source = write_records(tmp_path / "in.jsonl", records[:5])
    out = tmp_path / "out"
    out.mkdir()
    with (out / ".lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        done = veil_run([source], policy, out, expect=2)
    assert "another run" in done.stderr


def test_an_unapproved_policy_is_refused_before_anything_is_read(records: Records, tmp_path: Path) -> None:
    policy = approved_policy(tmp_path / "policy")
    policy.write_text(policy.read_text().replace("threshold: 0.2", "threshold: 0.3"))
    source = write_records(tmp_path / "in.jsonl", records[:5])
    done = veil_run([source], policy, tmp_path / "out", expect=2)
    assert "approvals" in done.stderr


def test_a_pipeline_module_in_the_working_folder_is_not_taken_for_veil(
    records: Records, policy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pipeline.py").write_text("raise SystemExit('the wrong pipeline')\n")
    source = write_records(tmp_path / "in.jsonl", records[:5])
    monkeypatch.chdir(tmp_path)
    veil_run([source], policy, tmp_path / "out")
    assert release_of(tmp_path / "out").is_dir()


def test_a_consumer_can_verify_the_release_and_sees_a_change(base: Path, tmp_path: Path) -> None:
    copy = tmp_path / "release"
    shutil.copytree(release_of(base), copy)
    assert subprocess.run([VEIL, "verify", copy, "--as-of", "2026-11-01"], check=False).returncode == 0
    assert subprocess.run([VEIL, "verify", base, "--as-of", "2026-11-01"], check=False).returncode == 0
    assert subprocess.run([VEIL, "verify", copy, "--as-of", "2028-11-01"], check=False).returncode == 3
    part = next((copy / "data").rglob("*.parquet"))
    part.write_bytes(part.read_bytes()[:-1] + b"x")
    assert subprocess.run([VEIL, "verify", copy, "--as-of", "2026-11-01"], check=False).returncode == 3


def test_the_views_of_a_release_work_in_duckdb(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(release_of(base))
    views = (release_of(base) / "views.sql").read_text()
    with duckdb.connect() as connection:
        connection.execute(views)
        rows = [
            connection.execute(f"SELECT count(*) FROM {view}").fetchall() for view in ("conversations", "dialogues")
        ]
    assert rows[0] == rows[1] != [(0,)]


def test_a_policy_past_its_review_warns(records: Records, tmp_path: Path) -> None:
    policy = approved_policy(tmp_path / "policy", {"review_by: 2027-06-30": "review_by: 2026-06-30"})
    done = veil_run([write_records(tmp_path / "in.jsonl", records[:5])], policy, tmp_path / "out")
    assert "warning: the policy should have been reviewed by 2026-06-30" in done.stdout


def test_a_run_that_releases_nothing_says_why(policy: Path, tmp_path: Path) -> None:
    record = {"id": "c-1", "channel": "chat", "language": "en", "turns": [{"text": "no time is known"}]}
    done = veil_run([write_records(tmp_path / "in.jsonl", [record])], policy, tmp_path / "out", expect=3)
    assert "1 no_start_time" in done.stderr
