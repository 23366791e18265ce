"""A detector file's recognizers run in the workers of a run: they import Presidio's engine, and spaCy, for it alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.runs import approved_policy, query, release_of, veil_run, write_records

pytestmark = pytest.mark.slow

DETECTOR = r"""
detector: veil-detector/1
recognizers:
  - class: AuTfnRecognizer
  - {name: plans, supported_entity: PLAN, patterns: [{name: plan, regex: 'plan-[a-z]+', score: 0.9}]}
"""
TEXT = "we have the plan-blue since spring and the plant-blue on the desk, both are fine with us"


def test_a_run_hides_what_a_detector_file_looks_for(tmp_path: Path) -> None:
    (tmp_path / "policy").mkdir()
    (tmp_path / "policy" / "own.yaml").write_text(DETECTOR)
    policy = approved_policy(tmp_path / "policy", {"  threshold: 0.2 ": "  detector_file: own.yaml\n  threshold: 0.2 "})
    record = {
        "id": "c-1",
        "channel": "chat",
        "language": "en",
        "started_at": "2026-05-04T09:12:00Z",
        "participants": [{"id": "u", "role": "customer", "customer_id": "1"}],
        "turns": [{"participant": "u", "text": TEXT}],
    }
    veil_run([write_records(tmp_path / "in.jsonl", [record])], policy, tmp_path / "out", "--workers", "1")
    parts = release_of(tmp_path / "out") / "data" / "turns" / "**" / "*.parquet"
    ((text,),) = query(f"select text from read_parquet('{parts}')")
    assert "plan-blue" not in text
    assert "plant-blue on the desk" in text  # which nothing looks for
