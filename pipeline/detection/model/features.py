"""A word, described by rows of the network's table: its letters, its shape, how common it is and whose name it may be.

All words that have a feature share its row. The first rows have a meaning of their own; features of letters are hashed
into the others, so that any word of any language has a description.
"""

from __future__ import annotations

import zlib
from itertools import product
from typing import Final

from pipeline.conversation.names import family_names, given_names
from pipeline.conversation.normal_form import fold_text
from pipeline.conversation.words.frequencies import frequencies

ROWS: Final = 1 << 16
LANGUAGES: Final = ("en", "es", "fr", "de", "it", "pt", "nl")
LONGEST: Final = 24
"""Characters of a word that are looked at."""

_BANDS: Final = 10
_LOWEST_ZIPF: Final = 2.7
_SHORT_NUMBER: Final = 4
_UNHEARD: Final = "unheard"
_NAMES: Final = ("given", "family", "both", "none")
_SHAPES: Final = ("lower", "Title", "UPPER", "mixed", "digits", "code", "mark", "letter", "LETTER")
_KINDS: Final = (
    *(f"{language}{band}" for language, band in product(LANGUAGES, range(_BANDS))),
    *(f"most{band}" for band in (*range(_BANDS), _UNHEARD)),
    *(f"{name}-{band}" for name, band in product(_NAMES, (*range(_BANDS), _UNHEARD))),
    *_SHAPES,
    *(f"{shape}-{name}" for shape, name in product(_SHAPES, _NAMES)),
    *(f"size{size}" for size in range(LONGEST + 1)),
    *(f"digits{size}" for size in range(LONGEST + 1)),
)
_ROW_OF_KIND: Final = {kind: row for row, kind in enumerate(_KINDS)}
KNOWN_ROWS: Final = len(_KINDS)
"""So many rows, the first, have a meaning of their own."""


def rows_of(word: str, *, listed: bool = True) -> list[int]:
    """Return the rows of the table that describe a word, in a fixed order.

    Args:
        word: a word as `words` cuts them.
        listed: whether the lists of names are asked; training also shows words as if no list held them.

    Raises:
        UnicodeEncodeError: the word holds half a surrogate pair.
    """
    kinds, letters = _described(word[:LONGEST], listed=listed)
    return [_ROW_OF_KIND[kind] for kind in kinds] + [_hashed(feature) for feature in letters]


def own_rows(word: str) -> frozenset[int]:
    """Return the rows that a word shares with hardly any other."""
    word = word[:LONGEST]
    return frozenset({_hashed(f"w{word}"), _hashed(f"l{word.lower()}")})


def _described(word: str, *, listed: bool) -> tuple[list[str], list[str]]:
    """Return the named kinds of a word, and the features of its letters that are to be hashed."""
    shape = _shape(word)
    kinds = [shape, f"size{len(word)}"]
    if shape == "mark":
        return kinds, [f"w{word}"]
    digits = sum(map(str.isdigit, word))
    if digits:
        pattern = "".join("0" if char.isdigit() else "a" if char.islower() else "A" for char in word)
        # Years, hours and house numbers mean something by themselves; longer numbers must not be learned by heart.
        whole = [f"w{word}"] if len(word) <= _SHORT_NUMBER else []
        return [*kinds, f"digits{digits}"], [f"p{pattern}", *whole]
    lowered = word.lower()
    framed = f"<{lowered}>"
    threes = [framed[place : place + 3] for place in range(len(framed) - 2)]
    fours = [framed[place : place + 4] for place in range(len(framed) - 3)]
    return kinds + _lexical(fold_text(word), shape, listed=listed), [f"w{word}", f"l{lowered}", *threes, *fours]


def _lexical(folded: str, shape: str, *, listed: bool) -> list[str]:
    """Return how common a word is in each language and over all, and in which list of names it stands."""
    kinds = []
    most = -1
    for language in LANGUAGES:
        zipf = frequencies(language).get(folded)
        if zipf is not None:
            band = max(0, min(_BANDS - 1, int((zipf - _LOWEST_ZIPF) * 2)))
            most = max(most, band)
            kinds.append(f"{language}{band}")
    given, family = listed and folded in given_names(), listed and folded in family_names()
    name = "both" if given and family else "given" if given else "family" if family else "none"
    commonness = str(most) if most >= 0 else _UNHEARD
    return [*kinds, f"most{commonness}", f"{name}-{commonness}", f"{shape}-{name}"]


def _shape(word: str) -> str:
    """Return one of `_SHAPES`; a script without capitals counts as lower case."""
    if not any(map(str.isalnum, word)):
        return "mark"
    if any(map(str.isdigit, word)):
        return "digits" if word.isdigit() else "code"
    if len(word) == 1:
        return "LETTER" if word.isupper() else "letter"
    if word.isupper():
        return "UPPER"
    if not any(map(str.isupper, word)):
        return "lower"
    return "Title" if word[0].isupper() and word[1:].islower() else "mixed"


def _hashed(feature: str) -> int:
    return KNOWN_ROWS + zlib.crc32(feature.encode()) % (ROWS - KNOWN_ROWS)
