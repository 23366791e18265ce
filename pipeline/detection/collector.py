"""The cyclic garbage collector, held off while a batch is read.

What a worker remembers (turns, word lists) lives on and is a hundred thousand objects. The passes make no cycles, yet
every few hundred conversations Python would look for some among all of these: a fifth of the time of detection.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_held_off() -> Iterator[None]:
    """Let nothing be collected inside, but for what is freed when its last reference goes; leave it as it was."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
