"""The commonest words of a language: where a name is also such a word, case and cues decide whether a name is meant.

The word files lie beside this module; `make` wrote them. Each first line names source and licence.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Final

LANGUAGES: Final = ("de", "en", "es", "fr", "it", "nl", "pt")
LIMIT: Final = 5000


@cache
def common_words(language: str | None) -> frozenset[str]:
    """Return the 5,000 commonest words of a language in folded form (no case, no accents), without mere names.

    A language without a list has no common words, so that nothing of it is taken for harmless.
    """
    if language not in LANGUAGES:
        return frozenset()
    lines = resources.files(__name__).joinpath(f"{language}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def common_anywhere() -> frozenset[str]:
    """Return the commonest words of all languages together, for text whose language decides nothing."""
    return frozenset[str]().union(*map(common_words, LANGUAGES))
