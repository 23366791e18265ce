"""The formats there are."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import cache

from pipeline import registry
from pipeline.errors import Refused
from pipeline.sources import formats as folder
from pipeline.sources.format import Format

AUTO = "auto"


@cache
def formats() -> Mapping[str, Format]:
    """Return all formats by name, sorted by name."""
    return registry.load(folder, Format)


def named(name: str) -> Format:
    """Return the format of that name.

    Raises:
        Refused: there is none; the message lists those there are.
    """
    known = formats()
    if name in known:
        return known[name]
    close = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean '{close[0]}'? " if close else ""
    raise Refused(f"unknown format '{name}'; {hint}(known: {AUTO}, {', '.join(known)})")
