"""The local runner: Beam's FnApiRunner by name, N worker processes, and a watchdog.

`DirectRunner` is not used: it first downloads a binary from the internet. Threads are not used: they lose records
(both measured with Beam 2.77).
"""

from __future__ import annotations

import logging
import os
import shlex
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.runners.portability.fn_api_runner import FnApiRunner
from apache_beam.transforms.environments import SubprocessSDKEnvironment

from pipeline.errors import EngineFailed
from pipeline.flow import build
from pipeline.release.job import Job
from pipeline.release.staging import Staging
from pipeline.release.store import FileStore
from pipeline.runners.local_worker import PARENT_VARIABLE
from pipeline.runners.progress import OnProgress, measure
from pipeline.runners.watchdog import WORKER_MODULE, Watchdog, end_workers

BEAM_WORKER_THREAD = "run_worker"  # the name that Beam gives it
PROGRESS_SECONDS = 0.5
WORKER_DIED = "a worker process died (killed, or out of memory); the same command goes on from the finished shards"


def run_local(job: Job, workers: int, on_progress: OnProgress | None = None) -> None:
    """Run the whole path on this machine; return when all parts are staged.

    Args:
        job: what to run.
        workers: number of worker processes.
        on_progress: called about twice a second.

    Raises:
        EngineFailed: a step failed, or a worker died. Finished work stays in staging.
    """
    staging = Staging(FileStore(job.staging))
    ended = threading.Event()
    problems: list[str] = []

    def submit() -> None:
        try:
            _run(job, workers)
        except Exception as error:  # noqa: BLE001 - Beam wraps a worker's error in text of its own
            problems.append(f"the runner stopped ({type(error).__name__})")
        finally:
            ended.set()

    def on_death() -> None:
        problems.append(WORKER_DIED)
        ended.set()

    with Watchdog(on_death) as watchdog, _quiet_threads(on_death):
        threading.Thread(target=submit, name="beam", daemon=True).start()
        try:
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


@contextmanager
def _quiet_threads(on_worker_death: Callable[[], None]) -> Iterator[None]:
    """Keep Beam's threads from printing tracebacks: they quote elements, and the error is told once, by us.

    The thread that waits for a worker process ends with an error when that process did: that is a death, however early.
    """
    before = threading.excepthook

    def hook(raised: threading.ExceptHookArgs) -> None:
        if raised.thread is not None and raised.thread.name == BEAM_WORKER_THREAD:
            on_worker_death()

    threading.excepthook = hook
    try:
        yield
    finally:
        threading.excepthook = before


def _run(job: Job, workers: int) -> None:
    logging.getLogger("apache_beam").setLevel(logging.CRITICAL)  # its errors quote elements and worker output
    # `exec` makes the worker a child of ours, `-P` keeps the working folder out of its path: a user's own
    # `pipeline.py` must not stand in for the package.
    # Few malloc arenas: Beam's worker has dozens of threads, and each arena keeps what it once held.
    settings = f"MALLOC_ARENA_MAX=2 {PARENT_VARIABLE}={os.getpid()}"
    command = f"exec env {settings} {shlex.quote(sys.executable)} -P -m {WORKER_MODULE}"
    runner = FnApiRunner(default_environment=SubprocessSDKEnvironment.from_command_string(command))
    options = PipelineOptions(["--direct_num_workers", str(workers)])
    pipeline = beam.Pipeline(runner=runner, options=options)
    build(pipeline, job)
    pipeline.run().wait_until_finish()
