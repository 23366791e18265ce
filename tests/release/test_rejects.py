"""Every rejected record can be told by who holds the key, and by nobody else; the list is bounded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import orjson
import pytest

from pipeline.evaluation.vocabulary import vocabulary
from pipeline.keys.source import read_key
from pipeline.policy.loader import load
from pipeline.release import rejects as rejects_module
from pipeline.release import shard as shard_module
from pipeline.release.identities import plan_identities, settle_range
from pipeline.release.job import Job
from pipeline.release.rejects import RejectLine, listed, to_jsonl
from pipeline.release.shard import Keyring, sanitize_shard
from pipeline.release.staging import Staging
from pipeline.release.store import FileStore
from pipeline.release.worker import load_worker
from pipeline.sources.format import SourceOptions
from pipeline.sources.planning import plan
from tests.support.runs import SHIPPED

CANARY = "zyxcanary"
GOOD = {"id": "g", "channel": "chat", "language": "en", "started_at": "2026-05-04T09:12:00Z", "turns": [{"text": "hi"}]}
BAD = (
    b'{"id": "zyxcanary", "channel": "zyxcanary", "turns": []}\n',
    b'{"id": "zyxcanary-2", "channel": "chat", "turns": "zyxcanary"}\n',
    b'{"zyxcanary": \xff}\n',
)


@pytest.fixture
def job(tmp_path: Path, key_in_environment: str) -> Job:
    source = tmp_path / f"{CANARY}.jsonl"
    conflict = [GOOD | {"id": f"{CANARY}-3"}, GOOD | {"id": f"{CANARY}-3", "subject": "other"}]
    source.write_bytes(b"".join(orjson.dumps(record) + b"\n" for record in [GOOD, *conflict]) + b"".join(BAD))
    options = SourceOptions()
    return Job(
        run="0123456789abcdef",
        policy=load(SHIPPED, vocabulary()),
        plan=plan([str(source)], options=options),
        options=options,
        key_reference=key_in_environment,
        key_id=read_key(key_in_environment).key_id,
        as_of=date(2026, 10, 1),
        staging=str(tmp_path / "staging"),
    )


def lines_of(job: Job) -> tuple[RejectLine, ...]:
    staging = Staging(FileStore(job.staging))
    sanitizer, keyring = load_worker(job)
    shards = [sanitize_shard(job, shard, sanitizer, keyring) for shard in job.plan.shards]
    identities = [settle_range(staging, shards, keys) for keys in plan_identities(shards)]
    return listed(staging, shards, identities)


def test_a_line_tells_stage_and_reason_and_nothing_of_the_record(job: Job) -> None:
    lines = lines_of(job)
    assert sorted((line.stage, line.reason) for line in lines) == [
        ("identity", "conflicting_id"),
        ("sources", "not_utf8"),
        ("sources", "unknown_channel"),
        ("sources", "wrong_type"),
    ]
    assert CANARY not in to_jsonl(lines).decode()
    assert [orjson.loads(line).keys() for line in to_jsonl(lines).splitlines()] == [
        {"record", "stage", "reason", "exception"}
    ] * 4


def test_who_holds_the_key_can_tell_the_record(job: Job) -> None:
    keyring = Keyring.derive(read_key(job.key_reference), job.policy.policy, "0" * 16)
    by_reason = {line.reason: line.record for line in lines_of(job)}
    good = Path(job.plan.files[0].uri).read_bytes().splitlines(keepends=True)[:3]
    assert by_reason["unknown_channel"] == keyring.record(f"0:{len(b''.join(good))}")
    assert by_reason["conflicting_id"] == keyring.conversation(f"{CANARY}-3")


def test_the_list_is_bounded_in_a_shard_and_in_a_run(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shard_module, "LISTED", 2)
    assert len(lines_of(job)) == 3
    monkeypatch.setattr(rejects_module, "LISTED", 1)
    assert len(lines_of(replace(job, staging=f"{job.staging}-again"))) == 1
