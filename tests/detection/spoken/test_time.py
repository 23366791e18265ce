"""A hostile turn that is twice as long takes about twice the work."""

from __future__ import annotations

import pytest

from tests.detection.conversations import ANA
from tests.detection.spoken.speech import spoken_pass, view
from tests.support.steps import assert_linear_on_text

WORDS = 400
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


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_when_a_turn_is_twice_as_long_then_it_takes_about_twice_the_steps(unit: str) -> None:
    """In Python and in regular expressions, from the text on."""
    times = WORDS // len(unit.split())
    assert len(view(unit * times, "en", (ANA,)).turns[0].words.words) > WORDS // 2
    assert_linear_on_text(
        lambda text: spoken_pass().find(view(text, "en", (ANA,)), [[]]), lambda repeated: unit * repeated, times
    )
