"""A whole `veil run`: its wall time, and the peak memory of the parent and of each worker as the kernel counts it."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.synthesis import DEMO, Profile, generate
from pipeline.synthesis.writing import write_jsonl
from tests.support.runs import approved_policy, command, environment, note_peaks

RELAXED = {"max_rejected_fraction: 0.01": "max_rejected_fraction: 0.2"}


@dataclass(frozen=True)
class Figures:
    """Seconds, and megabytes of resident memory at the peak."""

    seconds: float
    parent_mb: float
    worker_mb: float


@contextmanager
def corpus(records: int, profile: Profile = DEMO) -> Iterator[tuple[Path, Path, int]]:
    """Make a corpus and an approved policy; yield their paths and the corpus's bytes."""
    with TemporaryDirectory(prefix="veil-bench-") as folder:
        source = Path(folder) / "in.jsonl"
        size = write_jsonl(generate(records, 21, profile=profile), source)
        yield source, approved_policy(Path(folder) / "policy", RELAXED), size


def measured(source: Path, policy: Path, workers: int) -> Figures:
    """Run once and measure."""
    with TemporaryDirectory(prefix="veil-bench-") as out:
        began = time.perf_counter()
        with subprocess.Popen(
            command([source], policy, Path(out) / "out", "--workers", str(workers)),
            env=environment(), stdout=subprocess.DEVNULL,
        ) as run:  # fmt: skip
            peaks: dict[int, float] = {}
            while run.poll() is None:
                note_peaks(run.pid, peaks)
                time.sleep(0.25)
        if run.returncode:
            raise RuntimeError(f"the run ended with {run.returncode}")
        workers_mb = [peak for pid, peak in peaks.items() if pid != run.pid]
        return Figures(time.perf_counter() - began, peaks[run.pid], max(workers_mb))
