"""What is known of a word without its context: plain, ordinary, how common, a name somewhere, a slip of the pen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from pipeline.conversation.names import family_names, given_names
from pipeline.conversation.normal_form import fold_text
from pipeline.conversation.words import common_words
from pipeline.conversation.words.frequencies import UNKNOWN, frequencies
from pipeline.conversation.words.name_words import WORDS_THAT_ARE_NAMES_TOO
from pipeline.conversation.words.plain_words import plain_words

PLAIN: Final = "plain"
ORDINARY: Final = "ordinary"
SLIP: Final = "slip"
"""A common word misspelt, lengthened or glued to another."""
_BANDS: Final = ((4.5, "often"), (3.9, "known"), (3.3, "seldom"), (UNKNOWN + 0.1, "rare"), (-1.0, "unknown"))
_REMEMBERED: Final = 1 << 16
_SHORTEST_SLIP: Final = 4
_SHORTEST_PIECE: Final = 3
_LENGTHENED = re.compile(r"([a-z])\1{1,30}")


class Lexicon:
    """The words of one language."""

    def __init__(self, language: str | None) -> None:
        self.language = language
        self._plain = plain_words(language)
        self._common = common_words(language)
        names_too = frozenset(map(fold_text, WORDS_THAT_ARE_NAMES_TOO.get(language or "", ())))
        self._ordinary = self._common - names_too
        self._frequencies = frequencies(language)
        self.harmless = self._plain | self._ordinary
        """Words of which nearly none is ever a name; most turns hold no others."""
        self.kind = lru_cache(_REMEMBERED)(self._kind)

    def frequency(self, word: str) -> float:
        """Return the Zipf frequency of a folded word."""
        return self._frequencies.get(word, UNKNOWN)

    def _kind(self, word: str) -> tuple[str, str]:
        """Return how common a folded word is, and which kind of name it may be: `given`, `family`, `both` or `none`."""
        given, family = word in given_names(), word in family_names()
        name = "both" if given and family else "given" if given else "family" if family else "none"
        if word in self._plain:
            return PLAIN, name
        if word in self._ordinary:
            return ORDINARY, name
        frequency = self.frequency(word)
        band = next(band for least, band in _BANDS if frequency >= least)
        if band in {"rare", "unknown"} and name == "none" and self._is_slip(word):
            return SLIP, name
        return band, name

    def _is_slip(self, word: str) -> bool:
        if len(word) < _SHORTEST_SLIP:
            return _LENGTHENED.sub(r"\1", word) in self.harmless
        return (
            _LENGTHENED.sub(r"\1", word) in self._common
            or any(near in self._common for near in _one_edit_away(word))
            or any(
                word[:cut] in self._common and word[cut:] in self._common
                for cut in range(_SHORTEST_PIECE, len(word) - _SHORTEST_PIECE + 1)
            )
        )


def _one_edit_away(word: str) -> Iterator[str]:
    """Yield the word with one letter left out, and with two neighbors in the other order."""
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]
        yield word[:place] + word[place + 1 : place + 2] + word[place : place + 1] + word[place + 2 :]


@cache
def lexicon(language: str | None) -> Lexicon:
    """Return the lexicon of a language, made once. A language without lists knows no words."""
    return Lexicon(language)
