"""A conversation that takes far too long is rejected as a whole; the clock is handed in, so that no machine decides."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.detection.allowance import SECONDS, SECONDS_A_CHARACTER, SECONDS_A_TURN
from pipeline.detection.engine import Engine
from pipeline.errors import DetectionFailed, DetectionTimedOut
from tests.detection.conversations import conversation

RECORD = conversation("my secret", "is ana@example.com")
ALLOWED = SECONDS + 2 * SECONDS_A_TURN + len("my secret" + "is ana@example.com") * SECONDS_A_CHARACTER
STEPS = 9
"""Passes and questions that are timed, without a classifier and a detector file."""


def clock(seconds: float) -> Callable[[], float]:
    """A clock by which each pass takes so long."""
    now = 0.0

    def tick() -> float:
        nonlocal now
        now += seconds
        return now

    return tick


def test_when_passes_together_take_no_more_than_is_allowed_then_all_is_found() -> None:
    assert any(Engine(("en",), 0.2, clock=clock(ALLOWED / STEPS - 0.01)).detect([RECORD])[0])


def test_when_passes_together_take_longer_then_the_conversation_fails_and_the_pass_is_named() -> None:
    with pytest.raises(DetectionTimedOut, match=r"^pass special_category took too long$") as caught:
        Engine(("en",), 0.2, clock=clock(ALLOWED / STEPS + 0.01)).detect([RECORD])
    assert isinstance(caught.value, DetectionFailed)


def test_when_one_conversation_is_slow_then_the_time_of_its_mates_is_their_own() -> None:
    engine = Engine(("en",), 0.2, clock=clock(ALLOWED / STEPS - 0.01))
    assert len(engine.detect([RECORD] * 20)) == 20
