"""One run at a time on one output folder."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import Refused
from pipeline.release.store import FileStore

LOCK_NAME = ".lock"


@contextlib.contextmanager
def locked(out: FileStore) -> Iterator[None]:
    """Hold the output folder while the block runs.

    The kernel frees the lock when the process ends, however it ends. Object stores have no such lock: there the run's
    own folder keeps two different runs apart, and `latest.json` names the last one that published.

    Raises:
        Refused: another run holds the folder, or it cannot be made.
    """
    if not out.is_local:
        yield
        return
    try:
        Path(out.root).mkdir(parents=True, exist_ok=True)
        descriptor = os.open(Path(out.root, LOCK_NAME), os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        raise Refused(f"the output folder cannot be used: {os.strerror(error.errno or 0)}") from None
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Refused("another run writes to this output folder; wait for it, or name another --out") from None
        yield
    finally:
        os.close(descriptor)
