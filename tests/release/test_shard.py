"""One shard without Beam: what is staged does not depend on batches, and an earlier attempt's work is used again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.conversation.outcomes import RefusalReason
from pipeline.errors import DetectionTimedOut
from pipeline.evaluation.vocabulary import vocabulary
from pipeline.policy.loader import load
from pipeline.release import shard as shard_module
from pipeline.release.accounting import check, count, expected_releases
from pipeline.release.contacts import band_range, plan_contacts
from pipeline.release.dataset_names import plan_words, settle_words
from pipeline.release.identities import plan_identities, settle_range
from pipeline.release.job import Job
from pipeline.release.parts import Settled, finalize_part, plan_parts
from pipeline.release.records import PartRecord, ShardRecord
from pipeline.release.shard import sanitize_shard
from pipeline.release.staging import Staging
from pipeline.release.store import FileStore
from pipeline.release.worker import load_late_names, load_worker
from pipeline.sources.format import SourceOptions
from pipeline.sources.planning import plan
from pipeline.synthesis import generate
from tests.support.runs import SHIPPED, write_records


@pytest.fixture
def job(tmp_path: Path, key_in_environment: str) -> Job:
    source = write_records(tmp_path / "in.jsonl", list(generate(40, 13)))
    options = SourceOptions()
    return Job(
        run="0123456789abcdef",
        policy=load(SHIPPED, vocabulary()),
        plan=plan([str(source)], options=options, shard_bytes=20_000),
        options=options,
        key_reference=key_in_environment,
        key_id="c9d9f1a0",
        as_of=date(2026, 10, 1),
        staging=str(tmp_path / "staging"),
    )


@pytest.fixture
def ready(job: Job, monkeypatch: pytest.MonkeyPatch) -> Job:
    """The job with the id of the tests' key."""
    del monkeypatch
    from pipeline.keys.source import read_key

    return replace(job, key_id=read_key(job.key_reference).key_id)


def _run(job: Job) -> tuple[list[ShardRecord], list[PartRecord]]:
    """Run all steps in order, in this process."""
    staging = Staging(FileStore(job.staging))
    sanitizer, keyring = load_worker(job)
    shards = [sanitize_shard(job, shard, sanitizer, keyring) for shard in job.plan.shards]
    identities = [settle_range(staging, shards, keys) for keys in plan_identities(shards)]
    contacts = [band_range(staging, shards, identities, keys) for keys in plan_contacts(shards)]
    names = [settle_words(staging, shards, identities, keys) for keys in plan_words(shards)]
    settled = Settled(identities, contacts, names)
    late_names = load_late_names(job)
    parts = [finalize_part(staging, job.schemas(), part, settled, late_names) for part in plan_parts(shards)]
    counts = count(shards, identities, contacts, parts, names)
    policy = job.policy.policy
    relaxed = policy.model_copy(update={"release": policy.release.model_copy(update={"max_rejected_fraction": 1.0})})
    assert [c for c in check(counts, relaxed, expected_releases(identities)) if not c.passed] == []
    return shards, parts


@pytest.mark.slow
@pytest.mark.parametrize("batch_bytes", [1, 5_000])
def test_what_is_written_does_not_depend_on_the_batch(
    ready: Job, batch_bytes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = _run(ready)
    monkeypatch.setattr(shard_module, "BATCH_BYTES", batch_bytes)
    assert _run(replace(ready, staging=f"{ready.staging}-again")) == at_once


def test_finished_shards_and_parts_are_used_again_unless_they_changed(ready: Job) -> None:
    shards, parts = _run(ready)
    staging = Staging(FileStore(ready.staging))
    staging.begin_attempt()
    assert _run(ready) == (shards, parts)
    assert staging.reused() == len(ready.plan.shards)
    staging.store.write(shards[0].turns.path, b"damaged")
    staging.begin_attempt()
    assert _run(ready) == (shards, parts)
    assert staging.reused() == len(ready.plan.shards) - 1


@pytest.mark.parametrize(
    ("error", "reason"),
    [(ValueError, "detection_failed"), (DetectionTimedOut, "detection_timed_out")],
)
def test_a_record_that_fails_detection_is_rejected_alone(
    ready: Job, monkeypatch: pytest.MonkeyPatch, error: type[Exception], reason: str
) -> None:
    sanitizer, keyring = load_worker(ready)
    whole = sanitizer.engine.detect

    def failing(conversations: list[object]) -> object:
        if any("boom" in str(getattr(c, "id", "")) for c in conversations):
            raise error("boom quotes the record")
        return whole(conversations)  # type: ignore[arg-type]

    monkeypatch.setattr(type(sanitizer.engine), "detect", lambda _, conversations: failing(conversations))
    template = {"channel": "chat", "language": "en", "started_at": "2026-05-04T09:12:00Z", "turns": [{"text": "hello"}]}
    records = [{"id": name, **template} for name in ("good", "boom", "fine")]
    source = write_records(Path(ready.staging).parent / "three.jsonl", records)
    job = replace(ready, plan=plan([str(source)], options=ready.options))
    record = sanitize_shard(job, job.plan.shards[0], sanitizer, keyring)
    assert (record.read, sum(p.conversations for p in record.partitions)) == (3, 2)
    identities = [settle_range(Staging(FileStore(job.staging)), [record], keys) for keys in plan_identities([record])]
    assert dict(identities[0].outcomes) == {"released": 2, f"rejected/{reason}": 1}


def test_refusals_are_counted_by_reason(ready: Job) -> None:
    shards, _ = _run(ready)
    staging = Staging(FileStore(ready.staging))
    outcomes = dict(settle_range(staging, shards, plan_identities(shards)[0]).outcomes)
    known = {f"refused/{reason}" for reason in RefusalReason}
    assert {word for word in outcomes if word.startswith("refused/")} <= known
    assert sum(outcomes.values()) == sum(shard.facts.rows for shard in shards)
