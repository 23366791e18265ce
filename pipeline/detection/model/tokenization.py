"""Texts as the network's tokens, and long texts as overlapping windows.

The tokenizer never joins what a space separates, so each stretch between two spaces is tokenized once and remembered:
support talk repeats its words.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tokenizers import Tokenizer

from pipeline.detection.model.memo import Memo
from pipeline.errors import DetectionFailed

CLS, SEP = 2, 3
REMEMBERED_STRETCHES = 1 << 15
LONGEST_REMEMBERED = 48
# The tokenizer needs half a kilobyte a token while it works; a turn may be a megabyte without a space.
LONGEST_STRETCH = 4096
SEPARATE = re.compile(r"[\s!-/:-@\[-`{-~]")
"""Space and ASCII punctuation: always tokens of their own, so that a cut before one changes nothing."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text's tokens without the markers at both ends. Offsets are code points of the text, half-open.

    Arrays of C integers, because a long turn has hundreds of thousands of tokens. Nobody changes them.
    """

    ids: array[int] = field(repr=False)
    starts: array[int] = field(repr=False)
    ends: array[int] = field(repr=False)

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens `[begin, end)` are looked at together; the answer counts for `[first, last)`, which has context around."""

    begin: int
    end: int
    first: int
    last: int


class WordPieces:
    """The network's own tokenizer: lower case, no accents, words in known pieces."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        # A customer may write "[SEP]"; it must not become the network's own marker.
        self._tokenizer.encode_special_tokens = True
        vocabulary = self._tokenizer.get_vocab()
        self._continues = frozenset(number for piece, number in vocabulary.items() if piece.startswith("##"))
        self._memo: Memo[Tokens] = Memo(REMEMBERED_STRETCHES, LONGEST_REMEMBERED)

    def tokens(self, text: str) -> Tokens:
        """Return the tokens of a text.

        Raises:
            DetectionFailed: the text holds half a surrogate pair, which no tokenizer can read.
        """
        ids, starts, ends = array("i"), array("i"), array("i")
        place = 0
        for stretch in stretches(text):
            if stretch:
                part = self._memo.get(stretch) or self._memo.keep(stretch, self._encode(stretch))
                ids += part.ids
                starts.extend([place + start for start in part.starts])
                ends.extend([place + end for end in part.ends])
            place += len(stretch)
            if text[place : place + 1] == " ":
                place += 1
        return Tokens(ids, starts, ends)

    def _encode(self, stretch: str) -> Tokens:
        try:
            encoded = self._tokenizer.encode(stretch, add_special_tokens=False)
        except (TypeError, ValueError):  # the library's message holds the text
            raise DetectionFailed("token classifier: text is not valid Unicode") from None
        offsets = encoded.offsets
        starts, ends = (
            (array("i", side) for side in zip(*offsets, strict=True)) if offsets else (array("i"), array("i"))
        )
        return Tokens(array("i", encoded.ids), starts, ends)

    def windows(self, tokens: Tokens, size: int, overlap: int) -> Iterator[Window]:
        """Yield windows of at most `size` tokens that cover the text and overlap by about `overlap` tokens.

        Windows begin and end between words. A window's answer counts up to the middle of each overlap.
        """
        total = len(tokens)
        begin = first = 0
        while total - begin > size:
            end = self._word_start(tokens, begin + size, begin + 1)
            after = self._word_start(tokens, end - overlap, begin + 1)
            if after <= begin + 1:
                after = end
            last = self._word_start(tokens, (after + end) // 2, after)
            yield Window(begin, end, first, last)
            begin, first = after, last
        if total:
            yield Window(begin, total, first, total)

    def _word_start(self, tokens: Tokens, index: int, floor: int) -> int:
        """Return the nearest place at or before `index` where a word begins, or `index` if `floor` comes sooner."""
        place = index
        while place > floor and tokens.ids[place] in self._continues:
            place -= 1
        return place if tokens.ids[place] not in self._continues else index


def stretches(text: str, limit: int = LONGEST_STRETCH) -> Iterator[str]:
    """Yield what stands between single spaces, in parts of at most `limit` characters.

    A longer part is cut before space or punctuation. Where there is none, it is cut at the limit: such a "word" is
    unknown to the network either way.
    """
    for stretch in text.split(" "):
        begin = 0
        while len(stretch) - begin > limit:
            cuts = [match.start() for match in SEPARATE.finditer(stretch, begin + 1, begin + limit)]
            end = cuts[-1] if cuts else begin + limit
            yield stretch[begin:end]
            begin = end
        yield stretch[begin:]
