"""Hostile turns of 100,000 words take time in proportion to their length."""

from __future__ import annotations

import time

import pytest

from tests.detection.conversations import ANA
from tests.detection.spoken.speech import spoken_pass, view

WORDS = 100_000
HOSTILE = {
    "digits": "one ",
    "explanations without end": "b as in ",
    "repairs": "four one uh five sorry ",
    "fillers": "one uh um ",
    "signs": "one dash dash dash ",
    "doubles": "double ",
    "dots": "a dot ",
    "at signs": "x at ",
    "endings": "dot com ",
    "hosts": "a at b dot c dot ",
    "months": "june twenty ",
    "ordinals": "second of the ",
    "streets": "nine ten first street ",
    "codes": "b 1 ",
    "numbers": "four one five five five five one two three four. ",
    "cues": "my account number is ",
}


def _seconds(unit: str, words: int) -> float:
    text = unit * (words // len(unit.split()))
    seen = view(text, "en", (ANA,))
    assert len(seen.turns[0].words.words) > words // 2
    start = time.process_time()
    spoken_pass().find(seen, [[]])
    return time.process_time() - start


@pytest.mark.slow
@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_when_a_turn_is_eight_times_as_long_then_it_takes_hardly_more_than_eight_times_as_long(unit: str) -> None:
    short, long = _seconds(unit, WORDS // 8), _seconds(unit, WORDS)
    assert long < 24 * max(short, 0.02)  # quadratic time would be 64 times
