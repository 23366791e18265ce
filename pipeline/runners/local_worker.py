"""A worker process of the local runner: Beam's own worker, silent, which ends when the process that started it ends."""

from __future__ import annotations

import os
import sys
import threading
import time

from pipeline.transforms.guard import silence_libraries

PARENT_POLL_SECONDS = 1.0
ORPHANED = 4
PARENT_VARIABLE = "VEIL_PARENT_PID"


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
    silence_libraries()
    from apache_beam.runners.worker import sdk_worker_main  # noqa: PLC0415 - after the watch has begun

    silence_standard_error()
    sdk_worker_main.main(sys.argv)


if __name__ == "__main__":
    main()
