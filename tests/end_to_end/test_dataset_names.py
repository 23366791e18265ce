"""A name that is found in several conversations and missed in one is hidden in what a run writes."""

from __future__ import annotations

import subprocess
from pathlib import Path

import orjson
import pytest

from tests.leaks.search import forms_of, traces
from tests.support.runs import (
    approved_policy,
    broken_at,
    command,
    data_bytes,
    environment,
    query,
    release_of,
    veil_run,
    write_records,
)

pytestmark = pytest.mark.slow

MISSED = "the modem works for rose now"
FOUND = ("hello, my name is Rose", "hi, this is Rose speaking", "Rose here, my name is Rose")
CANARY = "wilmarina"
FILLER = "the box arrived on time and nothing in it was broken. " * 20
"""So that a chat is as large as the smallest shard."""


def chat(name: str, text: str) -> dict[str, object]:
    """Return a chat of a customer of whom nothing is known."""
    return {
        "id": name, "channel": "chat", "language": "en", "started_at": "2026-05-04T09:12:00Z",
        "participants": [{"id": "c1", "role": "customer"}], "turns": [{"participant": "c1", "text": text}],
        "metadata": {"note": FILLER},
    }  # fmt: skip


CHATS = [chat("missed", MISSED), *[chat(f"found-{number}", text) for number, text in enumerate(FOUND)]]
CANARIES = [chat(f"canary-{number}", f"hello, my name is {CANARY.title()}") for number in range(3)]


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return approved_policy(tmp_path_factory.mktemp("policy"))


def texts(out: Path) -> list[str]:
    return [said for (said,) in query(f"SELECT text FROM '{release_of(out)}/data/turns/*/*.parquet' ORDER BY text")]


def test_a_missed_name_is_hidden_and_all_figures_say_so(tmp_path: Path, policy: Path) -> None:
    veil_run([write_records(tmp_path / "in.jsonl", CHATS)], policy, tmp_path / "out", "--workers", "1")
    out = tmp_path / "out"
    assert "the modem works for [PERSON] now" in texts(out)
    assert not any("rose" in said.lower() for said in texts(out))
    manifest = orjson.loads((release_of(out) / "manifest.json").read_bytes())
    assert manifest["dataset_names"] == {"version": "1", "words": 1, "mentions": 1}
    ((spans, hidden),) = query(
        f"SELECT sum(len(redactions)), sum(list_count(list_filter(redactions, lambda s: s.entity_type = 'PERSON')))"
        f" FROM '{release_of(out)}/data/turns/*/*.parquet'"
    )
    ((counted,),) = query(f"SELECT sum(redactions[1].count) FROM '{release_of(out)}/data/conversations/*/*.parquet'")
    (entry,) = manifest["redactions"]
    assert spans == hidden == counted == entry["count"]


def test_the_order_of_files_and_the_workers_change_no_byte(tmp_path: Path, policy: Path) -> None:
    one = [write_records(tmp_path / "one" / f"{number}.jsonl", [each]) for number, each in enumerate(CHATS)]
    other = [write_records(tmp_path / "other" / f"{9 - number}.jsonl", [each]) for number, each in enumerate(CHATS)]
    veil_run(one, policy, tmp_path / "out", "--workers", "1", "--shard-bytes", "1024")
    veil_run(other, policy, tmp_path / "again", "--workers", "2", "--shard-bytes", "4096")
    assert data_bytes(tmp_path / "out") == data_bytes(tmp_path / "again")
    assert "the modem works for [PERSON] now" in texts(tmp_path / "again")


def test_the_policy_switches_it_off(tmp_path: Path) -> None:
    switched_off = {"  threshold: 0.2": "  dataset_names: false\n  threshold: 0.2"}
    policy = approved_policy(tmp_path / "policy", switched_off)
    veil_run([write_records(tmp_path / "in.jsonl", CHATS)], policy, tmp_path / "out", "--workers", "1")
    assert MISSED in texts(tmp_path / "out")
    assert orjson.loads((release_of(tmp_path / "out") / "manifest.json").read_bytes())["dataset_names"] is None


def test_no_name_stands_in_staging_in_clear(tmp_path: Path, policy: Path) -> None:
    """The run is stopped where all facts lie in staging: when its parts are written."""
    source = write_records(tmp_path / "raw" / "in.jsonl", [*CANARIES, *CHATS])
    done = subprocess.run(
        command([source], policy, tmp_path / "out", "--workers", "1"),
        env=environment(**broken_at("pipeline.release.parts|_with_bands|eio|")),
        capture_output=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 4, done.stderr
    staged = [path.parent.name for path in (tmp_path / "out").rglob("*.parquet")]
    assert {"words", "missed"} <= set(staged)
    forms = forms_of(CANARY) | forms_of(CANARY.title())
    assert [where for where, content in traces(tmp_path / "out") if any(form in content for form in forms)] == []
