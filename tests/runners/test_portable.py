"""The same pipeline behind Beam's portable API: pickling, staging by URI and remote workers are proven here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.synthesis import generate
from tests.conftest import KEY_TEXT
from tests.runners.portable_services import services
from tests.support.runs import approved_policy, data_bytes, veil_run, write_records

pytestmark = pytest.mark.slow


def test_two_external_worker_pools_write_the_same_bytes_as_the_local_runner(tmp_path: Path) -> None:
    policy = approved_policy(tmp_path / "policy", {"max_rejected_fraction: 0.01": "max_rejected_fraction: 0.2"})
    source = write_records(tmp_path / "in.jsonl", list(generate(60, 5)))
    veil_run([source], policy, tmp_path / "local", "--workers", "1")
    with services(tmp_path / "services", KEY_TEXT) as (job_port, pool_port):
        done = veil_run(
            [source], policy, tmp_path / "portable", "--shard-bytes", "20000", "--json",
            "--runner", "portable", "--staging", f"file://{tmp_path}/staging",
            "--beam-option", f"job_endpoint=localhost:{job_port}",
            "--beam-option", "environment_type=EXTERNAL",
            "--beam-option", f"environment_config=localhost:{pool_port}",
        )  # fmt: skip
    assert json.loads(done.stdout)["counts"]["shards"] > 3
    assert data_bytes(tmp_path / "portable") == data_bytes(tmp_path / "local")
    for pool in ("pool0", "pool1"):  # both pools were asked for a worker
        assert "worker" in (tmp_path / "services" / pool / "log").read_text().lower()


def test_a_remote_runner_refuses_local_staging(tmp_path: Path) -> None:
    policy = approved_policy(tmp_path / "policy")
    source = write_records(tmp_path / "in.jsonl", list(generate(3, 5)))
    for staging in ((), ("--staging", str(tmp_path / "staging"))):
        done = veil_run([source], policy, tmp_path / "out", "--runner", "portable", *staging, expect=2)
        assert "--staging" in done.stderr
