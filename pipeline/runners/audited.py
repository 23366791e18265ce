"""A run's trail in the audit log: an entry when it starts and one when it ends, however it ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import CheckFailed, Refused, VeilError
from pipeline.policy.problems import PolicyProblems
from pipeline.release.audit.entry import Event
from pipeline.release.audit.log import AuditLog
from pipeline.release.conclusion import Conclusion
from pipeline.release.store import FileStore
from pipeline.release.submission import Submission

if TYPE_CHECKING:
    from pipeline.release.publish import Published


@dataclass(slots=True)
class Trail:
    """What is known of a run so far; each entry tells all of it."""

    log: AuditLog
    submission: Submission | None = None
    conclusion: Conclusion | None = None

    def started(self, submission: Submission) -> None:
        """Write that a run begins: what it reads, under which policy, with which key."""
        self.submission = submission
        self._write(Event.STARTED)

    def concluded(self, conclusion: Conclusion) -> None:
        """Note what the run counted, for the entry that ends it."""
        self.submission = conclusion.submission
        self.conclusion = conclusion

    def passed(self, published: Published) -> None:
        """Write that every check passed, and what was published."""
        self._write(Event.PUBLISHED, published)

    def ended(self, error: BaseException) -> None:
        """Write that the run was refused or failed."""
        self._write(_event(error), reason=_reason(error))

    def _write(self, event: Event, published: Published | None = None, reason: str = "") -> None:
        self.log.append(event, self.submission, self.conclusion, published, reason)


@contextmanager
def audited(out: FileStore) -> Iterator[Trail]:
    """Hand out the trail of a run and write its end where the block raises. The caller holds the lock of `out`.

    A log that cannot be written never hides the error that ends the run.
    """
    trail = Trail(AuditLog(out))
    try:
        yield trail
    except BaseException as error:
        with suppress(VeilError, OSError):
            trail.ended(error)
        raise


def _event(error: BaseException) -> Event:
    if isinstance(error, Refused):
        return Event.REFUSED
    return Event.CHECK_FAILED if isinstance(error, CheckFailed) else Event.FAILED


def _reason(error: BaseException) -> str:
    """Return why, in words of ours: the messages of `VeilError` hold no input, those of other errors may."""
    if isinstance(error, PolicyProblems):
        return f"the policy cannot be used: {len(error.problems)} problems"
    return error.message if isinstance(error, VeilError) else type(error).__name__
