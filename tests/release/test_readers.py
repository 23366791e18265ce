"""The dataset is read back by DuckDB, polars, pandas and pyarrow, by folder and through `views.sql`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow.dataset as pads
import pyarrow.parquet as pq
import pytest

from pipeline.release.views import VIEWS_NAME, files_read
from tests.release.release_samples import START, policy, write_release

SAID = "hi [PERSON_1] it's SO broken!!! 😀"
KEYS = ["key0000", "key0001", "key0002", "key0003"]
MONTHS = {"2026-05", "2026-06", "unknown"}


@pytest.fixture
def release(tmp_path: Path) -> Path:
    write_release(tmp_path, said=SAID)
    return tmp_path


@pytest.fixture
def views(release: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(release)
    connection = duckdb.connect()
    connection.execute((release / VIEWS_NAME).read_text("utf-8"))
    return connection


def test_duckdb_reads_the_views(views: Any) -> None:
    assert views.sql("SELECT count(*) FROM conversations").fetchall() == [(4,)]
    assert views.sql("SELECT count(*) FROM turns").fetchall() == [(8,)]
    assert {month for (month,) in views.sql("SELECT DISTINCT month FROM turns").fetchall()} == MONTHS
    types = {name: kind for name, kind, *_ in views.sql("DESCRIBE conversations").fetchall()}
    assert (types["month"], types["tags"], types["duration_s"]) == ("VARCHAR", "VARCHAR[]", "INTEGER")


def test_duckdb_reads_dialogues_in_the_order_of_the_turns(views: Any) -> None:
    rows = views.sql("SELECT conversation_key, dialogue FROM dialogues ORDER BY ALL").fetchall()
    assert rows == [(key, f"agent: What's your name?\ncustomer: {SAID}") for key in KEYS]


def test_the_dictionary_of_the_card_has_every_column_that_a_reader_sees(views: Any, release: Path) -> None:
    card = (release / "dataset_card.md").read_text("utf-8")
    for name in ("conversations", "turns"):
        section = card.partition(f"### {name}: ")[2].partition("\n#")[0]
        rows = [row.split(" | ") for row in section.splitlines() if row.startswith("| `")]
        told = {row[0].strip("| `"): row[1] for row in rows}
        seen = {column: kind for column, kind, *_ in views.sql(f"DESCRIBE {name}").fetchall()}
        assert {column for column in told if "[]" not in column} == set(seen)
        assert all(told.values())
        members = {
            f"redactions[].{member}" for member in re.findall(r'(\w+)"? (?:INTEGER|VARCHAR)', seen["redactions"])
        }
        assert {column for column in told if "[]" in column} == members
    extra = {column for column, *_ in views.sql("DESCRIBE dialogues").fetchall()} - {
        column for column, *_ in views.sql("DESCRIBE conversations").fetchall()
    }
    assert re.findall(r"^\| `(\w+)` ", card.partition("### dialogues: ")[2], re.MULTILINE) == list(extra)


def test_duckdb_finds_what_stands_at_a_redaction(views: Any) -> None:
    rows = views.sql(
        "SELECT DISTINCT r.entity_type, r.operator, substr(t.text, r.char_start + 1, r.char_end - r.char_start)"
        " FROM turns t, unnest(t.redactions) AS u(r)"
    ).fetchall()
    assert rows == [("PERSON", "pseudonymise", "[PERSON_1]")]


def test_the_views_read_exactly_the_files_of_the_manifest(release: Path) -> None:
    on_disk = sorted(path.relative_to(release).as_posix() for path in release.rglob("*.parquet"))
    assert list(files_read((release / VIEWS_NAME).read_text("utf-8"))) == on_disk


def test_when_a_folder_above_looks_like_a_partition_then_the_views_do_not_take_it_for_one(tmp_path: Path) -> None:
    release = tmp_path / "team=a/month=1999-01/it's here"
    release.mkdir(parents=True)
    write_release(release)
    connection = duckdb.connect()
    connection.execute("SET file_search_path = ?", [str(release)])
    connection.execute((release / VIEWS_NAME).read_text("utf-8"))
    for name in ("conversations", "turns"):
        columns = [column for column, *_ in connection.sql(f"DESCRIBE {name}").fetchall()]
        assert "team" not in columns
        assert {month for (month,) in connection.sql(f"SELECT month FROM {name}").fetchall()} == MONTHS


def test_when_another_file_lies_beside_the_parts_then_the_views_do_not_read_it(release: Path, views: Any) -> None:
    part = next((release / "data/turns").rglob("*.parquet"))
    part.with_name("part-orphan.parquet").write_bytes(part.read_bytes())
    assert views.sql("SELECT count(*) FROM turns").fetchall() == [(8,)]


def test_when_no_turn_was_written_then_the_conversation_still_has_a_row_in_dialogues(views: Any) -> None:
    views.execute("CREATE TABLE written AS FROM turns WHERE conversation_key <> 'key0000'")
    views.execute("CREATE OR REPLACE VIEW turns AS FROM written")
    rows = views.sql("SELECT conversation_key, length(dialogue) > 0 FROM dialogues ORDER BY ALL").fetchall()
    assert rows == [(key, key != "key0000") for key in KEYS]


SQL = [
    ("SELECT * FROM 'data/turns/part-1.parquet'", ("data/turns/part-1.parquet",), "a file in quotes"),
    ('SELECT * FROM "/etc/passwd.csv"', ("/etc/passwd.csv",), "a file as a name"),
    ("SELECT * FROM read_csv('*')", ("*",), "a pattern"),
    ("ATTACH 'other.db'", ("other.db",), "a database"),
    ("FROM read_text('s3:x')", ("s3:x",), "another place"),
    ("-- see 'a/b.csv'\nSELECT \"month\", ': ', 'unknown' AS x", (), "a comment, names and texts"),
    ("FROM '--x.csv'", ("--x.csv",), "a comment that is none"),
    ("SELECT $$a$$", ("$",), "quotes that our views do not use"),
    ("/* ' */ SELECT 1", ("/*",), "a comment that could part quotes"),
    ("SELECT 'it''s', \"a\"\"b\"", (), "quotes inside quotes"),
]


@pytest.mark.parametrize(("sql", "expected", "reason"), SQL)
def test_every_text_that_may_be_a_file_is_seen(sql: str, expected: tuple[str, ...], reason: str) -> None:
    assert files_read(sql) == expected


def test_pandas_reads_the_folders(release: Path) -> None:
    turns = pd.read_parquet(release / "data/turns")
    assert list(turns.columns)[-1] == "month"
    assert set(turns["month"]) == MONTHS
    assert set(turns["text"]) == {"What's your name?", SAID}
    conversations = pd.read_parquet(release / "data/conversations")
    assert sorted(conversations["conversation_key"]) == KEYS
    assert "__index_level_0__" not in conversations.columns


def test_polars_reads_the_folders(release: Path) -> None:
    turns = pl.scan_parquet(f"{release}/data/turns/**/*.parquet", hive_partitioning=True).collect()
    assert turns.height == 8
    assert turns.schema["month"] == pl.String
    assert set(turns["month"]) == MONTHS
    spans = turns.explode("redactions").unnest("redactions").drop_nulls("entity_type")
    assert spans.select("char_start", "char_end").rows() == [(3, 13)] * 4


def test_pyarrow_reads_the_folders(release: Path) -> None:
    table = pq.read_table(release / "data/conversations")
    assert sorted(table["conversation_key"].to_pylist()) == KEYS
    dataset = pads.dataset(release / "data/turns", partitioning="hive")
    assert dataset.to_table(filter=pads.field("month") == "2026-06").num_rows == 2


def test_when_the_policy_names_no_month_then_all_readers_still_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = policy([{"path": "turns[].text", "use": "text"}])
    write_release(tmp_path, rules, [START, None])
    monkeypatch.chdir(tmp_path)
    connection = duckdb.connect()
    connection.execute((tmp_path / VIEWS_NAME).read_text("utf-8"))
    dialogue = connection.sql("SELECT dialogue FROM dialogues LIMIT 1").fetchall()
    assert dialogue == [("What's your name?\nhi [PERSON_1] 😀",)]
    assert list(pd.read_parquet("data/turns").columns) == ["conversation_key", "turn_index", "text", "redactions"]
    assert pl.read_parquet("data/conversations").height == 2


def test_when_the_policy_lets_no_text_out_then_there_is_no_dialogue(tmp_path: Path) -> None:
    write_release(tmp_path, policy([{"path": "turns[].role"}]), [START])
    assert "dialogues" not in (tmp_path / VIEWS_NAME).read_text("utf-8")
