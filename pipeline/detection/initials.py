"""Initials of known full names, where they can be nothing else: "J.D.", and "-JD", "^JD", "/AB" at a message's end.

In: full names, and a turn's text in normal form. Out: spans of the letters. Agents of social channels sign so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from pipeline.conversation.normal_form import fold_text
from pipeline.conversation.words.plain_words import PARTICLES
from pipeline.detection.name_variants import given_words, surname
from pipeline.detection.value_search import folded_words

_DOTTED = re.compile(r"(?<![\w.@-])[^\W\d_]\.(?:[ -]?[^\W\d_]\.){0,2}[ -]?[^\W\d_](?:\.|(?![\w.@-]))")
_SIGNED = re.compile(r"(?<![^\s.,!?)])[-^~/*]{1,2} ?([^\W\d_]{2,4})[\s.*]{0,4}\Z")
_SIGNATURE_REACH: Final = 16
_ABBREVIATIONS: Final = frozenset({
    *("am", "pm", "eg", "ie", "ps", "us", "uk", "eu", "un", "la", "dc", "cc", "bc", "ad", "id", "nb", "qed", "rip"),
    *("asap", "zb", "dh", "ua", "va", "su", "og", "ev", "pd", "ma", "ba", "sa", "sl", "ca", "cf", "svp", "bv", "nv"),
    *("ee", "uu", "aa", "rr", "cv", "so", "no", "ok", "tv", "pc"),
})
"""Letters with full stops that are abbreviations in one of the languages; only as a signature they are initials."""


class Initials:
    """The initials of some names."""

    def __init__(self, names: Iterable[str]) -> None:
        self._known = frozenset(initials for name in names for initials in _initials(name))

    def __bool__(self) -> bool:
        return bool(self._known)

    def search(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield spans of initials in one turn."""
        if not self._known:
            return
        if "." in text:
            for dotted in _DOTTED.finditer(text):
                key = "".join(folded_words(dotted[0]))
                if key in self._known and key not in _ABBREVIATIONS:
                    yield dotted.span()
        signed = _SIGNED.search(text, max(0, len(text.rstrip()) - _SIGNATURE_REACH))
        if signed and signed[1].isupper() and fold_text(signed[1]) in self._known:
            yield signed.span(1)


def _initials(name: str) -> Iterator[str]:
    """Yield the first letters of all words, and of the first given name and the surname."""
    family = surname(name)
    given = [word for word in given_words(name) if word not in PARTICLES]
    if family and given:
        yield "".join(word[0] for word in given) + family[0]
        yield given[0][0] + family[0]
