"""Given and family names of many cultures: evidence that a word may be a name, never proof.

Many of them are words, places or brands as well ("Rose", "Paris", "Mercedes"), so nothing is hidden because it stands
here; detection weighs it with what the model, the capitals and the words around say. The files lie beside this module;
`make` wrote them. Each first line names source and licence.
"""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def given_names() -> frozenset[str]:
    """Return given names in folded form (no case, no accents), one word each."""
    return _read("given.txt")


@cache
def family_names() -> frozenset[str]:
    """Return family names in folded form (no case, no accents), one word each."""
    return _read("family.txt")


def _read(name: str) -> frozenset[str]:
    lines = resources.files(__name__).joinpath(name).read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
