"""The shadow text of a turn: what was said stands as it would be written, all else stays, and all of it maps back.

In: claims, the parts of a turn that are values in words, with the pieces that they would be written in. Out: a
`NormalForm` whose spans lead to spans of the turn's text in normal form.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.conversation.normal_form import NormalForm
from pipeline.detection.spoken.items import VALUES, Gap, Item, Kind, Turn
from pipeline.detection.spoken.runs import Run


@dataclass(frozen=True, slots=True)
class Piece:
    """Written characters and the words of the turn they stand for."""

    text: str = field(repr=False)
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A part of a turn that is a value in words, and how it would be written. Claims do not overlap."""

    start: int
    end: int
    pieces: tuple[Piece, ...] = field(repr=False)

    @property
    def written(self) -> str:
        """Return the written form."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Shadow:
    """A turn's shadow text; `spoken` are the parts of it that were words, in order and apart."""

    form: NormalForm
    spoken: tuple[tuple[int, int], ...]

    def source(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where a span of the shadow comes from, or None where all of it was written in the turn already."""
        next_one = bisect_right(self.spoken, start, key=lambda span: span[1])
        if next_one == len(self.spoken) or self.spoken[next_one][0] >= end:
            return None
        return self.form.raw_span(start, end)


def apart(claims: Iterable[Claim]) -> list[Claim]:
    """Return claims in the order of the text; where two overlap the one given first counts."""
    kept: list[Claim] = []
    taken: set[int] = set()
    for claim in claims:
        places = range(claim.start, claim.end)
        if taken.isdisjoint(places):
            kept.append(claim)
            taken.update(places)
    return sorted(kept, key=lambda claim: claim.start)


def shadow(text: str, claims: Sequence[Claim]) -> Shadow:
    """Write a turn's text again with its claims, which are in order and apart."""
    written: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    spoken: list[tuple[int, int]] = []
    at = 0
    for claim in claims:
        _copy(text, at, claim.start, written, starts, ends)
        begin = len(starts)
        for piece in claim.pieces:
            written.append(piece.text)
            starts += [piece.start] * len(piece.text)
            ends += [piece.end] * len(piece.text)
        spoken.append((begin, len(starts)))
        at = claim.end
    _copy(text, at, len(text), written, starts, ends)
    return Shadow(NormalForm("".join(written), tuple(starts), tuple(ends)), tuple(spoken))


def _copy(text: str, start: int, end: int, written: list[str], starts: list[int], ends: list[int]) -> None:
    written.append(text[start:end])
    starts += range(start, end)
    ends += range(start + 1, end + 1)


def of_run(run: Run, turn: Turn) -> Claim:
    """Return a run as it would be written: members joined, a space where the speaker paused or filled in."""
    return Claim(run.start, run.end, tuple(_pieces(run, turn)))


def _pieces(run: Run, turn: Turn) -> Iterator[Piece]:
    previous: Item | None = None
    broken = False
    for item in run.items:
        start, end = turn.span(item.first, item.last)
        if item.kind is Kind.SIGN:
            yield Piece(item.text, start, end)
            previous, broken = None, False
            continue
        if item.kind not in VALUES:
            broken = broken or item.kind is Kind.FILLER
            continue
        if previous is not None and (broken or turn.gap(item.first) is not Gap.JOIN):
            yield Piece(" ", turn.spans[previous.last - 1][1], start)
        yield Piece(item.text.upper(), start, end)
        previous, broken = item, False
