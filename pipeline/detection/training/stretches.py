"""Cut turns and conversations into what the network sees at once."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from typing import Final

from pipeline.detection.training.examples import MOST_TURNS, ExampleTurn

LONGEST_TURN: Final = 480
"""Characters; longer turns are cut after a space."""
LONGEST_STRETCH: Final = 420
"""Characters of all turns of a stretch of several."""
_WITHOUT_ROLES: Final = 0.25


def pieces(turn: ExampleTurn) -> Iterator[ExampleTurn]:
    """Yield a turn in pieces of at most `LONGEST_TURN` characters, cut after a space and outside spans if possible."""
    begin = 0
    while len(turn.text) - begin > LONGEST_TURN:
        end = _cut(turn, begin)
        yield _part(turn, begin, end)
        begin = end
    if turn.text[begin:].strip():
        yield _part(turn, begin, len(turn.text))


def _cut(turn: ExampleTurn, begin: int) -> int:
    limit = begin + LONGEST_TURN
    end = turn.text.rfind(" ", begin, limit) + 1 or limit
    inside = [start for start, stop, _ in turn.spans if start < end < stop and start > begin]
    return min(inside, default=end)


def _part(turn: ExampleTurn, begin: int, end: int) -> ExampleTurn:
    spans = tuple(
        (max(start, begin) - begin, min(stop, end) - begin, name)
        for start, stop, name in turn.spans
        if start < end and begin < stop
    )
    return ExampleTurn(turn.role, turn.text[begin:end], spans)


def alone(turns: Iterable[ExampleTurn], chance: random.Random) -> Iterator[tuple[ExampleTurn, ...]]:
    """Yield every turn by itself, some without a role."""
    for turn in turns:
        yield _told((turn,), chance)


def together(turns: Iterable[ExampleTurn], chance: random.Random) -> Iterator[tuple[ExampleTurn, ...]]:
    """Yield runs of up to four consecutive turns that cover the conversation, some without roles."""
    run: list[ExampleTurn] = []
    wanted = chance.randint(2, MOST_TURNS)
    for turn in turns:
        if run and (len(run) == wanted or sum(len(one.text) for one in run) + len(turn.text) > LONGEST_STRETCH):
            yield _told(tuple(run), chance)
            run, wanted = [], chance.randint(2, MOST_TURNS)
        run.append(turn)
    if run:
        yield _told(tuple(run), chance)


def _told(stretch: tuple[ExampleTurn, ...], chance: random.Random) -> tuple[ExampleTurn, ...]:
    if chance.random() >= _WITHOUT_ROLES:
        return stretch
    return tuple(ExampleTurn("", turn.text, turn.spans) for turn in stretch)
