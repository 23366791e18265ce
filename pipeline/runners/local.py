"""The local runner: Beam's FnApiRunner by name, N worker processes, and a watchdog.

`DirectRunner` is not used: it first downloads a binary from the internet. Threads are not used: they lose records
(both measured with Beam 2.77).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import apache_beam as beam
from apache_beam.runners.portability.fn_api_runner import FnApiRunner

from pipeline.errors import EngineFailed
from pipeline.flow import build
from pipeline.imports import lasting
from pipeline.release.job import Job
from pipeline.release.staging import Staging
from pipeline.release.store import FileStore
from pipeline.runners.options import RememberedOptions
from pipeline.runners.progress import OnProgress, measure
from pipeline.runners.waiting import WaitingWorkers
from pipeline.runners.watchdog import Watchdog, end_workers
from pipeline.runners.worker_environment import WaitingWorkersEnvironment

PROGRESS_SECONDS = 0.5
WORKER_DIED = "a worker process died (killed, or out of memory); the same command goes on from the finished shards"


def run_local(job: Job, workers: int, waiting: WaitingWorkers, on_progress: OnProgress | None = None) -> None:
    """Run the whole path on this machine; return when all parts are staged.

    Args:
        job: what to run.
        workers: number of worker processes; a shard is one worker's, so there are no more than shards.
        waiting: workers that have been started; others are started as they are needed.
        on_progress: called about twice a second.

    Raises:
        EngineFailed: a step failed, or a worker died. Finished work stays in staging.
    """
    staging = Staging(FileStore(job.staging))
    workers = max(1, min(workers, len(job.plan.shards)))
    waiting.keep(workers)
    ended = threading.Event()
    problems: list[str] = []

    def submit() -> None:
        try:
            _run(job, workers, WaitingWorkersEnvironment(waiting, on_death))
        except Exception as error:  # noqa: BLE001 - Beam wraps a worker's error in text of its own
            problems.append(f"the runner stopped ({type(error).__name__})")
        finally:
            ended.set()

    def on_death() -> None:
        problems.append(WORKER_DIED)
        ended.set()

    with Watchdog(on_death) as watchdog, _quiet_threads():
        threading.Thread(target=submit, name="beam", daemon=True).start()
        try:
            _make_ready_to_publish(waiting.begun, ended)
            while not ended.wait(PROGRESS_SECONDS):
                if on_progress is not None:
                    on_progress(measure(staging, len(job.plan.shards)))
        except BaseException:
            end_workers()
            raise
        if problems:
            reasons = [failure.message for failure in staging.failures()]
            if watchdog.worker_is_missing() or WORKER_DIED in problems:
                reasons.append(WORKER_DIED)
            end_workers()
            raise EngineFailed([*reasons, *problems][0])


def _make_ready_to_publish(begun: threading.Event, ended: threading.Event) -> None:
    """While the workers work, import and compile what follows the run. Before, Beam's thread needs the time."""
    while not begun.wait(PROGRESS_SECONDS):
        if ended.is_set():
            return
    with lasting():
        from pipeline.release import publish  # noqa: PLC0415

        publish.preload()


@contextmanager
def _quiet_threads() -> Iterator[None]:
    """Keep Beam's threads from printing tracebacks: they quote elements, and the error is told once, by us.

    After an error they stay quiet, for some end only when the last worker has been killed.
    """
    before = threading.excepthook
    threading.excepthook = lambda _: None
    yield
    threading.excepthook = before


def _run(job: Job, workers: int, environment: WaitingWorkersEnvironment) -> None:
    logging.getLogger("apache_beam").setLevel(logging.CRITICAL)  # its errors quote elements and worker output
    runner = FnApiRunner(default_environment=environment)
    options = RememberedOptions(["--direct_num_workers", str(workers)])
    pipeline = beam.Pipeline(runner=runner, options=options)
    build(pipeline, job)
    pipeline.run().wait_until_finish()
