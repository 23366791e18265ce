"""What the submitting process leaves in staging, so that a run can be concluded by anyone who holds the folder."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

import orjson

from pipeline.policy.approvals import counted
from pipeline.policy.explain import explain
from pipeline.policy.schema import Policy
from pipeline.release.job import Job, veil_version
from pipeline.release.manifest_entries import ListUsed
from pipeline.release.records import Record


class Submission(Record):
    """A submitted run: which shards must finish, under which policy. It holds no path and no key."""

    run: str
    veil_version: str
    policy: Policy
    policy_sha256: str
    plain_policy: tuple[tuple[str, tuple[str, ...]], ...]
    approvals: tuple[str, ...]
    key_id: str
    as_of: date
    shards: tuple[str, ...]
    files: int
    bytes: int
    inputs_digest: str
    lists: tuple[ListUsed, ...] = ()
    shards_digest: str


def submission_of(job: Job, lists: Sequence[ListUsed] = ()) -> Submission:
    """Return what a job leaves of itself in staging."""
    return Submission(
        run=job.run,
        veil_version=veil_version(),
        policy=job.policy.policy,
        policy_sha256=job.policy.content_sha256,
        plain_policy=tuple((each.heading, each.lines) for each in explain(job.policy)),
        approvals=tuple(f"{a.role}, {a.date.isoformat()}, {a.reference}" for a in counted(job.policy, job.as_of)),
        key_id=job.key_id,
        as_of=job.as_of,
        shards=tuple(shard.shard_id for shard in job.plan.shards),
        files=len(job.plan.files),
        bytes=sum(file.size for file in job.plan.files),
        inputs_digest=job.plan.input_digest,
        lists=tuple(lists),
        shards_digest=hashlib.sha256(orjson.dumps([shard.to_json() for shard in job.plan.shards])).hexdigest(),
    )
