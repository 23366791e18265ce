"""No raw text by another door: planted values are searched for in every byte a run leaves, whatever happens to it."""

from __future__ import annotations

import os
import subprocess
import unicodedata
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import pytest

from pipeline.synthesis.canaries import canary_conversations, plant
from tests.conftest import KEY_TEXT
from tests.leaks.search import forms_of, hits, traces
from tests.support.runs import approved_policy, command, write_records

pytestmark = pytest.mark.slow

HOOK = Path(__file__).parents[1] / "runners" / "faults"
CANARIES = plant(seed=17, count=225)
VALUES = {canary.value: canary.kind for canary in CANARIES}
FILE_NAMES = [canary.value for canary in CANARIES if canary.kind == "file_name"]
IN_TEXT = [canary for canary in CANARIES if canary.kind != "file_name"]

# Where an exception that quotes everything it was handed is raised, and the exit code the run then ends with.
BLURTING = {
    "a reader": ("pipeline.sources.assemble|conversation", 4),
    "admission": ("pipeline.admission.admit|admit", 4),
    "detection": ("pipeline.detection.engine|Engine.detect", 3),
    "anonymization": ("pipeline.anonymization.apply|anonymize", 3),
    "the sweep": ("pipeline.verification.sweep|sweep", 4),
    "the rows": ("pipeline.release.rows|RowBuilder.add", 4),
    "staging": ("pipeline.release.staging|Staging.write_table", 4),
    "the parts": ("pipeline.release.parts|_with_bands", 4),
    "publication": ("pipeline.release.publish|_place", 1),
}
OTHER_FAULTS = {
    "a full disk": ("pipeline.release.staging|Staging.write_table|enospc|", 4),
    "an unreadable shard": ("pipeline.release.shard|read_shard|eio|", 4),
    "a killed worker": ("pipeline.release.parts|_with_bands|kill|", 4),
}
FAULTS = {name: (f"{place}|blurt|", code) for name, (place, code) in BLURTING.items()} | OTHER_FAULTS


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Files whose names, ids, fields and texts hold canaries. They lie outside the folder that is searched."""
    folder = tmp_path_factory.mktemp("raw")
    records = canary_conversations(IN_TEXT)
    return [write_records(folder / name, records[i :: len(FILE_NAMES)]) for i, name in enumerate(FILE_NAMES)]


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return approved_policy(tmp_path_factory.mktemp("policy"))


def run_watched(
    root: Path, inputs: list[Path], policy: Path, *options: str, fault: str = "", **extra: str
) -> tuple[int, list[str]]:
    """Run with HOME, TMPDIR, working folder and output below one root; return the exit code and what was found."""
    for name in ("home", "tmp", "work"):
        (root / name).mkdir()
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(root / "home"), "TMPDIR": str(root / "tmp"), "VEIL_KEY": KEY_TEXT,
        "PYTHONDONTWRITEBYTECODE": "1", **extra,
    }  # fmt: skip
    if fault:
        environment |= {"VEIL_TEST_FAULT": fault, "PYTHONPATH": str(HOOK)}
    done = subprocess.run(
        command(inputs, policy, root / "out", "--format", "conversation-jsonl", *options),
        env=environment, cwd=root / "work", capture_output=True, timeout=300, check=False,
    )  # fmt: skip
    printed = iter([("standard output", done.stdout), ("standard error", done.stderr)])
    values = {**VALUES, KEY_TEXT: "the key"}
    return done.returncode, hits(values, chain(printed, traces(root)))


def test_the_search_finds_what_is_there(tmp_path: Path, inputs: list[Path]) -> None:
    """The net has no holes: a value written in any of its forms is found, and the raw input is full of them."""
    value = IN_TEXT[0].value
    for form in forms_of(value):
        (tmp_path / "file").write_bytes(b"before " + form + b" after")
        assert hits({value: "x"}, traces(tmp_path))
    assert unicodedata.is_normalized("NFC", value)
    assert len(set(hits(VALUES, traces(inputs[0].parent)))) >= 8


def test_a_good_run_leaves_no_planted_value(tmp_path: Path, inputs: list[Path], policy: Path) -> None:
    code, found = run_watched(tmp_path, inputs, policy)
    assert (code, found) == (0, [])


@pytest.mark.parametrize("name", FAULTS)
def test_a_failing_run_leaves_no_planted_value(name: str, tmp_path: Path, inputs: list[Path], policy: Path) -> None:
    fault, code = FAULTS[name]
    assert run_watched(tmp_path, inputs, policy, "--shard-bytes", "30000", fault=fault) == (code, [])


BROKEN: dict[str, bytes] = {
    "cut off": b'{"id": "%s", "channel": "chat", "turns": [{"text": "%s',
    "no object": b'["%s", "%s"]',
    "wrong type": b'{"id": "%s", "channel": "chat", "turns": "%s"}',
    "unknown channel": b'{"id": "%s", "channel": "%s", "turns": []}',
    "bad time": b'{"id": "%s", "channel": "chat", "started_at": "%s", "turns": [{"text": "x"}]}',
    "no utf-8": b'{"id": "%s \xff", "channel": "chat", "turns": [{"text": "%s"}]}',
    "a key": b'{"id": "%s", "channel": "chat", "%s": 1, "turns": [{"text": "x", "at": "x"}]}',
}


def test_records_that_cannot_be_read_leave_no_planted_value(tmp_path: Path, policy: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    lines = [form % (a.value.encode(), b.value.encode()) for form in BROKEN.values() for a, b in pairwise(IN_TEXT[:21])]
    (raw / FILE_NAMES[0]).write_bytes(b"\n".join(lines))
    (tmp_path / "watched").mkdir()
    code, found = run_watched(tmp_path / "watched", [raw / FILE_NAMES[0]], policy)
    assert (code, found) == (3, [])


def test_a_run_that_is_refused_leaves_no_planted_value(tmp_path: Path, policy: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    records: list[dict[str, Any]] = canary_conversations(IN_TEXT[:5])
    write_records(raw / FILE_NAMES[0], records)
    os.mkfifo(raw / "pipe")
    (tmp_path / "watched").mkdir()
    code, found = run_watched(tmp_path / "watched", [raw], policy)
    assert (code, found) == (2, [])
