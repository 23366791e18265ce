"""The time that Veil's own passes may take over one conversation, so that none can hold up a run.

Time is the thread's own processor time: a busy machine changes nothing. The allowance is more than a hundred times what
passes take for a conversation of that many turns and characters (`tests.benchmarks.passes`), so that no record that
people wrote comes near it. What does is rejected as a whole: nothing is skipped, and no output depends on a machine.
"""

from __future__ import annotations

from typing import Final

from pipeline.errors import DetectionTimedOut

SECONDS: Final = 60.0
"""For each conversation; the first one of a worker reads word lists."""
SECONDS_A_TURN: Final = 0.02
SECONDS_A_CHARACTER: Final = 0.0005


class Allowance:
    """What is left of a conversation's time."""

    def __init__(self, turns: int, characters: int) -> None:
        self._left = SECONDS + turns * SECONDS_A_TURN + characters * SECONDS_A_CHARACTER

    def spend(self, seconds: float, name: str) -> None:
        """Take the time of a pass off.

        Raises:
            DetectionTimedOut: nothing is left.
        """
        self._left -= seconds
        if self._left < 0:
            raise DetectionTimedOut(f"pass {name} took too long")
