"""Worker processes that are started before there is work: they import while the parent checks what the user asked for.

What a worker is told comes through a pipe, so that no port has to be open for it. Nothing is imported here that takes
time.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import IO, Self

WORKER_MODULE = "pipeline.runners.local_worker"
PARENT_VARIABLE = "VEIL_PARENT_PID"


class WaitingWorkers:
    """Workers that wait for their orders, and those that have got them. On leaving the block none is alive.

    `begun` is set when the first has got its orders.
    """

    def __init__(self, number: int) -> None:
        self._waiting = [_started() for _ in range(number)]
        self._busy: list[subprocess.Popen[bytes]] = []
        self.begun = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for process in (*self._waiting, *self._busy):
            _end(process)

    def keep(self, number: int) -> None:
        """End the waiting workers beyond a number."""
        for process in self._waiting[number:]:
            _end(process)
        del self._waiting[number:]

    def begin(self, orders: Mapping[str, str]) -> subprocess.Popen[bytes]:
        """Return a worker that has been told where its work comes from: variables of Beam's worker.

        One that is dead by now is returned as well: who waits for its end is told at once.
        """
        process = self._waiting.pop(0) if self._waiting else _started()
        self._busy.append(process)
        assert process.stdin is not None
        process.stdin.write(json.dumps(dict(orders)).encode() + b"\n")
        _close(process.stdin)  # which writes it
        self.begun.set()
        return process


def _started() -> subprocess.Popen[bytes]:
    """Start a worker, as a child of ours.

    `-P` keeps the working folder out of its path: a user's own `pipeline.py` must not stand in for the package.
    Few malloc arenas: Beam's worker has dozens of threads, and each arena keeps what it once held.
    """
    settings = {"MALLOC_ARENA_MAX": "2", PARENT_VARIABLE: str(os.getpid())}
    command = [sys.executable, "-P", "-m", WORKER_MODULE]
    return subprocess.Popen(command, stdin=subprocess.PIPE, env=os.environ | settings)  # noqa: S603 - this Python


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    _close(process.stdin)


def _close(pipe: IO[bytes] | None) -> None:
    if pipe is not None:
        with suppress(OSError):  # its reader is dead
            pipe.close()
