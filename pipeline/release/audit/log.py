"""Append to `audit.jsonl` so that a crash leaves no half entry among whole ones. The caller holds the run lock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import orjson

from pipeline.errors import Refused
from pipeline.release.audit.entry import FIRST_PREVIOUS, Event, Happening, Outcome, sealed
from pipeline.release.conclusion import Conclusion
from pipeline.release.dropped_fields import printable
from pipeline.release.manifest_entries import CheckResult, Inputs, PolicyReference, redaction_counts
from pipeline.release.store import FileStore
from pipeline.release.submission import Submission
from pipeline.release.versions import versions_in_use

if TYPE_CHECKING:
    from pipeline.release.publish import Published

AUDIT_NAME = "audit.jsonl"


@dataclass(frozen=True, slots=True)
class AuditLog:
    """The log of one output folder."""

    out: FileStore

    def append(
        self,
        event: Event,
        submission: Submission | None = None,
        conclusion: Conclusion | None = None,
        published: Published | None = None,
        reason: str = "",
    ) -> None:
        """Write an entry with all that is known of a run, and return once it is on the disk.

        What a crash left of an entry behind the last line feed was never promised to anybody: it is cut off.

        Raises:
            Refused: the last entry cannot be read, so that nothing can be chained to it.
        """
        content = self.out.read(AUDIT_NAME) if self.out.exists(AUDIT_NAME) else b""
        whole = content[: content.rfind(b"\n") + 1]
        seq, previous = _end_of(whole)
        happening = _happening(event, submission, conclusion, published, reason)
        self.out.append(AUDIT_NAME, sealed(happening, seq + 1, previous), after=len(whole))


def _end_of(whole: bytes) -> tuple[int, str]:
    """Return number and hash of the last entry."""
    if not whole:
        return 0, FIRST_PREVIOUS
    try:
        last: dict[str, Any] = orjson.loads(whole.splitlines()[-1])
        return int(last["seq"]), str(last["hash"])
    except (ValueError, KeyError, TypeError):
        raise Refused(
            f"the last entry of {AUDIT_NAME} cannot be read: look with `veil audit verify`, and move the file away"
        ) from None


def _happening(
    event: Event,
    submission: Submission | None,
    conclusion: Conclusion | None,
    published: Published | None,
    reason: str,
) -> Happening:
    return Happening(
        time=datetime.now(UTC).replace(microsecond=0),
        event=event,
        reason=reason,
        versions=versions_in_use(),
        outcome=_outcome(conclusion) if conclusion else None,
        release=published.folder if published else None,
        content_digest=published.content_digest if published else None,
        **(_submitted(submission) if submission else {}),
    )


def _submitted(submission: Submission) -> dict[str, Any]:
    metadata = submission.policy.metadata
    return {
        "run": submission.run,
        "as_of": submission.as_of,
        "policy": PolicyReference(id=metadata.id, version=metadata.version, sha256=submission.policy_sha256),
        "key_id": submission.key_id,
        "inputs": Inputs(files=submission.files, bytes=submission.bytes, digest=submission.inputs_digest),
    }


def _outcome(conclusion: Conclusion) -> Outcome:
    counts = conclusion.counts
    return Outcome(
        **counts.of_records(),
        dropped_fields=printable(dict(counts.dropped_fields)),
        redactions=redaction_counts(counts.redactions),
        checks=tuple(CheckResult(name=c.name, passed=c.passed, detail=c.detail) for c in conclusion.checks),
    )
