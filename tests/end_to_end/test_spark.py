"""PySpark reads a release as the other readers do. It runs where PySpark and Java are there, and says so where not."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import orjson
import pyarrow.parquet as pq
import pytest

from pipeline.synthesis import generate
from tests.support.runs import approved_policy, environment, query, release_of, veil_run, write_records
from tests.support.spark import spark_environment, spark_missing

MISSING = spark_missing()
pytestmark = [pytest.mark.slow, pytest.mark.skipif(MISSING is not None, reason=str(MISSING))]

# Spark in a process of its own: its JVM ends with it.
SCRIPT = """
import json, sys
from pathlib import Path
from pyspark.sql import SparkSession

release = Path(sys.argv[1])
listed = json.loads((release / "manifest.json").read_text())["files"]
spark = SparkSession.builder.config("spark.sql.sources.partitionColumnTypeInference.enabled", "false").getOrCreate()
answers = {}
for table in ("conversations", "turns"):
    files = [str(release / entry["path"]) for entry in listed if entry["table"] == table]
    frame = spark.read.option("basePath", str(release / "data" / table)).parquet(*files)
    answers[table] = {
        "types": dict(frame.dtypes),
        "months": {row["month"]: row["count"] for row in frame.groupBy("month").count().collect()},
        "keys": frame.select("conversation_key").distinct().count(),
        "mentions": frame.selectExpr("sum(size(redactions)) AS n").collect()[0]["n"],
    }
    if table == "turns":
        rows = frame.groupBy("response_band").agg({"words": "sum", "*": "count"}).collect()
        answers["words"] = {str(row["response_band"]): [row["count(1)"], row["sum(words)"]] for row in rows}
        answers["text"] = sorted(row["text"] for row in frame.select("text").collect())
spark.stop()
print("ANSWERS " + json.dumps(answers))
"""


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of a real run, and beside its parts one that the manifest does not list."""
    folder = tmp_path_factory.mktemp("spark") / "team=a"  # a folder that must not become a column
    changes = {"max_rejected_fraction: 0.01": "max_rejected_fraction: 0.2"}
    records = write_records(folder / "in.jsonl", list(generate(60, 11)))
    veil_run([records], approved_policy(folder / "policy", changes), folder / "out", "--workers", "1")
    made = release_of(folder / "out")
    part = next((made / "data/turns").rglob("*.parquet"))
    part.with_name("part-orphan.parquet").write_bytes(part.read_bytes())
    return made


@pytest.fixture(scope="module")
def answers(release: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What Spark says."""
    settings = spark_environment(tmp_path_factory.mktemp("local"))
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(release)],
        env=environment(**settings), capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout.rpartition("ANSWERS ")[2])
    return found


def listed(release: Path, table: str) -> list[str]:
    """Return the files that the manifest lists."""
    files = orjson.loads((release / "manifest.json").read_bytes())["files"]
    return [str(release / entry["path"]) for entry in files if entry["table"] == table]


@pytest.mark.parametrize("table", ["conversations", "turns"])
def test_spark_counts_what_pyarrow_and_duckdb_count(release: Path, answers: dict[str, Any], table: str) -> None:
    files = listed(release, table)
    months: Counter[str] = Counter()
    for path in files:
        months[Path(path).parent.name.removeprefix("month=")] += pq.ParquetFile(path).metadata.num_rows
    assert answers[table]["months"] == months
    ((keys, mentions),) = query(
        f"SELECT count(DISTINCT conversation_key), sum(len(redactions)) FROM read_parquet({files!r})"
    )
    assert (answers[table]["keys"], answers[table]["mentions"]) == (keys, mentions)


def test_spark_sees_the_same_columns_and_no_folder_above(release: Path, answers: dict[str, Any]) -> None:
    for table in ("conversations", "turns"):
        schema = pq.read_schema(listed(release, table)[0])
        assert list(answers[table]["types"]) == [*schema.names, "month"]
        assert answers[table]["types"]["month"] == "string"
    assert answers["turns"]["types"]["words"] == "int"
    assert answers["conversations"]["types"]["tags"] == "array<string>"


def test_spark_reads_the_same_texts_words_and_bands(release: Path, answers: dict[str, Any]) -> None:
    files = listed(release, "turns")
    rows = query(
        f"SELECT coalesce(response_band, 'None'), count(*), sum(words) FROM read_parquet({files!r}) GROUP BY 1"
    )
    assert answers["words"] == {band: [count, words] for band, count, words in rows}
    assert answers["text"] == sorted(text for (text,) in query(f"SELECT text FROM read_parquet({files!r})"))
