"""However a run ends, the audit log says so: refused, failed, or stopped before its steps were done."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import orjson
import pytest

from pipeline.errors import EngineFailed, Refused
from pipeline.release.audit.verify import verify_audit
from pipeline.release.job import Job
from pipeline.release.store import FileStore
from pipeline.runners.execute import execute, finish
from pipeline.runners.submit import RunRequest
from pipeline.sources.format import SourceOptions
from tests.support.runs import AS_OF, SHIPPED, approved_policy, write_records

RECORD = {"id": "c1", "channel": "chat", "turns": [{"role": "customer", "text": "Zebulon Quill"}]}


def request(tmp_path: Path, policy: Path) -> RunRequest:
    source = write_records(tmp_path / "in" / "Zebulon Quill.jsonl", [RECORD])
    day = date.fromisoformat(AS_OF)
    return RunRequest((str(source),), policy, str(tmp_path / "out"), day, SourceOptions())


def events(tmp_path: Path) -> list[tuple[str, str]]:
    """Return event and reason of each entry, once the log holds and tells nothing of the input."""
    assert verify_audit(tmp_path / "out").problem == ""
    content = (tmp_path / "out" / "audit.jsonl").read_bytes()
    assert b"Quill" not in content
    return [(entry["event"], entry["reason"]) for entry in map(orjson.loads, content.splitlines())]


def no_engine(job: Job) -> None:
    raise AssertionError(f"{job.run} was not to run")


def test_a_run_without_approvals_is_an_entry(tmp_path: Path, key_in_environment: str) -> None:
    with pytest.raises(Refused):
        execute(request(tmp_path, SHIPPED), no_engine)
    ((event, reason),) = events(tmp_path)
    assert event == "refused"
    assert reason.startswith("the policy eu-support-product-research may not be used: 0 of 2 approvals")


def test_a_policy_that_cannot_be_read_is_an_entry_without_its_words(tmp_path: Path, key_in_environment: str) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text("policy: veil-policy/1\nZebulon Quill: 1\n")
    with pytest.raises(Refused):
        execute(request(tmp_path, policy), no_engine)
    ((event, reason),) = events(tmp_path)
    assert (event, reason.partition(":")[0]) == ("refused", "the policy cannot be used")


def failing(job: Job) -> None:
    raise EngineFailed("a worker process died")


def faulty(job: Job) -> None:
    raise ValueError("Zebulon Quill")


@pytest.mark.parametrize(("engine", "reason"), [(failing, "a worker process died"), (faulty, "ValueError")])
def test_a_run_that_fails_starts_and_fails_in_the_log(
    tmp_path: Path, key_in_environment: str, engine: object, reason: str
) -> None:
    with pytest.raises((EngineFailed, ValueError)):
        execute(request(tmp_path, approved_policy(tmp_path / "policy")), engine)  # type: ignore[arg-type]
    assert events(tmp_path) == [("started", ""), ("failed", reason)]


def test_a_detached_run_that_is_not_finished_is_an_entry(tmp_path: Path) -> None:
    with pytest.raises(EngineFailed):
        finish(FileStore(str(tmp_path / "staging")), FileStore(str(tmp_path / "out")))
    ((event, reason),) = events(tmp_path)
    assert (event, reason) == ("failed", "the run has not finished: submission is missing a record")
