"""Brands and companies of our languages' countries: evidence that a word is nobody's name, never proof.

Many of them are somebody's name as well ("Ford", "Wendy's"), so nothing stays readable because it stands here;
detection weighs it with what the model, the name lists and the words around say. The file lies beside this module;
`make` wrote it. Its first lines name sources and licenses.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Final

LONGEST: Final = 4
"""Words of the longest brand in the list."""


@cache
def brands() -> frozenset[tuple[str, ...]]:
    """Return brands as runs of folded words (no case, no accents): `("marks", "spencer")`."""
    lines = resources.files(__name__).joinpath("brands.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(tuple(line.split(" ")) for line in lines if line and not line.startswith("#"))
