"""k by person as a user runs it: nobody who stands out by plan, country or language can be told from others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.support.runs import approved_policy, query, release_of, veil_run, write_records

pytestmark = pytest.mark.slow

K = 5


def conversation(number: int, person: str, **metadata: str) -> dict[str, Any]:
    return {
        "id": f"c-{number}", "channel": "chat", "language": "en",
        "started_at": f"2026-05-{number % 28 + 1:02d}T09:12:00Z",
        "participants": [{"id": "p", "role": "customer", "customer_id": person}],
        "metadata": metadata,
        "turns": [{"participant": "p", "text": "My router is slow in the evening, please help."}],
    }  # fmt: skip


def test_who_stands_out_is_hidden_among_others_and_counted_once(tmp_path: Path) -> None:
    many = [conversation(n, f"many-{n}", country="DE", plan="pro") for n in range(12)]
    few = [conversation(n + 12, f"few-{n}", country="DE", plan="free") for n in range(2)]
    serial = [conversation(n + 14, "serial", country="DE", plan="business") for n in range(9)]
    four = [conversation(n + 23, f"four-{n}", country="FR", plan="pro") for n in range(4)]
    limits = f"disclosure_control: {{k: {K}, max_suppressed_fraction: 0.9}}\nrelease:"
    policy = approved_policy(tmp_path / "policy", {"release:": limits})
    inputs = [write_records(tmp_path / "in.jsonl", [*many, *few, *serial, *four])]
    veil_run(inputs, policy, tmp_path / "out", "--workers", "2", "--shard-bytes", "2000")

    release = release_of(tmp_path / "out")
    rows = query(f"SELECT country, plan, count(*) FROM '{release}/data/conversations/*/*.parquet' GROUP BY ALL")
    assert sorted(rows, key=str) == [("DE", "pro", 12), (None, None, 15)]
    checks = {check["name"]: check for check in orjson.loads((release / "manifest.json").read_bytes())["checks"]}
    assert checks["people who share a combination"]["passed"]
    assert "1 combinations were one person's alone before" in checks["people who share a combination"]["detail"]
    assert checks["emptied for small groups"]["detail"].startswith("0.5556 of the conversations")
