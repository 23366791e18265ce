"""What an edit of the policy changes in a conversation, piece by piece.

In: one record as two policies would treat it. Out: its turns in pieces, each with what stands there now, what the
edited policy would write, and whether that is another treatment than before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.evaluation.inspection import Hidden, Inspected, InspectedTurn


class Change(StrEnum):
    """How the treatment of a piece differs from the one before."""

    SAME = "same"
    MORE = "more"
    LESS = "less"
    OTHER = "other"


WORDS = {
    Change.MORE: "newly hidden",
    Change.LESS: "no longer hidden",
    Change.OTHER: "hidden in another way",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a turn. `hidden` says what the edited policy does to it, None: nothing."""

    text: str = field(repr=False)
    instead: str = field(repr=False)
    hidden: Hidden | None
    change: Change


@dataclass(frozen=True, slots=True)
class ComparedTurn:
    """One turn under the edited policy. `leaves`, and whether it did `before`."""

    index: int
    role: str
    pieces: tuple[Piece, ...]
    leaves: bool
    left_before: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """One record under the edited policy, and how a run would have ended with it before."""

    now: Inspected
    before: Inspected
    turns: tuple[ComparedTurn, ...]

    @property
    def ends(self) -> str:
        """Why a run would keep the record out, or an empty text."""
        return _ends(self.now)

    @property
    def ended(self) -> str:
        """Why the policy before would have kept it out, or an empty text."""
        return _ends(self.before)

    @property
    def differs(self) -> bool:
        """Whether the edit changes anything here."""
        return self.ends != self.ended or any(
            turn.leaves != turn.left_before or any(piece.change is not Change.SAME for piece in turn.pieces)
            for turn in self.turns
        )


def compare(now: Sequence[Inspected], before: Sequence[Inspected]) -> list[Compared]:
    """Pair the same records under two policies."""
    return [Compared(new, old, tuple(_turns(new.turns, old.turns))) for new, old in zip(now, before, strict=True)]


def tally(compared: Iterable[Compared]) -> Counter[Change]:
    """Return how many pieces changed in which way."""
    return Counter(piece.change for each in compared for turn in each.turns for piece in turn.pieces)


def _ends(shown: Inspected) -> str:
    if shown.rejected:
        return f"rejected ({shown.rejected})"
    return f"refused ({shown.refused})" if shown.refused else ""


def _turns(now: Sequence[InspectedTurn], before: Sequence[InspectedTurn]) -> Iterator[ComparedTurn]:
    earlier = {turn.index: turn for turn in before}
    for turn in now:
        old = earlier.get(turn.index)
        pieces = tuple(_pieces(turn, old.hidden if old else ()))
        yield ComparedTurn(turn.index, turn.role, pieces, turn.leaves, old.leaves if old else False)


def _pieces(turn: InspectedTurn, before: Sequence[Hidden]) -> Iterator[Piece]:
    """Yield the turn in order: whole hidden stretches, and open ones cut where the policy before hid something."""
    covering = [each for each in before if not each.stays]
    read = 0
    for hidden in turn.hidden:
        yield from _open(turn.text, read, hidden.start, covering)
        yield Piece(turn.text[hidden.start : hidden.end], hidden.instead, hidden, _change(hidden, covering))
        read = hidden.end
    yield from _open(turn.text, read, len(turn.text), covering)


def _open(text: str, start: int, end: int, before: Sequence[Hidden]) -> Iterator[Piece]:
    for old in before:
        low, high = max(start, old.start), min(end, old.end)
        if low < high:
            if start < low:
                yield _plain(text[start:low], Change.SAME)
            yield _plain(text[low:high], Change.LESS)
            start = high
    if start < end:
        yield _plain(text[start:end], Change.SAME)


def _plain(text: str, change: Change) -> Piece:
    return Piece(text, text, None, change)


def _change(hidden: Hidden, before: Sequence[Hidden]) -> Change:
    old = [each for each in before if each.start < hidden.end and hidden.start < each.end]
    if hidden.stays:
        return Change.LESS if old else Change.SAME
    if not old:
        return Change.MORE
    same = len(old) == 1 and (old[0].start, old[0].end, old[0].instead) == (hidden.start, hidden.end, hidden.instead)
    return Change.SAME if same else Change.OTHER
