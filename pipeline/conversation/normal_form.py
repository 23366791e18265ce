"""Text in normal form, with a map back to the raw code points.

In: raw text as it was written. Out: text on which patterns see what a reader sees (full-width and other digits as
ASCII, ligatures taken apart, zero-width characters gone, one kind of dash and apostrophe), or text *folded* for
comparison (also case and accents gone). Spans found in either map back to the raw text.

Source: Unicode Standard Annex 15 (NFKC), chapter 3.13 (case folding); general category Cf for what is invisible.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

_DASHES_AND_QUOTES = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-")
    | dict.fromkeys("\u2018\u2019\u02bc\uff07", "'")
)
# Variation selectors and the grapheme joiner are marks, the Hangul fillers letters: all of them show nothing.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]"
)
# Letters that Unicode takes for letters of their own, and people without the keyboard write as the plain one.
_PLAIN_LETTERS = {"\u0131": "i", "\u0142": "l", "\u00f8": "o", "\u0111": "d", "\u00f0": "d"}
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
_HANGUL_VOWELS_AND_FINALS = range(0x1160, 0x1200)


@dataclass(frozen=True, slots=True)
class NormalForm:
    """Text and, for each of its characters, where the raw characters it came from start and end.

    `starts` and `ends` are None where every character is its own raw character, which is the case for nearly all text.
    """

    text: str = field(repr=False)
    starts: tuple[int, ...] | None = field(default=None, repr=False)
    ends: tuple[int, ...] | None = field(default=None, repr=False)

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the raw span that holds all raw characters of `[start, end)`; the span must not be empty."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def normalise(text: str) -> NormalForm:
    """Return the text in normal form.

    Spans map back to whole raw characters: a span that takes one letter of a ligature covers the ligature, and one that
    spans a zero-width character covers it too.
    """
    if text.isascii():
        return NormalForm(text)
    if unicodedata.is_normalized("NFKC", text) and not _INVISIBLE.search(text):
        return NormalForm(_one_for_one(text))
    return _mapped(text)


def normal_text(text: str) -> str:
    """Return the text in normal form where nobody asks what stood where."""
    return text if text.isascii() else normalise(text).text


def fold(form: NormalForm) -> NormalForm:
    """Return a normal form without case and accents; its spans map to spans of the *normal form's* text."""
    text = form.text
    if text.isascii():
        return NormalForm(text.lower())
    folded = [_folded(char) for char in text]
    if all(len(piece) == 1 for piece in folded):
        return NormalForm("".join(folded))
    pieces = [(piece, index, index + 1) for index, piece in enumerate(folded)]
    return _joined(pieces)


def fold_text(text: str) -> str:
    """Return a value in the form in which values are compared: normal form, then without case and accents."""
    return text.lower() if text.isascii() else fold(normalise(text)).text


def _one_for_one(text: str) -> str:
    text = text.translate(_DASHES_AND_QUOTES)
    return _FOREIGN_DIGIT.sub(lambda match: str(unicodedata.decimal(match[0])), text)


def _folded(char: str) -> str:
    if char.isascii():
        return char.lower()
    plain = unicodedata.normalize("NFD", char.casefold())
    return "".join(_PLAIN_LETTERS.get(c, c) for c in plain if unicodedata.category(c) != "Mn")


def _cluster_in_normal_form(cluster: str) -> str:
    return _one_for_one(unicodedata.normalize("NFKC", _INVISIBLE.sub("", cluster)))


def _mapped(text: str) -> NormalForm:
    """Put each cluster of characters that may compose into normal form."""
    pieces: list[tuple[str, int, int]] = []
    start = 0
    for index in range(1, len(text) + 1):
        if index < len(text) and _continues(text[index]):
            continue
        pieces.append((_cluster_in_normal_form(text[start:index]), start, index))
        start = index
    return _joined(pieces)


def _continues(char: str) -> bool:
    """Whether a character may compose with the one before it (UAX 15: marks, and the later letters of a syllable)."""
    if char.isascii():
        return False
    return unicodedata.category(char)[0] == "M" or ord(char) in _HANGUL_VOWELS_AND_FINALS


def _joined(pieces: list[tuple[str, int, int]]) -> NormalForm:
    return NormalForm(
        "".join(piece for piece, _, _ in pieces),
        tuple(start for piece, start, _ in pieces for _ in piece),
        tuple(end for piece, _, end in pieces for _ in piece),
    )
