"""How people type in a hurry: lower case without punctuation, typing errors, emoji and characters that look alike.

Each is a function of a line, the language and chance; what it does to a value stands apart from what it does to the
text around, and labels cover the value as it then reads.
"""

from __future__ import annotations

import re
from random import Random

from pipeline.synthesis.chance import happens
from pipeline.synthesis.lines import Line
from pipeline.synthesis.stress.pieces import Piece, assembled, pieces, rewritten

_PUNCTUATION = re.compile(r" ?[.,;:!?…]+(?=\s|$)|[¿¡'\u2019]")  # French has a space before some
_WORD = re.compile(r"[^\W\d_]+")
_PROSE = frozenset({"PERSON", "STREET_ADDRESS", "LOCATION"})
_SHORTEST = 4
_TYPO_RATE, _VALUE_TYPO_RATE = 0.12, 0.3
_EMOJI = ("😀", "🙏", "😡", "👍🏽", "❤️", "📦", "👨\u200d👩\u200d👧", "🇪🇺", "✨", "😭😭")
_INVISIBLE = ("\u200b", "\u2060", "\ufeff", "\u00ad", "\u200c")
_WIDE = {ord(char): chr(ord(char) + 0xFEE0) for char in "0123456789"}


def lower_case_no_punctuation(line: Line, _language: str, _rng: Random) -> Line:
    """Return the line in lower case, without punctuation outside e-mail addresses, dates and numbers."""

    def value(text: str, entity_type: str) -> str:
        return _bare(text) if entity_type in _PROSE else text.lower()

    return rewritten(line, _bare, value)


def typos(line: Line, _language: str, rng: Random) -> Line:
    """Return the line with letters swapped, dropped and doubled; e-mail addresses and numbers stay as they are."""

    def value(text: str, entity_type: str) -> str:
        return _mistyped(text, rng, _VALUE_TYPO_RATE) if entity_type in _PROSE else text

    return rewritten(line, lambda text: _mistyped(text, rng, _TYPO_RATE), value)


def decorated(line: Line, _language: str, rng: Random) -> Line:
    """Return the line with emoji around it, invisible characters inside its values and full-width digits."""

    def value(text: str, _: str) -> str:
        if happens(rng, 0.4):
            text = text.translate(_WIDE)
        return _with_invisible(text, rng) if happens(rng, 0.5) else text

    inner = pieces(rewritten(line, str, value))
    before = Piece(f"{rng.choice(_EMOJI)} " if happens(rng, 0.4) else "")
    after = Piece(f" {rng.choice(_EMOJI)}" if happens(rng, 0.6) else rng.choice(_EMOJI))
    return assembled((before, *inner, after))


def mistyped(word: str, rng: Random) -> str:
    """Return a word of at least two letters with two letters swapped, one dropped or one doubled, never the first."""
    at = rng.randrange(1, len(word))
    kind = rng.choice(("swap", "drop", "double"))
    if kind == "swap" and at + 1 < len(word):
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == "drop":
        return word[:at] + word[at + 1 :]
    return word[:at] + word[at] + word[at:]


def _mistyped(text: str, rng: Random, rate: float) -> str:
    def maybe(match: re.Match[str]) -> str:
        word = match.group()
        return mistyped(word, rng) if len(word) >= _SHORTEST and happens(rng, rate) else word

    return _WORD.sub(maybe, text)


def _bare(text: str) -> str:
    return _PUNCTUATION.sub("", text.lower())


def _with_invisible(text: str, rng: Random) -> str:
    at = rng.randrange(1, len(text)) if len(text) > 1 else 0
    return text[:at] + rng.choice(_INVISIBLE) + text[at:]
