"""Import what takes long to import, faster: without looking for garbage on the way, without parts that nobody uses."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from types import ModuleType


@contextmanager
def lasting() -> Iterator[None]:
    """Make no search for garbage in the block, and in later searches leave out all that lives at its end.

    Modules and tables stay for the life of the process. While they are loaded, the collector walks them over and over:
    a fifth of the time that Beam and Presidio take to import.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()


@contextmanager
def absent(*packages: str) -> Iterator[None]:
    """Let packages look as if they were not installed, for those that could use them and need not.

    Packages that are imported already stay.
    """
    finder = _Hiding(frozenset(packages))
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _Hiding(MetaPathFinder):
    """Finds nothing, and says of some packages that nobody else will find them."""

    def __init__(self, packages: frozenset[str]) -> None:
        self._packages = packages

    def find_spec(self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> None:
        del path, target
        if fullname in self._packages:
            raise ModuleNotFoundError(f"{fullname} is not used here", name=fullname)
