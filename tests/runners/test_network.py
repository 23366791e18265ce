"""Nothing touches the network at run time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.synthesis import generate
from tests.runners.loopback_only import CANNOT
from tests.support.runs import approved_policy, command, environment, release_of, write_records

pytestmark = pytest.mark.slow

LOOPBACK_ONLY = Path(__file__).with_name("loopback_only.py")


def test_the_main_job_runs_in_a_network_namespace_that_has_only_loopback(tmp_path: Path) -> None:
    policy = approved_policy(tmp_path / "policy", {"max_rejected_fraction: 0.01": "max_rejected_fraction: 0.2"})
    source = write_records(tmp_path / "in.jsonl", list(generate(40, 9)))
    done = subprocess.run(
        [sys.executable, str(LOOPBACK_ONLY), *command([source], policy, tmp_path / "out", "--workers", "2")],
        env=environment(HOME=str(tmp_path)), capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip
    if done.returncode == CANNOT:
        pytest.skip("the kernel does not allow network namespaces here")
    assert done.returncode == 0, done.stderr
    assert (release_of(tmp_path / "out") / "manifest.json").exists()
