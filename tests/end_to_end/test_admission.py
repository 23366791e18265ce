"""Gates and lists from the command line to the Parquet: what they refuse is counted by reason and is nowhere in it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.support.runs import VEIL, approved_policy, environment, query, release_of, veil_run, write_records

pytestmark = pytest.mark.slow

Record = dict[str, Any]
LISTS = """lists:
  objections: {file: "env:OBJECTIONS"}
  erasures: {file: erasures.json, max_age_days: 7}
  restrictions: {file: restrictions.json, max_age_days: 7}
"""
ABSENT = (
    "lists:\n  absent_because: The ticket system leaves such people out of the daily export that Veil reads"
    " (runbook DP-7).\n"
)
GATES = {"gates:\n": "gates:\n  regions: [DE, ES]\n  days_to_object: 14\n", ABSENT: LISTS}
ON_LISTS = {
    "objections": "ana.duarte@example.com\n+34 600 123 123\nC-4711\n",
    "erasures": "+49 151 23456789\n",
    "restrictions": "id: 5005\n",
}


def record(number: int, word: str, customer: Mapping[str, object] | None = None, **changes: object) -> Record:
    """Return a record that passes every gate unless the changes say otherwise; `word` is in its text alone."""
    person = {"id": "c1", "role": "customer", "customer_id": f"77{number:03}", "age": 40, **(customer or {})}
    return {
        "id": f"c-{number}",
        "channel": "chat",
        "language": "en",
        "started_at": "2026-05-04T09:12:00Z",
        "closed_at": "2026-05-04T09:31:10Z",
        "participants": [person],
        "metadata": {"country": "DE"},
        "turns": [{"participant": "c1", "text": f"the {word} is broken again and nobody answers"}],
        **changes,
    }


KEPT = [record(number, "kettle") for number in range(5)]
REFUSED = [
    ("objected", record(10, "lantern", {"email": "Ana Duarte <ANA.Duarte@Example.com>"})),
    ("objected", record(11, "lantern", {"phone": "600 123 123"})),  # no country code
    ("objected", record(12, "lantern", {"customer_id": "c 4711"})),
    ("erasure_asked", record(13, "lantern", {"phone": "0151/23456789"})),
    ("restricted", record(14, "lantern", {"customer_id": "5005"})),
    ("nobody_to_look_up", record(15, "lantern", {"customer_id": None})),
    ("region_not_allowed", record(16, "lantern", metadata={"country": "US"})),
    ("region_unknown", record(17, "lantern", metadata={})),
    ("no_closing_time", record(18, "lantern", closed_at=None)),
    ("time_to_object", record(19, "lantern", closed_at="2026-09-20T00:00:00Z")),
    ("flagged", record(20, "lantern", flags=["Legal hold"])),
    ("under_age", record(21, "lantern", {"age": 15})),
    ("under_age_stated", record(22, "lantern", turns=[{"participant": "c1", "text": "i'm 14 and my lantern broke"}])),
    ("no_recording_notice", record(23, "lantern", channel="call", recording_notice_played=False)),
    ("before_notice", record(24, "lantern", started_at="2024-05-04T09:12:00Z")),
    ("channel_not_allowed", record(25, "lantern", channel="social")),
]
EXPECTED = {reason: sum(reason == other for other, _ in REFUSED) for reason, _ in REFUSED}


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    return approved_policy(tmp_path / "policy", GATES)


@pytest.fixture
def listed(policy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make the lists that the policy names; return that of objections, of which the environment says where it is."""
    places = {"objections": tmp_path / "daily.json"}
    for name, lines in ON_LISTS.items():
        add(places.get(name, policy.parent / f"{name}.json"), name, lines)
    monkeypatch.setenv("OBJECTIONS", str(places["objections"]))
    return places["objections"]


def add(file: Path, name: str, lines: str, as_of: str = "2026-10-01") -> None:
    subprocess.run(
        [VEIL, "lists", "add", file, "--kind", name.removesuffix("s"), "--as-of", as_of],
        input=lines, text=True, check=True, capture_output=True, env=environment(),
    )  # fmt: skip


def everything(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))


@pytest.mark.usefixtures("listed")
def test_what_gates_and_lists_refuse_is_counted_by_reason_and_is_nowhere_in_the_dataset(
    policy: Path, tmp_path: Path
) -> None:
    source = write_records(tmp_path / "in.jsonl", [*KEPT, *(each for _, each in REFUSED)])
    veil_run([source], policy, tmp_path / "out", "--workers", "1")
    release = release_of(tmp_path / "out")
    assert query(f"SELECT DISTINCT text FROM '{release}/data/turns/*/*.parquet'") == [
        ("the kettle is broken again and nobody answers",)
    ]
    assert query(f"SELECT count(*) FROM '{release}/data/conversations/*/*.parquet'") == [(5,)]
    manifest = orjson.loads((release / "manifest.json").read_bytes())
    assert manifest["counts"]["refused"] == EXPECTED
    assert [(each["name"], each["people"], each["date"]) for each in manifest["lists"]] == [
        ("objections", 3, "2026-10-01"), ("erasures", 1, "2026-10-01"), ("restrictions", 1, "2026-10-01"),
    ]  # fmt: skip
    assert "objected" in (release / "report.html").read_text()
    assert subprocess.run([VEIL, "verify", release, "--as-of", "2026-11-01"], check=False).returncode == 0


@pytest.mark.usefixtures("listed")
def test_a_dry_run_tells_the_refusals_by_reason_and_leaves_nothing(policy: Path, tmp_path: Path) -> None:
    good = [*KEPT, KEPT[0], *(each for _, each in REFUSED)]
    source = write_records(tmp_path / "in.jsonl", [*good, {**KEPT[1], "subject": "another"}, {"id": "x"}])
    before = everything(tmp_path)
    done = veil_run([source], policy, tmp_path / "out", "--dry-run", "--json")
    assert everything(tmp_path) == before
    told = json.loads(done.stdout)
    assert told["refused"] == EXPECTED
    assert told["rejected"] == {"conflicting_id": 2, "missing_field": 1}
    assert (told["read"], told["passed"], told["duplicates"]) == (len(good) + 2, 4, 1)
    plain = veil_run([source], policy, tmp_path / "out", "--dry-run", "--limit", "8").stdout
    assert plain.startswith("8 read = 5 would go on + 2 refused + 0 rejected + 1 duplicates\n")
    assert plain.endswith("  refused          2  objected\ndry run: nothing was written\n")
    assert everything(tmp_path) == before


def test_a_list_that_is_old_missing_or_of_another_key_stops_a_run_before_it_reads(
    policy: Path, listed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_records(tmp_path / "in.jsonl", KEPT)
    out = tmp_path / "out"
    old = tmp_path / "old.json"
    add(old, "objections", "zebra-1\n", as_of="2026-09-29")
    monkeypatch.setenv("OTHER_KEY", "0f1e2d3c4b5a69788796a5b4c3d2e1f000112233445566778899aabbccddeeff")
    for place, key, message in [
        (str(old), "VEIL_KEY", "is of 2026-09-29 and may be at most 1 days old on 2026-10-01"),
        (str(tmp_path / "none.json"), "VEIL_KEY", "names a file that is not there"),
        ("", "VEIL_KEY", "names the environment variable OBJECTIONS, which is not set"),
        (str(listed), "OTHER_KEY", "was made with the key"),
    ]:
        monkeypatch.setenv("OBJECTIONS", place)
        done = veil_run([source], policy, out, "--key", f"env:{key}", expect=2)
        assert done.stderr.startswith("veil: lists.objections ")
        assert message in done.stderr
        assert "zebra" not in done.stdout + done.stderr
    assert everything(out) <= {out / ".lock", out / "audit.jsonl"}  # taken before anything else, and the log of it


def test_a_newer_list_is_another_run(policy: Path, listed: Path, tmp_path: Path) -> None:
    source = write_records(tmp_path / "in.jsonl", KEPT)
    runs = []
    for lines in ("", "77000\n"):
        if lines:
            add(listed, "objections", lines)
        veil_run([source], policy, tmp_path / "out", "--workers", "1")
        manifest = orjson.loads((release_of(tmp_path / "out") / "manifest.json").read_bytes())
        runs.append((manifest["run"], manifest["counts"]["released"]))
    assert runs[0][0] != runs[1][0]
    assert [released for _, released in runs] == [5, 4]
