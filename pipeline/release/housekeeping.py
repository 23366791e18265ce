"""Staging does not outlive its use: what abandoned runs left is deleted when another run starts (Art. 5(1)(e))."""

from __future__ import annotations

from datetime import datetime, timedelta

from pipeline.release.conclusion import SUBMISSION
from pipeline.release.store import FileStore


def clear_stale(base: FileStore, keep: str, older_than: timedelta, now: datetime) -> int:
    """Delete the staging of other runs that were submitted longer ago than the policy allows; return how many.

    Args:
        base: the folder that holds the staging folders of runs.
        keep: the run that is starting.
        older_than: how long staging may live.
        now: the present, aware.
    """
    stale = 0
    for path in base.list(""):
        run, _, name = path.partition("/")
        if name == f"{SUBMISSION}.json" and run != keep and now - base.modified(path) > older_than:
            base.delete_all(run)
            stale += 1
    return stale
