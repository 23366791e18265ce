"""Run `veil` as a user does: in a process of its own, on files, with an approved copy of the shipped policy."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import orjson
import psutil

from pipeline.evaluation.vocabulary import vocabulary
from pipeline.policy.approval import approval
from pipeline.policy.approvals import approve
from pipeline.policy.loader import cases_path, load
from tests.conftest import KEY_TEXT, ROOT

SHIPPED = ROOT / "policies" / "eu-support-product-research.yaml"
AS_OF = "2026-10-01"
FAULTS = ROOT / "tests" / "runners" / "faults"
VEIL = Path(sys.executable).with_name("veil")


def approved_policy(folder: Path, changes: Mapping[str, str] | None = None) -> Path:
    """Copy the shipped policy, change texts in it, and approve the copy as two people who do not exist."""
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / SHIPPED.name
    text = SHIPPED.read_text()
    for old, new in (changes or {}).items():
        assert old in text, old
        text = text.replace(old, new)
    copy.write_text(text)
    shutil.copyfile(cases_path(SHIPPED), cases_path(copy))
    for role, name in (("dpo", "Test One"), ("data_owner", "Test Two")):
        loaded = load(copy, vocabulary())
        given = approval(
            role=role, name=name, reference="T", day=date(2026, 1, 2), content_sha256=loaded.content_sha256
        )
        approve(loaded, given)
    return copy


def write_records(path: Path, records: Sequence[Mapping[str, object]]) -> Path:
    """Write records as JSON lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE) for record in records))
    return path


def command(inputs: Sequence[Path], policy: Path, out: Path, *options: str) -> list[str]:
    """Return the command line of a run."""
    given = ["--policy", str(policy), "--out", str(out), "--as-of", AS_OF, *options]
    return [str(VEIL), "run", *map(str, inputs), *given]


def environment(**extra: str) -> dict[str, str]:
    """Return this process's environment with the tests' key."""
    return {**os.environ, "VEIL_KEY": KEY_TEXT, **extra}


def broken_at(fault: str) -> dict[str, str]:
    """Return the variables that break a run at a point (`runners/faults`), in the code that the tests run on."""
    path = filter(None, (str(FAULTS), os.environ.get("PYTHONPATH")))
    return {"VEIL_TEST_FAULT": fault, "PYTHONPATH": os.pathsep.join(path)}


def veil_run(
    inputs: Sequence[Path], policy: Path, out: Path, *options: str, expect: int = 0, **extra: str
) -> subprocess.CompletedProcess[str]:
    """Run to the end and check the exit code."""
    done = subprocess.run(
        command(inputs, policy, out, *options),
        env=environment(**extra), capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == expect, (done.returncode, done.stdout, done.stderr)
    return done


def note_peaks(pid: int, peaks: dict[int, float]) -> None:
    """Note the peak resident memory, in MB as the kernel counts it, of a process and all it started."""
    with contextlib.suppress(psutil.Error):
        for process in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
            peaks[process.pid] = max(peaks.get(process.pid, 0.0), _peak_mb(process.pid))


def _peak_mb(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)


def release_of(out: Path) -> Path:
    """Return the folder of the latest release."""
    latest: dict[str, str] = orjson.loads((out / "latest.json").read_bytes())
    return out / latest["release"]


def data_bytes(out: Path) -> dict[str, str]:
    """Return the SHA-256 of every data file of the latest release, by its path in the release."""
    release = release_of(out)
    return {
        str(path.relative_to(release)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((release / "data").rglob("*.parquet"))
    }


def query(sql: str) -> list[tuple[Any, ...]]:
    """Return the rows of a DuckDB query."""
    with duckdb.connect() as connection:
        return connection.execute(sql).fetchall()
