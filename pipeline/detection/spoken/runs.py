"""Runs: neighboring numbers and letters that were said or spelled one after the other.

In: the items of a turn. Out: runs of any length; `judge` says which of them are personal data by themselves. Up to
three filler words may stand between two members of a run ("four one uh five, sorry, four one six").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.detection.spoken.items import VALUES, Gap, Item, Kind, Turn

MOST_FILLERS: Final = 3
"""Words that may stand between two members of a run."""


@dataclass(frozen=True, slots=True)
class Run:
    """Numbers and letters in a row, at `[start, end)` of the turn's text in normal form.

    `items` are its members with the signs between them; `first` and `last` count words as in an item.
    """

    start: int
    end: int
    items: tuple[Item, ...] = field(repr=False)

    @property
    def members(self) -> tuple[Item, ...]:
        """Return the items that stand for digits and letters."""
        return tuple(item for item in self.items if item.kind in VALUES)

    @property
    def text(self) -> str:
        """Return all digits and letters, letters in lower case."""
        return "".join(item.text for item in self.members)

    @property
    def digits(self) -> str:
        """Return the digits alone."""
        return "".join(char for char in self.text if char.isdecimal())

    @property
    def letters(self) -> str:
        """Return the letters alone."""
        return "".join(char for char in self.text if char.isalpha())

    @property
    def count(self) -> int:
        """Return how many numbers and letters were said: "double three" are two, "forty one" is one."""
        return sum(item.count for item in self.members)

    @property
    def first(self) -> int:
        """Return its first word."""
        return self.items[0].first

    @property
    def last(self) -> int:
        """Return the word behind it."""
        return self.items[-1].last


def runs(turn: Turn, items: Sequence[Item]) -> Iterator[Run]:
    """Yield all runs of a turn, however short."""
    members: list[Item] = []
    between: list[Item] = []
    plus: Item | None = None
    for item in items:
        if members and _ends_at(turn, members[-1], item, between):
            yield from _closed(turn, members)
            members, between = [], []
        if item.kind in VALUES:
            first = (plus, item) if plus is not None and item.kind is Kind.NUMBER else (item,)
            members += (*between, item) if members else first
            between = []
        elif members and _may_stand_between(item, between):
            between.append(item)
        elif members:
            yield from _closed(turn, members)
            members, between = [], []
        plus = item if item.kind is Kind.SIGN and item.text == "+" else None
    if members:
        yield from _closed(turn, members)


def _ends_at(turn: Turn, before: Item, item: Item, between: Sequence[Item]) -> bool:
    """Return whether the signs before an item end a run: a question does, a comma only beside written figures.

    Speakers pause within a number; written figures with single letters are lists of sizes ("3 x 4 mm, 640 g").
    """
    gap = turn.gap(item.first)
    if gap is not Gap.PAUSE or between or item.kind not in VALUES:
        return gap is Gap.STOP
    both = (before, item)
    if any(each.kind is Kind.NUMBER and each.said for each in both):
        return False
    return any(each.kind is not Kind.LETTER or not each.said for each in both)


def _may_stand_between(item: Item, between: Sequence[Item]) -> bool:
    if item.kind is Kind.SIGN:
        return item.text != "@"
    if item.kind is Kind.CASE:
        return True
    fillers = sum(each.last - each.first for each in between if each.kind is Kind.FILLER)
    return item.kind is Kind.FILLER and fillers + item.last - item.first <= MOST_FILLERS


def _closed(turn: Turn, members: list[Item]) -> Iterator[Run]:
    """Yield the run without ordinary words at its edges."""
    first, last = 0, len(members)
    while first < last and not _holds(turn, members, first, 1):
        first += 1
    while first < last and not _holds(turn, members, last - 1, -1):
        last -= 1
    if any(item.kind is Kind.NUMBER or (item.kind in VALUES and not item.weak) for item in members[first:last]):
        start, end = turn.span(members[first].first, members[last - 1].last)
        yield Run(start, end, tuple(_with_zeros(members[first:last])))


def _holds(turn: Turn, members: list[Item], index: int, inward: int) -> bool:
    """Return whether an item may stand at the edge of its run.

    A word that is an ordinary one too ("a", "oh", "ein") may do so beside a member of its kind, or where the turn or
    its sentence begins or ends.
    """
    item = members[index]
    if item.kind not in VALUES:
        return index == 0 and item.text == "+"
    if not item.weak:
        return True
    neighbor = index + inward
    if not 0 <= neighbor < len(members):
        return False
    outer = item.first if inward > 0 else item.last
    if outer in (0, len(turn.words)) or turn.gap(outer) is not Gap.JOIN:
        return True
    inner = members[neighbor]
    inner_gap = turn.gap(inner.first if inward > 0 else item.first)
    if item.kind is Kind.LETTER and inner.kind is Kind.NUMBER and 0 <= neighbor + inward < len(members):
        return not inner.said and members[neighbor + inward].kind is Kind.LETTER  # "a 4 d 5"
    return inner.kind is item.kind and not inner.weak and inner_gap is Gap.JOIN


def _with_zeros(items: Sequence[Item]) -> Iterator[Item]:
    """Read "o" as zero where all else is digits."""
    letters = {item.text for item in items if item.kind in VALUES and item.kind is not Kind.NUMBER}
    for item in items:
        zero = letters == {"o"} and item.text == "o"
        yield Item(Kind.NUMBER, "0", item.first, item.last, weak=True) if zero else item
