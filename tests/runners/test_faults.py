"""Kill it anywhere: the run ends soon with a clear word, publishes nothing by half, and the same command goes on."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
from pathlib import Path

import psutil
import pytest

from pipeline.synthesis import generate
from tests.support.runs import approved_policy, broken_at, command, data_bytes, environment, veil_run, write_records

pytestmark = pytest.mark.slow

SHARDED = ("--workers", "2", "--shard-bytes", "20000")
END_SECONDS = 30
SECOND = "@2"  # a worker's second shard, whichever: Beam spreads them by chance, and there must be finished work

RECORD = "pipeline.release.staging|Staging.write_record"
SHARD, STAGING, PARTS = "pipeline.release.shard", "pipeline.release.staging", "pipeline.release.parts"
FAULTS = {
    "a worker is killed before it stages a shard": f"{SHARD}|_stage|kill{SECOND}|s0000",
    "a worker is killed between a shard's files and its record": f"{RECORD}|kill{SECOND}|shards/",
    "a worker is killed while it settles identities": "pipeline.release.identities|settle_range|kill|",
    "a worker is killed while it writes a part": f"{PARTS}|_with_bands|kill|",
    "the parent is killed while shards are sanitized": f"{RECORD}|after:kill-parent{SECOND}|shards/",
    "the parent is told to end": f"{RECORD}|after:term-parent{SECOND}|shards/",
    "the disk is full when a shard is staged": f"{STAGING}|Staging.write_table|enospc{SECOND}|conversations/",
    "a shard cannot be read": f"{SHARD}|read_shard|eio{SECOND}|s0000",
    "the parent is killed between two moves": "pipeline.release.publish|_place|after:kill|",
    "the parent is killed between manifest and latest.json": "pipeline.release.store|FileStore.write|kill|latest.json",
    "the parent is killed before staging is cleared": "pipeline.release.conclusion|leave_summary|kill|",
}
BY_SIGNAL = {
    name
    for name, fault in FAULTS.items()
    if "publish" in fault or "store|" in fault or "conclusion" in fault or "kill-parent" in fault
}


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A policy and an input of about ten shards."""
    folder = tmp_path_factory.mktemp("work")
    policy = approved_policy(folder / "policy", {"max_rejected_fraction: 0.01": "max_rejected_fraction: 0.2"})
    return policy, write_records(folder / "in.jsonl", list(generate(90, 3)))


@pytest.fixture(scope="module")
def undisturbed(work: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The data files of a run that nothing happened to."""
    policy, source = work
    out = tmp_path_factory.mktemp("undisturbed")
    veil_run([source], policy, out, *SHARDED)
    return data_bytes(out)


def _processes_of(out: Path) -> list[psutil.Process]:
    """Return the live processes of a run: those that name its output, and Veil's workers without a living parent."""
    found = []
    for process in psutil.process_iter():
        try:
            line = " ".join(process.cmdline())
            if process.status() != psutil.STATUS_ZOMBIE and (str(out) in line or _is_orphan(process, line)):
                found.append(process)
        except psutil.Error:
            continue
    return found


def _is_orphan(process: psutil.Process, line: str) -> bool:
    return "pipeline.runners.local_worker" in line and process.ppid() == 1


def _assert_nothing_half_published(out: Path) -> None:
    latest = out / "latest.json"
    if latest.exists():
        assert (out / json.loads(latest.read_bytes())["release"] / "manifest.json").exists()


def _assert_same_command_goes_on(work: tuple[Path, Path], out: Path, undisturbed: dict[str, str]) -> int:
    """Give the same command again; return how many shards it did not do again."""
    policy, source = work
    done = veil_run([source], policy, out, *SHARDED, "--json")
    assert data_bytes(out) == undisturbed
    assert not list((out / ".staging").iterdir())
    reused: int = json.loads(done.stdout)["shards-reused"]
    return reused


@pytest.mark.parametrize("name", FAULTS)
def test_a_run_that_breaks_at_a_named_point_ends_clearly_and_goes_on(
    name: str, work: tuple[Path, Path], undisturbed: dict[str, str], tmp_path: Path
) -> None:
    policy, source = work
    done = subprocess.run(
        command([source], policy, tmp_path, *SHARDED),
        env=environment(**broken_at(FAULTS[name])),
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    if name in BY_SIGNAL:
        assert done.returncode == -signal.SIGKILL
    else:
        assert done.returncode == 4, done.stderr
        assert done.stderr.startswith("veil: ")
        assert len(done.stderr.splitlines()) == 1
    _assert_nothing_half_published(tmp_path)
    deadline = time.monotonic() + END_SECONDS
    while _processes_of(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not _processes_of(tmp_path)
    assert _assert_same_command_goes_on(work, tmp_path, undisturbed) > 0


def test_a_run_whose_workers_die_before_there_is_work_ends_clearly(work: tuple[Path, Path], tmp_path: Path) -> None:
    policy, source = work
    done = subprocess.run(
        command([source], policy, tmp_path, *SHARDED),
        env=environment(**broken_at("pipeline.transforms.guard|silence_libraries|kill|")),
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert (done.returncode, len(done.stderr.splitlines())) == (4, 1)
    assert "a worker process died" in done.stderr
    assert not _processes_of(tmp_path)


@pytest.mark.parametrize("seed", range(20))
def test_a_run_that_is_killed_at_a_random_time_goes_on(
    seed: int, work: tuple[Path, Path], undisturbed: dict[str, str], tmp_path: Path
) -> None:
    policy, source = work
    rng = random.Random(f"fault/{seed}")
    run = subprocess.Popen(
        command([source], policy, tmp_path, *SHARDED),
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(rng.uniform(0.5, 9.0))
    victims = [psutil.Process(run.pid)] if run.poll() is None else []
    if victims and rng.random() < 0.6:
        victims = [child for child in victims[0].children(recursive=True) if child.is_running()] or victims
    killed = time.monotonic()
    if victims:
        os.kill(rng.choice(victims).pid, signal.SIGKILL)
    code = run.wait(timeout=END_SECONDS)
    assert code in {0, 4, -signal.SIGKILL}
    _assert_nothing_half_published(tmp_path)
    while _processes_of(tmp_path) and time.monotonic() - killed < END_SECONDS:
        time.sleep(0.2)
    assert not _processes_of(tmp_path)
    _assert_same_command_goes_on(work, tmp_path, undisturbed)
