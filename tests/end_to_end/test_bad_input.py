"""Bad input through the whole job: it is rejected or refused, the good beside it goes out, and it shows nowhere.

Each case plants a canary in the bad input. Good conversations lie beside it wherever a run can go on.
"""

from __future__ import annotations

import gzip
import os
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from pipeline.synthesis import generate
from tests.leaks.search import hits, traces
from tests.support.runs import approved_policy, command, environment, note_peaks

pytestmark = pytest.mark.slow

CANARY = "Zyxomir Quandelbrook"
WORKER_MB = 1400
"""The most a worker may hold. The engine and its model alone take about half of it."""

GOOD = [record for record in generate(60, 4) if record["channel"] == "chat" and record.get("language") == "en"][:5]
GOOD_LINES = b"".join(orjson.dumps(record) + b"\n" for record in GOOD)
Make = Callable[[Path], Sequence[Path]]


def bad(**changes: Any) -> dict[str, Any]:
    """Return a conversation that is good but for the changes, with a canary in its text and its id."""
    turn = {"text": f"I am {CANARY}"}
    return {"id": f"bad {CANARY}", "channel": "chat", "language": "en", "turns": [turn], **changes}


def line(**changes: Any) -> bytes:
    return orjson.dumps({key: value for key, value in bad(**changes).items() if value is not ...})


@dataclass(frozen=True)
class Case:
    """An input, and what becomes of it: rejects by reason beside the good ones, or a refusal with a message."""

    says: str
    make: Make
    rejects: dict[str, int] = field(default_factory=dict)
    refused: str = ""
    options: tuple[str, ...] = ()
    released: int = len(GOOD)
    unprivileged: bool = False


def among(*lines: bytes) -> Make:
    """Put bad lines between good ones."""

    def make(folder: Path) -> Sequence[Path]:
        (folder / "in.jsonl").write_bytes(b"\n".join([GOOD_LINES[:-1], *lines, b""]))
        return [folder / "in.jsonl"]

    return make


def beside(name: str, content: bytes) -> Make:
    """Put a bad file, with a canary in its name, beside a good one in a folder."""

    def make(folder: Path) -> Sequence[Path]:
        (folder / "good.jsonl").write_bytes(GOOD_LINES)
        (folder / f"{CANARY} {name}").write_bytes(content)
        return [folder]

    return make


def alone(name: str, content: bytes) -> Make:
    def make(folder: Path) -> Sequence[Path]:
        (folder / name).write_bytes(content)
        return [folder / name]

    return make


def long_line(folder: Path) -> Sequence[Path]:
    """A line of 2 GB, most of it a hole in the file."""
    with (folder / "in.jsonl").open("wb") as stream:
        stream.write(GOOD_LINES + line()[:-4])
        stream.seek(2 << 30, os.SEEK_CUR)
        stream.write(b'"}]}\n')
    return [folder / "in.jsonl"]


def bomb(folder: Path) -> Sequence[Path]:
    """Less than 1 MB of zstandard that unfolds to 10 GB in one line."""
    frame = zstandard.compress(b"a" * (100 << 20))
    content = zstandard.compress(GOOD_LINES + line()[:-4]) + frame * 100
    assert len(content) < 1_000_000
    (folder / "in.jsonl.zst").write_bytes(content)
    return [folder / "in.jsonl.zst"]


def special(make: Callable[[Path], None]) -> Make:
    """Put something that is no file, under a name with a canary, beside a good file in a folder."""

    def put(folder: Path) -> Sequence[Path]:
        (folder / "good.jsonl").write_bytes(GOOD_LINES)
        make(folder / f"{CANARY}.jsonl")
        return [folder]

    return put


def unreadable(path: Path) -> None:
    path.write_bytes(line() + b"\n")
    path.chmod(0)


def typed(*paths: str) -> Make:
    return lambda _: [Path(path) for path in paths]


def parquet(*texts: str | None) -> bytes:
    sink = pa.BufferOutputStream()
    starts = ["2026-05-04T09:12:00Z"] * len(texts)
    names = [str(n) for n in range(len(texts))]
    pq.write_table(pa.table({"id": names, "at": starts, "who": ["customer"] * len(texts), "said": texts}), sink)
    written: bytes = sink.getvalue().to_pybytes()
    return written


def mapped(name: str, content: bytes, field_map: str) -> Make:
    """Put a bad file beside a good table, both read through one field map."""

    def make(folder: Path) -> Sequence[Path]:
        inputs = folder / "in"
        inputs.mkdir()
        (folder / "map.yaml").write_text(field_map)
        (inputs / "good.csv").write_text("id,at,who,said\n" + "c1,2026-05-04T09:12:00Z,customer,it broke again\n")
        (inputs / f"{CANARY} {name}").write_bytes(content)
        return [inputs]

    return make


CONSTANT = "constants: {channel: chat, language: en}\n"
TABLE = CONSTANT + "columns: {id: id, started_at: at, at: at, role: who, text: said}\n"
WITH_MAP = ("--field-map", "map.yaml")
PAGE = orjson.dumps([{"id": "x", "at": "2026-05-04T09:12:00Z", "who": "customer", "said": CANARY}] * 3)
SURROGATE = line().replace(b"I am", b"\\ud800")

CASES = [
    Case("truncated JSON", among(line()[:-9]), {"not_json": 1}),
    Case("invalid UTF-8", among(line().replace(b"I am", b"I \xff am")), {"not_utf8": 1}),
    Case("no id, an empty one, a number", among(line(id=...), line(id=" "), line(id=7)),
         {"missing_field": 2, "wrong_type": 1}),
    Case("one id, two contents", among(line(), line(subject="other")), {"conflicting_id": 2}),
    Case("an unknown channel", among(line(channel=CANARY)), {"unknown_channel": 1}),
    Case("an oversize turn", among(line(turns=[{"text": CANARY + "x" * (1 << 20)}])), {"too_large": 1}),
    Case("an oversize conversation", among(line(turns=[{"text": CANARY + "x" * 1_000_000}] * 70)), {"too_large": 1}),
    Case("too many turns", among(line(turns=[{"text": CANARY}] * 200_001)), {"too_large": 1}),
    Case("wrong types", among(line(turns=CANARY), line(participants={CANARY: 1}), b'["%s"]' % CANARY.encode()),
         {"wrong_type": 2, "not_an_object": 1}),
    Case("NUL", among(line(subject=f"{CANARY}\0"), line().replace(b"I am", b"\0")),
         {"nul_or_surrogate": 1, "not_json": 1}),
    Case("half a surrogate pair", among(SURROGATE), {"nul_or_surrogate": 1}),
    Case("100,000 levels", among(b'{"%s":' % CANARY.encode() + b"[" * 100_000), {"not_json": 1}),
    Case("a line of 2 GB", long_line, {"too_large": 1}, options=("--shard-bytes", str(1 << 30))),
    Case("a bomb", bomb, {"too_large": 2}),
    Case("gzip cut in half", beside("x.jsonl.gz", gzip.compress(GOOD_LINES + line())[:-400]), {"truncated": 1},
         options=("--format", "conversation-jsonl"), released=-1),
    Case("gzip that is damaged", beside("x.gz", gzip.compress(line())[:-8] + b"\xff" * 8),
         {"bad_structure": 1}, options=("--format", "conversation-jsonl"), released=-1),
    Case("a wrong extension", alone("in.pdf", GOOD_LINES)),
    Case("an empty file beside good ones", beside("x.jsonl", b" \n")),
    Case("a link that leads round", special(lambda path: path.symlink_to(path.parent))),
    Case("text that is no UTF-8", beside("x.txt", b"Agent: hi\nCustomer: \xff %s\n" % CANARY.encode()),
         refused="1 files inside the input folders: format not recognised"),
    Case("a quote that stays open", mapped("x.csv", b'id,at,who,said\nx,,agent,"%s\n' % CANARY.encode(), TABLE),
         {"bad_structure": 1}, options=WITH_MAP, released=1),
    Case("a list of JSON cut off", mapped("x.json", PAGE[:-30], TABLE), {"not_json": 1}, options=WITH_MAP, released=1),
    Case("Parquet cut off", mapped("x.parquet", parquet(CANARY * 99)[:-50], TABLE), {"bad_structure": 1},
         options=WITH_MAP, released=1),
    Case("Parquet with other columns", mapped("x.parquet", parquet(CANARY), TABLE.replace("said", "words")),
         {"missing_field": 2}, options=WITH_MAP, released=0),
    Case("no such file", typed("nowhere.jsonl"), refused="does not exist"),
    Case("a pattern that nothing matches", typed("*.nothing"), refused="nothing matches"),
    Case("an empty file, named", alone("in.jsonl", b""), refused="the file is empty"),
    Case("no format at all", alone("in.jsonl", b"%PDF-1.7 " + CANARY.encode()), refused="format not recognised"),
    Case("no format at all, in a folder", beside("x.bin", CANARY.encode()), refused="1 files inside the input folders"),
    Case("a named pipe", special(os.mkfifo), refused="1 things in the input folders are no regular files"),
    Case("a device", typed("/dev/zero"), refused="neither a regular file nor a folder"),
    Case("a link to itself", special(lambda path: path.symlink_to(path)), refused="1 files or folders"),
    Case("a file that may not be read", special(unreadable), refused="1 files or folders", unprivileged=True),
]  # fmt: skip


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    changes = {"max_rejected_fraction: 0.01": "max_rejected_fraction: 0.9"}
    return approved_policy(tmp_path_factory.mktemp("policy"), changes)


@dataclass(frozen=True)
class Ended:
    code: int
    stdout: bytes
    stderr: bytes
    worker_mb: float


def run_in(folder: Path, case: Case, policy: Path) -> Ended:
    """Run a case in its folder and watch the memory of all its processes."""
    work = folder / "work"
    work.mkdir()
    inputs = case.make(work)
    peaks: dict[int, float] = {}
    with (folder / "stdout").open("wb+") as stdout, (folder / "stderr").open("wb+") as stderr:
        began = time.monotonic()
        with subprocess.Popen(
            command(inputs, policy, folder / "out", "--workers", "1", *case.options),
            env=environment(PYTHONDONTWRITEBYTECODE="1"), cwd=work, stdout=stdout, stderr=stderr,
        ) as run:  # fmt: skip
            while run.poll() is None:
                note_peaks(run.pid, peaks)
                assert time.monotonic() - began < 300, "the run hangs"
                time.sleep(0.1)
    stdout_told, stderr_told = ((folder / name).read_bytes() for name in ("stdout", "stderr"))
    return Ended(run.returncode, stdout_told, stderr_told, max(peaks.values()))


@pytest.mark.parametrize("case", CASES, ids=[case.says for case in CASES])
def test_bad_input_is_rejected_or_refused_and_shows_nowhere(case: Case, tmp_path: Path, policy: Path) -> None:
    if case.unprivileged and os.geteuid() == 0:
        pytest.skip("root may read everything")
    ended = run_in(tmp_path, case, policy)
    out = tmp_path / "out"
    printed = iter([("standard output", ended.stdout), ("standard error", ended.stderr)])
    assert hits({CANARY: "the canary"}, chain(printed, traces(out) if out.exists() else ())) == []
    assert ended.worker_mb < WORKER_MB
    if case.refused:
        assert (ended.code, case.refused in ended.stderr.decode()) == (2, True), ended
        assert not (out / "runs").exists()
        return
    assert ended.code == (0 if case.released else 3), ended
    check_counts(case, out)


def check_counts(case: Case, out: Path) -> None:
    (summary,) = (out / "runs").rglob("summary.json")
    counts = orjson.loads(summary.read_bytes())["counts"]
    assert dict(counts["rejected"]) == case.rejects
    if case.released >= 0:
        assert (counts["released"], counts["refused"]) == (case.released, [])
    lines = [orjson.loads(each) for each in (summary.parent / "rejects.jsonl").read_bytes().splitlines()]
    listed = [each["reason"] for each in lines]
    conflicts = listed.count("conflicting_id")  # one line an id
    assert len(listed) - conflicts == sum(case.rejects.values()) - case.rejects.get("conflicting_id", 0)
    assert {each["reason"] for each in lines} == set(case.rejects)


def test_what_a_run_without_any_input_says() -> None:
    done = subprocess.run(command([], Path("p.yaml"), Path("out")), capture_output=True, text=True, check=False)
    assert (done.returncode, "Missing argument" in done.stderr) == (2, True)
