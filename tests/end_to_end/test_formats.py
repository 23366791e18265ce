"""The same conversations in other wrappings, and other formats, through the whole job."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
import zstandard

from pipeline.synthesis import generate
from tests.support.runs import approved_policy, data_bytes, query, release_of, veil_run, write_records

pytestmark = pytest.mark.slow

CSV = """case_ref,who,said,when
k-1,REP,"Hello, may I have your name?",2026-05-04 09:12
k-2,CUST,my parcel never came,2026-05-04 09:13
k-1,CUST,Brunhilde Vandersloot,2026-05-04 09:13
"""
FIELD_MAP = """
format: csv
zone: Europe/Berlin
columns: {id: case_ref, role: who, text: said, at: when}
values: {role: {agent: [REP], customer: [CUST]}}
constants: {channel: chat, language: en}
"""
TEXT = """Channel: call
Language: en
Date: 2026-05-04T09:12:00Z

Agent: Good morning, how can I help?
Customer: the router is broken again,
  it worked yesterday
Agent: I am sorry to hear that.
"""


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    changes = {"max_rejected_fraction: 0.01": "max_rejected_fraction: 0.2"}
    return approved_policy(tmp_path_factory.mktemp("policy"), changes)


def test_compressed_input_gives_the_same_data(policy: Path, tmp_path: Path) -> None:
    plain = write_records(tmp_path / "plain.jsonl", list(generate(30, 4)))
    (tmp_path / "zipped.jsonl.gz").write_bytes(gzip.compress(plain.read_bytes()))
    (tmp_path / "packed.jsonl.zst").write_bytes(zstandard.compress(plain.read_bytes()))
    for name in ("plain.jsonl", "zipped.jsonl.gz", "packed.jsonl.zst"):
        veil_run([tmp_path / name], policy, tmp_path / name.split(".")[0])
    assert data_bytes(tmp_path / "plain") == data_bytes(tmp_path / "zipped") == data_bytes(tmp_path / "packed")


def test_a_table_of_utterances_is_read_through_a_field_map(policy: Path, tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_text(CSV)
    (tmp_path / "map.yaml").write_text(FIELD_MAP)
    done = veil_run(
        [tmp_path / "calls.csv"], policy, tmp_path / "out", "--field-map", str(tmp_path / "map.yaml"), "--json"
    )
    assert json.loads(done.stdout)["counts"]["released"] == 2
    turns = release_of(tmp_path / "out") / "data/turns/*/*.parquet"
    texts = dict(query(f"SELECT text, role FROM '{turns}'"))
    assert texts["my parcel never came"] == "customer"
    assert not any("Vandersloot" in text for text in texts)


def test_plain_text_is_recognized_and_its_header_read(policy: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "monday.txt").write_text(TEXT)
    veil_run([tmp_path / "in"], policy, tmp_path / "out")
    turns = release_of(tmp_path / "out") / "data/turns/*/*.parquet"
    rows = query(f"SELECT role, text FROM '{turns}' ORDER BY turn_index")
    assert [role for role, _ in rows] == ["agent", "customer", "agent"]
    assert rows[1][1].startswith("the router is broken again,")
