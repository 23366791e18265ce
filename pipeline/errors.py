"""What can go wrong, as classes whose messages never hold input.

Every message is a fixed text plus names, counts, offsets or reason codes: never a value that was read.
All of them survive pickling, because workers send them to the process that submitted the run.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What `veil` tells the shell (DESIGN §10)."""

    DONE = 0
    UNEXPECTED = 1
    REFUSED = 2  # before any record was read: arguments, policy, approval, key, input, lock
    CHECK_FAILED = 3  # records were read and a check failed
    ENGINE_FAILED = 4  # a worker, the disk or the runner failed


class VeilError(Exception):
    """Base of all errors that Veil raises on purpose. The message is safe to print and to log."""

    exit_code = ExitCode.UNEXPECTED

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def __reduce__(self) -> tuple[type[VeilError], tuple[str]]:
        return type(self), (self.message,)


class Refused(VeilError):
    """The run may not start: wrong arguments, policy, approval, key, input or a locked output."""

    exit_code = ExitCode.REFUSED


class CheckFailed(VeilError):
    """Records were read and a release check failed; nothing was published."""

    exit_code = ExitCode.CHECK_FAILED


class EngineFailed(VeilError):
    """A worker, the disk, an unreadable shard or the runner failed; the same command resumes."""

    exit_code = ExitCode.ENGINE_FAILED


class UnreadableInput(VeilError):
    """Bytes that a format's reader cannot read. `reason` is a code from `conversation.RejectReason`."""

    exit_code = ExitCode.ENGINE_FAILED

    def __init__(self, reason: str) -> None:
        super().__init__(f"unreadable input: {reason}")
        self.reason = reason

    def __reduce__(self) -> tuple[type[UnreadableInput], tuple[str]]:
        return type(self), (self.reason,)


class DetectionFailed(VeilError):
    """A recognizer or a pass failed. The record is rejected; it is never "nothing found"."""

    exit_code = ExitCode.ENGINE_FAILED


class DetectionTimedOut(DetectionFailed):
    """A record took far longer than any of its length does. It is rejected as a whole."""


class AnonymizationFailed(VeilError):
    """Findings do not fit the text they were made for. The record is rejected; nothing of it is kept."""

    exit_code = ExitCode.ENGINE_FAILED
