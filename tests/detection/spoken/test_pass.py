"""The pass within the engine: what it adds, what it leaves to others, and how it fails."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.detection.engine import Engine
from pipeline.detection.recognizer import Clues, Example, Recognizer, Span
from pipeline.detection.spoken.language import LANGUAGES
from pipeline.detection.spoken.spoken_pass import SpokenPass
from pipeline.errors import DetectionFailed
from tests.detection.conversations import conversation, parts
from tests.detection.spoken.speech import found, view

CARD = "four one one one one one one one one one one one one one one one"


def test_when_a_value_is_said_then_the_engine_finds_it_in_the_raw_text() -> None:
    text = "it\u200b's  ﬁne: j dot miller at gmail dot com, and again j dot miller at gmail dot com"
    findings = Engine(LANGUAGES, 0.2).detect([conversation(text)])[0][0]
    assert [text[each.start : each.end] for each in findings if each.entity_type == "EMAIL_ADDRESS"].count(
        "j dot miller at gmail dot com"
    ) >= 2


def test_when_a_checksum_speaks_for_a_said_number_then_the_finding_is_checked() -> None:
    findings = Engine(LANGUAGES, 0.2).detect([conversation(CARD)])[0][0]
    assert any(each.validated and each.entity_type == "CREDIT_CARD" for each in findings)
    assert ("CREDIT_CARD", CARD) in parts(CARD, findings)


def test_when_a_pattern_explains_a_run_then_it_has_no_second_type() -> None:
    assert found("my zip code is nine four one one zero") == {("ZIP_CODE", "nine four one one zero")}


def test_when_a_value_was_spelled_in_one_turn_then_it_is_found_as_written_in_the_others() -> None:
    texts = ("my name is d o b r i k", "thanks Mr Dobrik", "code b f one two three four", "BF-1234, in 1234 words")
    findings = Engine(LANGUAGES, 0.2).detect([conversation(*texts)])[0]
    assert ("PERSON", "Dobrik") in parts(texts[1], findings[1], "spoken")
    assert parts(texts[3], findings[3], "spoken") == {("ACCOUNT_ID", "BF-1234")}


def test_when_a_common_word_was_spelled_then_it_stays_readable_elsewhere() -> None:
    texts = ("my name is n u m b e r", "that is the number")
    assert parts(texts[1], Engine(LANGUAGES, 0.2).detect([conversation(*texts)])[0][1], "spoken") == set()


def test_when_a_value_is_written_in_figures_then_it_is_left_to_the_patterns() -> None:
    assert found("call 415 555 0132 or see www.example.com, ana@example.com") == set()


def test_when_a_recognizer_fails_on_a_shadow_then_the_pass_fails_without_text() -> None:
    def broken(clues: Clues) -> Iterator[Span]:
        raise ValueError(clues.text)

    plugin = Recognizer("broken", "PERSON", find=broken, examples=(Example("x", ("x",)),))
    with pytest.raises(DetectionFailed) as caught:
        SpokenPass((plugin,), ("en",)).find(view(CARD, "en"), [[]])
    assert str(caught.value) == "recognizer broken failed"
    assert caught.value.__suppress_context__
