"""Notice within seconds that a worker died: Beam's local runner would wait for it for ever."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Self

import psutil

from pipeline.runners.waiting import WORKER_MODULE

POLL_SECONDS = 0.5
GRACE_SECONDS = 8.0  # workers end in order a moment before the runner returns


def workers() -> list[psutil.Process]:
    """Return the live worker processes that this process started."""
    found = []
    for child in psutil.Process().children(recursive=True):
        try:
            if WORKER_MODULE in child.cmdline() and child.status() != psutil.STATUS_ZOMBIE:
                found.append(child)
        except psutil.Error:
            continue
    return found


def end_workers() -> None:
    """End all worker processes now."""
    for worker in workers():
        try:
            worker.kill()
        except psutil.Error:
            continue


class Watchdog:
    """Calls back once, from its own thread, when a worker is gone and the run does not end by itself soon after."""

    def __init__(self, on_death: Callable[[], None]) -> None:
        self._on_death = on_death
        self._finished = threading.Event()
        self._seen: set[int] = set()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._finished.set()

    def worker_is_missing(self) -> bool:
        """Whether a worker that was seen alive is gone now."""
        alive = {worker.pid for worker in workers()}
        self._seen |= alive
        return bool(self._seen - alive)

    def _watch(self) -> None:
        missing_since: float | None = None
        while not self._finished.wait(POLL_SECONDS):
            if self.worker_is_missing():
                missing_since = missing_since or time.monotonic()
                if time.monotonic() - missing_since > GRACE_SECONDS:
                    self._on_death()
                    return
