"""A whole run in the submitting process: lock, prepare, run, conclude, publish."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.imports import lasting
from pipeline.policy.approvals import warnings
from pipeline.release.conclusion import Conclusion, conclude, failure, leave_summary
from pipeline.release.job import Job
from pipeline.release.lock import locked
from pipeline.release.staging import Staging
from pipeline.release.store import FileStore
from pipeline.release.submission import submission_of
from pipeline.runners.audited import Trail, audited
from pipeline.runners.progress import OnProgress
from pipeline.runners.submit import RunRequest, prepare
from pipeline.runners.waiting import WaitingWorkers

if TYPE_CHECKING:
    from pipeline.release.publish import Published


@dataclass(frozen=True, slots=True)
class RunResult:
    """How a run ended; `warnings` are about the policy."""

    conclusion: Conclusion
    published: Published
    warnings: tuple[str, ...] = ()


Engine = Callable[[Job], None]


def local_engine(workers: int, waiting: WaitingWorkers, on_progress: OnProgress | None = None) -> Engine:
    """Return the engine that runs on this machine; `waiting` are workers that have been started."""

    def run(job: Job) -> None:
        with lasting():
            from pipeline.runners.local import run_local  # noqa: PLC0415 - Beam takes a second to import

        run_local(job, workers, waiting, on_progress)

    return run


def portable_engine(beam_options: Sequence[str]) -> Engine:
    """Return the engine behind Beam's portable API."""

    def run(job: Job) -> None:
        from pipeline.runners.portable import run_portable  # noqa: PLC0415

        run_portable(job, beam_options)

    return run


def execute(request: RunRequest, engine: Engine) -> RunResult:
    """Run a request to its end.

    Staging stays where the engine failed, so that the same request goes on from there; it goes where the run was
    concluded, whether it passed or not.

    Raises:
        Refused: the run may not start.
        EngineFailed: a worker, the disk or the runner failed.
        CheckFailed: a release check failed; nothing was published.
    """
    out = FileStore(request.out)
    with locked(out), audited(out) as trail:
        job = prepare(request)
        trail.started(submission_of(job))
        engine(job)
        result = _finish(FileStore(job.staging), out, trail)
        return replace(result, warnings=warnings(job.policy, job.as_of))


def finish(staging_store: FileStore, out: FileStore) -> RunResult:
    """Conclude and publish a run whose steps have finished elsewhere.

    Raises:
        Refused: another run holds the output folder.
        EngineFailed: the steps have not finished.
        CheckFailed: a release check failed; nothing was published.
    """
    with locked(out), audited(out) as trail:
        return _finish(staging_store, out, trail)


def _finish(staging_store: FileStore, out: FileStore, trail: Trail) -> RunResult:
    """Check, publish, and clear staging. The end of a run that passed is in the log before its staging goes."""
    from pipeline.release.publish import publish  # noqa: PLC0415 - a local run has imported it while it waited

    staging = Staging(staging_store)
    conclusion = conclude(staging)
    trail.concluded(conclusion)
    published = publish(staging, out, conclusion) if conclusion.passed else None
    leave_summary(out, conclusion, published=published is not None)
    if published is not None:
        trail.passed(published)
    staging_store.delete_all()
    if published is None:
        raise failure(conclusion)
    return RunResult(conclusion, published)
