"""A whole run in the submitting process: lock, prepare, run, conclude, publish."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pipeline.policy.approvals import warnings
from pipeline.release.conclusion import Conclusion, conclude, failure, leave_summary
from pipeline.release.job import Job
from pipeline.release.lock import locked
from pipeline.release.publish import Published, publish
from pipeline.release.staging import Staging
from pipeline.release.store import FileStore
from pipeline.runners.progress import OnProgress
from pipeline.runners.submit import RunRequest, prepare


@dataclass(frozen=True, slots=True)
class RunResult:
    """How a run ended; `warnings` are about the policy."""

    conclusion: Conclusion
    published: Published
    warnings: tuple[str, ...] = ()


Engine = Callable[[Job], None]


def local_engine(workers: int, on_progress: OnProgress | None = None) -> Engine:
    """Return the engine that runs on this machine."""

    def run(job: Job) -> None:
        from pipeline.runners.local import run_local  # noqa: PLC0415 - Beam takes a second to import

        run_local(job, workers, on_progress)

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
    with locked(out):
        job = prepare(request)
        engine(job)
        result = finish(FileStore(job.staging), out)
        return replace(result, warnings=warnings(job.policy, job.as_of))


def finish(staging_store: FileStore, out: FileStore) -> RunResult:
    """Conclude a run whose steps have finished: check, publish, and clear staging. The caller holds the lock."""
    staging = Staging(staging_store)
    conclusion = conclude(staging)
    published = publish(staging, out, conclusion) if conclusion.passed else None
    leave_summary(out, conclusion, published=published is not None)
    staging_store.delete_all()
    if published is None:
        raise failure(conclusion)
    return RunResult(conclusion, published)
