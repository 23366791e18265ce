"""What the asker reads back of an answer: "so that's four one five?", and what he says of other things meanwhile."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.detection.spoken.runs import Run
from pipeline.detection.turns import TurnView

_FEWEST: Final = 3
"""Digits and letters of a run that is read back."""
_LONGEST_SHORT: Final = 8
"""Words of a turn that says little beside what it reads back."""
_END = re.compile(r"[.!?](?:\s|$)|\n")


def is_read_back(turn: TurnView, run: Run, told: Sequence[str]) -> bool:
    """Return whether a run in an asker's turn may be an answer read back, or read back wrongly.

    It asks whether it is right, or says little else, or has some digits in a row in common with an answer. A number in
    a sentence about something else is none: "you have 50667 files".

    Args:
        turn: of the asker.
        run: numbers and letters in it.
        told: the digits and letters of the answers so far, each in a row.
    """
    if not run.digits or len(run.text) < _FEWEST:
        return False
    if len(turn.words.words) <= _LONGEST_SHORT or not told:
        return True
    end = _END.search(turn.form.text, run.end)
    return (end is not None and end[0].startswith("?")) or any(_is_like(run.text, answer) for answer in told)


def _is_like(one: str, other: str) -> bool:
    return any(one[at : at + _FEWEST] in other for at in range(len(one) - _FEWEST + 1))
