"""What a turn is read into: items of one word or more, each with what it says.

`Turn` holds a turn's folded words with what stands between them; an item's `first` and `last` count words, `last` is
the word behind the item.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from pipeline.detection.value_search import Words


class Kind(IntEnum):
    """What an item is."""

    WORD = 0
    NUMBER = 1
    LETTER = 2
    CODE = 3  # letters and digits written together: "b9"
    SIGN = 4
    CASE = 5
    FILLER = 6
    ORDINAL = 7
    TIME = 8  # "a m" behind a number


VALUES: Final = frozenset({Kind.NUMBER, Kind.LETTER, Kind.CODE})
"""Items that stand for letters or digits of a value."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item.

    `text` is what would be written: digits, letters in lower case, a sign. `said` tells words from written digits;
    `weak` words are ordinary ones too ("a", "oh", German "ein"). `count` is how many numbers or letters were said.
    """

    kind: Kind
    text: str = field(repr=False)
    first: int
    last: int
    said: bool = True
    weak: bool = False
    count: int = 1


class Gap(IntEnum):
    """What stands between two words."""

    JOIN = 0  # spaces, or one sign within a word
    PAUSE = 1  # a comma, a full stop
    STOP = 2  # a question, another line


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn's text in normal form and its words."""

    text: str = field(repr=False)
    words: tuple[str, ...] = field(repr=False)
    spans: tuple[tuple[int, int], ...] = field(repr=False)

    @classmethod
    def of(cls, text: str, words: Words) -> Turn:
        """Take a turn's words as they were cut before."""
        return cls(text, words.words, words.spans)

    def between(self, at: int) -> str:
        """Return what stands before a word, after the one before; nothing at the edges of the turn."""
        if not 0 < at < len(self.spans):
            return ""
        return self.text[self.spans[at - 1][1] : self.spans[at][0]]

    def gap(self, at: int) -> Gap:
        """Return how a word is parted from the one before."""
        between = self.between(at)
        if between == " ":
            return Gap.JOIN
        if any(sign in _STOPS for sign in between):
            return Gap.STOP
        return Gap.JOIN if not between.strip(_JOINTS) or (len(between) == 1 and between in _INNER) else Gap.PAUSE

    def is_clitic(self, at: int) -> bool:
        """Return whether an apostrophe ties a word to its neighbor: "it's", "l'ami"."""
        start, end = self.spans[at]
        return self.text[start - 1 : start] == "'" or (self.text[end : end + 1] == "'" and self._goes_on(end + 1))

    def _goes_on(self, at: int) -> bool:
        return self.text[at : at + 1].isalpha()

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return where the words from `first` to before `last` stand in the text."""
        return self.spans[first][0], self.spans[last - 1][1]


_STOPS: Final = frozenset('?!;:/%=\n\r|<>[]{}"')
_JOINTS: Final = " \t-"
_INNER: Final = "._'+@&"
