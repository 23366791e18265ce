"""From what the user asked for to a job that may run; what can be refused is refused here, before reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from pipeline.admission.list_files import ListFile, read_lists
from pipeline.evaluation.vocabulary import vocabulary
from pipeline.keys.master import MasterKey
from pipeline.keys.source import DEFAULT_REFERENCE, read_key
from pipeline.policy.approvals import check
from pipeline.policy.loader import load
from pipeline.release.conclusion import SUBMISSION
from pipeline.release.housekeeping import clear_stale
from pipeline.release.job import Job, run_id
from pipeline.release.manifest_entries import ListUsed
from pipeline.release.records import LISTS, StagedLists
from pipeline.release.staging import Staging
from pipeline.release.store import FileStore
from pipeline.release.submission import Submission, submission_of
from pipeline.sources.format import SourceOptions
from pipeline.sources.planning import plan
from pipeline.sources.reading import read_shard

STAGING_FOLDER = ".staging"


@dataclass(frozen=True, slots=True)
class RunRequest:
    """What the user asked for."""

    inputs: tuple[str, ...] = field(repr=False)
    policy: Path
    out: str = field(repr=False)
    as_of: date
    options: SourceOptions = field(repr=False)
    format_name: str = "auto"
    key_reference: str = DEFAULT_REFERENCE
    staging: str | None = field(default=None, repr=False)
    limit: int | None = None
    shard_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A run that may start: what it is, the key, and the lists of people whose records it keeps out."""

    job: Job
    master: MasterKey = field(repr=False)
    lists: Mapping[str, ListFile] = field(repr=False)

    @property
    def entries(self) -> dict[str, tuple[str, ...]]:
        """The lists' keyed hashes, by list."""
        return {name: file.content.entries for name, file in self.lists.items()}


def check_request(request: RunRequest) -> Checked:
    """Check everything that can be checked without reading records, and plan the shards. Nothing is written.

    Raises:
        Refused: policy, approval, key, lists or input do not allow the run.
    """
    loaded = load(request.policy, vocabulary())
    check(loaded, request.as_of)
    master = read_key(request.key_reference)
    lists = read_lists(loaded, master, request.as_of)
    source = plan(
        request.inputs, format_name=request.format_name, options=request.options, shard_bytes=request.shard_bytes
    )
    run = run_id(
        inputs_digest=source.input_digest,
        policy_sha256=loaded.content_sha256,
        key_id=master.key_id,
        as_of=request.as_of,
        limit=request.limit,
        lists={name: file.sha256 for name, file in lists.items()},
    )
    job = Job(
        run=run,
        policy=loaded,
        plan=source,
        options=request.options,
        key_reference=request.key_reference,
        key_id=master.key_id,
        as_of=request.as_of,
        staging=f"{_staging_of(request)}/{run}",
    )
    return Checked(job if request.limit is None else limited(job, request.limit), master, lists)


def prepare(request: RunRequest) -> Job:
    """Check a request and lay out its staging.

    Raises:
        Refused: as `check_request`, or staging cannot be made.
    """
    checked = check_request(request)
    job = checked.job
    lifetime = timedelta(hours=job.policy.policy.retention.staging_hours)
    clear_stale(FileStore(_staging_of(request)), keep=job.run, older_than=lifetime, now=datetime.now(UTC))
    used = [
        ListUsed(name=name, date=file.content.complete_on, people=file.content.people, sha256=file.sha256)
        for name, file in checked.lists.items()
    ]
    _lay_out(job, submission_of(job, used), StagedLists(entries=tuple(checked.entries.items())))
    return job


def _staging_of(request: RunRequest) -> str:
    """Return the folder that holds the staging folders of runs."""
    return (request.staging or f"{request.out.rstrip('/')}/{STAGING_FOLDER}").rstrip("/")


def limited(job: Job, limit: int) -> Job:
    """Return a job that reads the first `limit` records of its plan, in the plan's order."""
    limits: list[tuple[str, int]] = []
    left = limit
    for shard in job.plan.shards:
        if left <= 0:
            break
        records = 0
        for _ in read_shard(shard, job.plan, job.options):
            records += 1
            if records == left:
                break
        limits.append((shard.shard_id, records))
        left -= records
    names = {name for name, _ in limits}
    shards = tuple(shard for shard in job.plan.shards if shard.shard_id in names)
    return replace(job, plan=replace(job.plan, shards=shards), limits=tuple(limits))


def _lay_out(job: Job, submission: Submission, lists: StagedLists) -> None:
    """Make the staging folder, readable by its owner only, and leave word of what was submitted."""
    staging = Staging(FileStore(job.staging))
    if staging.store.is_local:
        folder = Path(job.staging)
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    before = staging.read_record(SUBMISSION, Submission)
    if before is not None and before.shards_digest != submission.shards_digest:
        staging.store.delete_contents()  # other shards under the same names
    staging.begin_attempt()
    staging.write_record(LISTS, lists)
    staging.write_record(SUBMISSION, submission)
