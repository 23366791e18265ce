"""The alarm wakes exactly the recognizers whose needs a text meets, in their order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline import registry
from pipeline.detection import recognizers
from pipeline.detection.awake import Alarm
from pipeline.detection.recognizer import Clues, Recognizer

PLUGINS = tuple(registry.load(recognizers, Recognizer).values())
NEEDED = sorted({word for plugin in PLUGINS for word in plugin.needs.any_of})
PIECES = st.one_of(st.sampled_from(NEEDED), st.text("aeinrst .,:-/@0123456789\n\u00a0ẞİ", max_size=6))
ALARM = Alarm(PLUGINS)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_who_wakes_is_who_could_find_something(text: str) -> None:
    clues = Clues.of(text.upper() if len(text) % 2 else text)
    assert ALARM.of(clues) == tuple(plugin for plugin in PLUGINS if clues.meet(plugin.needs))


def test_a_long_word_wakes_as_short_ones_do() -> None:
    clues = Clues.of("x" * 500 + "gmail" + "x" * 500)
    assert {plugin.name for plugin in ALARM.of(clues)} >= {"email_unsigned"}
