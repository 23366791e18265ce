"""A worker ends with the process that started it, even when that one was gone before the worker was up."""

from __future__ import annotations

import subprocess
import sys

from pipeline.runners.local_worker import ORPHANED
from pipeline.runners.waiting import PARENT_VARIABLE
from tests.support.runs import environment

WAIT_SECONDS = 30
WATCH = (
    "import time; from pipeline.runners.local_worker import end_with_parent as watch; watch(); time.sleep({seconds})"
)


def _ended(seconds: float, **settings: str) -> int:
    """Return the exit code of a process that watches a parent and would sleep for some seconds."""
    watching = [sys.executable, "-c", WATCH.format(seconds=seconds)]
    return subprocess.run(watching, env=environment(**settings), timeout=WAIT_SECONDS, check=False).returncode


def test_a_worker_whose_parent_was_gone_before_it_started_ends() -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    assert _ended(WAIT_SECONDS, **{PARENT_VARIABLE: str(gone.pid)}) == ORPHANED


def test_a_worker_whose_parent_lives_goes_on() -> None:
    assert _ended(2.5) == 0
