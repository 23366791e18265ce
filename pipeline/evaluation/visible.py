"""Text that somebody else wrote, made safe to look at: nothing in it can steer a terminal or hide from the reader."""

from __future__ import annotations

import unicodedata
from typing import Final

OPEN, CLOSE = "\u27e6", "\u27e7"
"""What stands around hidden text. In the text itself both are escaped, so that nobody can forge them."""

_JOINER = "\u200d"  # holds emoji together
_STEERING: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of Unicode that are no text: controls, what turns the direction, surrogates, private use, line ends."""


def visible(text: str) -> str:
    r"""Return the text with every control, direction mark and invisible character as an escape, line feeds apart.

    >>> visible("a" + chr(27) + "[2J")
    'a\\x1b[2J'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_visible, text))


def one_line(text: str) -> str:
    """Return the text as `visible` does, with line feeds escaped, too."""
    return visible(text).replace("\n", "\\n")


def _visible(char: str) -> str:
    if char in ("\n", _JOINER):
        return char
    hides = char in (OPEN, CLOSE) or unicodedata.category(char) in _STEERING
    return char.encode("unicode_escape").decode("ascii") if hides else char
