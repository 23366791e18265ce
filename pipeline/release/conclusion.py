"""After the last worker: gather what the steps recorded, check it, and publish or say why not.

All of it runs in the submitting process (or in `veil publish`, for detached jobs) and can be run twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.errors import CheckFailed, EngineFailed
from pipeline.release.accounting import Check, RunCounts, check, count, expected_releases
from pipeline.release.contacts import plan_contacts
from pipeline.release.dataset_names import plan_words
from pipeline.release.identities import plan_identities
from pipeline.release.parts import plan_parts
from pipeline.release.records import ContactRecord, IdentityRecord, NamesRecord, PartRecord, Record, ShardRecord
from pipeline.release.rejects import RejectLine, listed, to_jsonl
from pipeline.release.small_classes import classes_of, recoding_of
from pipeline.release.staging import R, Staging
from pipeline.release.store import FileStore
from pipeline.release.submission import Submission

SUBMISSION = "submission"


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A finished run: its counts, its checks, the parts that may be published, and the first of its rejects."""

    submission: Submission
    counts: RunCounts
    checks: tuple[Check, ...]
    parts: tuple[PartRecord, ...]
    rejects: tuple[RejectLine, ...]

    @property
    def passed(self) -> bool:
        """Whether every check passed."""
        return all(entry.passed for entry in self.checks)


class RunSummary(Record):
    """What a run leaves in `runs/<run>/`: counts and reasons, no text."""

    run: str
    published: bool
    counts: RunCounts
    failed_checks: tuple[str, ...]
    rejects_listed: int


def conclude(staging: Staging) -> Conclusion:
    """Gather and check a run whose steps have all finished.

    Raises:
        EngineFailed: a record is missing, so a step has not finished.
    """
    submission = _need(staging, SUBMISSION, Submission)
    shards = [_need(staging, f"shards/{name}", ShardRecord) for name in submission.shards]
    identities = [_need(staging, f"identities/{keys.name}", IdentityRecord) for keys in plan_identities(shards)]
    contacts = [_need(staging, f"contacts/{keys.name}", ContactRecord) for keys in plan_contacts(shards)]
    names = [_need(staging, f"names/{keys.name}", NamesRecord) for keys in plan_words(shards)]
    parts = [_need(staging, f"parts/{plan.name}", PartRecord) for plan in plan_parts(shards)]
    classes = classes_of(submission.policy)
    alone = recoding_of(staging, contacts, classes).alone if classes else 0
    counts = count(shards, identities, contacts, parts, names, staging.reused(), alone)
    checks = check(counts, submission.policy, expected_releases(identities))
    return Conclusion(
        submission=submission,
        counts=counts,
        checks=checks,
        parts=tuple(part for part in parts if part.conversations.rows),
        rejects=listed(staging, shards, identities),
    )


def leave_summary(out: FileStore, conclusion: Conclusion, *, published: bool) -> None:
    """Write the run's counts and reasons to `runs/<run>/summary.json`, and beside it its rejects, one a line."""
    summary = RunSummary(
        run=conclusion.submission.run,
        published=published,
        counts=conclusion.counts,
        failed_checks=failed(conclusion.checks),
        rejects_listed=len(conclusion.rejects),
    )
    out.write(f"runs/{summary.run}/rejects.jsonl", to_jsonl(conclusion.rejects))
    out.write(f"runs/{summary.run}/summary.json", summary.model_dump_json(indent=1).encode())


def failed(checks: Sequence[Check]) -> tuple[str, ...]:
    """Return the checks that failed, with what was measured."""
    return tuple(f"{entry.name} ({entry.detail})" for entry in checks if not entry.passed)


def failure(conclusion: Conclusion) -> CheckFailed:
    """Return what stops a run that failed a check; the message lists every one, and what was kept out."""
    reasons = (*conclusion.counts.refused, *conclusion.counts.rejected)
    kept_out = ", ".join(f"{number} {reason}" for reason, number in reasons)
    told = f" (kept out: {kept_out})" if kept_out else ""
    return CheckFailed("nothing was published: " + "; ".join(failed(conclusion.checks)) + told)


def _need(staging: Staging, name: str, kind: type[R]) -> R:
    record = staging.read_record(name, kind)
    if record is None:
        raise EngineFailed(f"the run has not finished: {name.partition('/')[0]} is missing a record")
    return record
