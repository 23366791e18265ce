"""A text cut into the words that the network reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

# A combining mark belongs to its letter, and so does what shows nothing (soft hyphen, zero-width characters).
WORD: Final = re.compile(r"[^\W_]+(?:[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufe0f]+[^\W_]*)*|[^\w\s]|_")
"""A run of letters, digits and their marks; every other sign by itself."""

GLUED, SPACED, NEXT_LINE = range(3)
"""What stands before a word: nothing, a space (or the text's begin), or the end of a line."""


def spans_and_gaps(text: str) -> tuple[list[tuple[int, int]], list[int]]:
    """Return the words of a text as half-open spans in code points, and for each what stands before it."""
    spans = [match.span() for match in WORD.finditer(text)]
    between = [(last, start) for (_, last), (start, _) in pairwise(((0, 0), *spans))]
    gaps = [GLUED if last == start else SPACED for last, start in between]
    if "\n" in text:
        lines = ("\n" in text[last:start] for last, start in between)
        gaps = [NEXT_LINE if new else gap for gap, new in zip(gaps, lines, strict=True)]
    if gaps:
        gaps[0] = SPACED
    return spans, gaps


LONGEST_WINDOW: Final = 126
OVERLAP: Final = 32


@dataclass(frozen=True, slots=True)
class Window:
    """Words `[begin, end)` are looked at together; the answer counts for `[first, last)`, which has context around."""

    begin: int
    end: int
    first: int
    last: int


def windows(total: int, size: int = LONGEST_WINDOW, overlap: int = OVERLAP) -> Iterator[Window]:
    """Yield windows of at most `size` words that cover `total` words; each answers up to the middle of an overlap."""
    begin = first = 0
    while total - begin > size:
        end = begin + size
        last = end - overlap // 2
        yield Window(begin, end, first, last)
        begin, first = end - overlap, last
    if total:
        yield Window(begin, total, first, total)
