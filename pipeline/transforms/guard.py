"""The edge between Veil and Beam: no exception with unknown text crosses it, and workers say nothing but events."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from pipeline.errors import EngineFailed, VeilError
from pipeline.release.job import Job
from pipeline.release.records import FailureRecord
from pipeline.release.staging import Staging
from pipeline.release.store import FileStore


@contextmanager
def guarded(job: Job, step: str, item: str) -> Iterator[None]:
    """Turn whatever a step raises into an `EngineFailed` of fixed text, and leave word of it in staging.

    Beam prints exceptions and keeps the elements of failed bundles: neither may hold what was read.
    """
    try:
        yield
    except Exception as error:  # noqa: BLE001 - this is the edge
        reason = error.message if isinstance(error, VeilError) else _kind(error)
        message = f"{step} {item}: {reason}"
        with suppress(Exception):
            Staging(FileStore(job.staging)).note_failure(FailureRecord(step=step, item=item, message=message))
        raise EngineFailed(message) from None


def _kind(error: Exception) -> str:
    """Return the exception's class and the line of ours that raised it: enough to find it, nothing it carries."""
    if isinstance(error, OSError) and error.errno:
        return os.strerror(error.errno)
    place = ""
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if "pipeline" in code.co_filename:
            place = f" in {code.co_name}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__}{place}"


def silence_libraries() -> None:
    """Switch off all logging of libraries in a worker: their messages may quote what they read."""
    logging.disable(logging.CRITICAL)
