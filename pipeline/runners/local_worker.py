"""A worker process of the local runner: Beam's own worker, silent, which ends when the process that started it ends.

It imports all that a run needs, then waits for one line from its parent: where its work comes from.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time

from pipeline.imports import lasting, lean
from pipeline.runners.waiting import PARENT_VARIABLE

PARENT_POLL_SECONDS = 1.0
ORPHANED = 4


def end_with_parent() -> None:
    """Watch from a thread whether the parent lives, and end this process at once when it does not.

    Beam's worker waits for its control stream for minutes when the parent was killed. The parent says who it is
    (`PARENT_VARIABLE`): one that is killed while this process starts has been replaced before this line is reached.
    """
    parent = int(os.environ.get(PARENT_VARIABLE) or os.getppid())

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(PARENT_POLL_SECONDS)
        os._exit(ORPHANED)

    threading.Thread(target=watch, name="end-with-parent", daemon=True).start()


def silence_standard_error() -> None:
    """Send standard error nowhere: Beam prints tracebacks there, and the parent tells the error once, in its words."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stderr.fileno())
    os.close(nowhere)


def main() -> None:
    """Run Beam's worker until the run ends."""
    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent too, and the parent ends its workers
    silence_standard_error()
    with lean():
        _work()
    os._exit(0)  # nothing is left to write, and to take down so many modules costs half a second


def _work() -> None:
    with lasting():
        from apache_beam.runners.worker import sdk_worker_main  # noqa: PLC0415 - after the watch has begun

        from pipeline import flow  # noqa: F401, PLC0415 - what the parent's functions are made of
        from pipeline.release import shard, worker  # noqa: PLC0415, F401 - and what they import once they run
        from pipeline.transforms.guard import silence_libraries  # noqa: PLC0415

        worker.preload()
    silence_libraries()
    orders = sys.stdin.readline()
    if orders:  # else the parent needs no worker
        os.environ.update(json.loads(orders))
        sdk_worker_main.main(sys.argv)


if __name__ == "__main__":
    main()
