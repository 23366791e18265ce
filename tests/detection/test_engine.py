"""The engine: raw offsets, all passes, thresholds and lists, and answers that no batch mate can change."""

# ruff: noqa: RUF001  # look-alike characters are what is tested

from __future__ import annotations

import itertools
import logging
import pickle
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import registry
from pipeline.conversation.model import Conversation
from pipeline.detection.engine import Engine
from pipeline.detection.model.spans import WordGuess
from pipeline.detection.presidio import LOGGERS
from pipeline.detection.recognizer import Clues, Example, Recognizer
from pipeline.errors import DetectionFailed
from tests.detection.classifiers import names
from tests.detection.conversations import ANA, WILL, conversation, parts
from tests.support.steps import assert_linear

LANGUAGES = ("en", "de", "es", "fr", "it", "nl", "pt")
ENGINE = Engine(LANGUAGES, 0.2)


def detect(text: str, engine: Engine = ENGINE) -> set[tuple[str, str]]:
    return parts(text, engine.detect([conversation(text)])[0][0])


CASES = [
    ("card ４１１１ 1111 1111 1111", ("CREDIT_CARD", "４１１１ 1111 1111 1111"), "full-width digits"),
    (
        "card 4111\u200b1111\u200b1111\u200b1111",
        ("CREDIT_CARD", "4111\u200b1111\u200b1111\u200b1111"),
        "hidden characters",
    ),
    ("😀 ana@example.com", ("EMAIL_ADDRESS", "ana@example.com"), "offsets behind an emoji are code points"),
    ("mail ﬁn@example.com", ("EMAIL_ADDRESS", "ﬁn@example.com"), "a ligature is covered whole"),
]


@pytest.mark.parametrize(("text", "hit", "reason"), CASES, ids=[case[2] for case in CASES])
def test_when_text_is_disguised_then_offsets_are_those_of_the_raw_text(
    text: str, hit: tuple[str, str], reason: str
) -> None:
    assert hit in detect(text)


def test_when_a_checksum_holds_then_the_finding_is_validated() -> None:
    findings = ENGINE.detect([conversation("4111 1111 1111 1111 and ana@example.com")])[0][0]
    assert {each.entity_type for each in findings if each.validated} == {"CREDIT_CARD"}


def test_when_a_value_was_found_once_then_all_turns_hide_it() -> None:
    record = conversation("my name is Ana Duarte", "ok", "duarte with a d")
    assert ("PERSON", "duarte") in parts("duarte with a d", ENGINE.detect([record])[0][2])


def test_when_a_better_recognizer_speaks_then_a_fallback_is_silent() -> None:
    assert detect("pay 4111111111111111") == {("CREDIT_CARD", "4111111111111111")}


def test_when_findings_overlap_then_all_are_kept() -> None:
    kinds = {kind for kind, _ in detect("see https://shop.example/u?mail=ana@example.com")}
    assert kinds == {"URL", "EMAIL_ADDRESS"}


MATES = (
    conversation("hi will", "Duarte here, K88371", people=(ANA, WILL), name="a"),
    conversation("my name is Jo Okonkwo", "okonkwo, 600 123 123", name="b"),
    conversation("duarte will call 4111 1111 1111 1111", language="de", name="c"),
    conversation("", name="d"),
    conversation(name="e"),
)


def test_when_batch_mates_or_their_order_change_then_the_answer_does_not() -> None:
    alone = {record.id: ENGINE.detect([record])[0] for record in MATES}
    for order in itertools.permutations(MATES):
        assert [alone[record.id] for record in order] == ENGINE.detect(order)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_when_any_text_is_read_then_findings_are_inside_sorted_and_single(text: str) -> None:
    findings = ENGINE.detect([conversation(text, people=(ANA,))])[0][0]
    assert all(0 <= each.start < each.end <= len(text) for each in findings)
    assert list(findings) == sorted(
        findings, key=lambda each: (each.start, -each.end, each.entity_type, each.recognizer)
    )
    assert len(set(findings)) == len(findings)


@pytest.mark.parametrize(
    ("thresholds", "expected"),
    [({}, True), ({"PERSON": 1.0}, False), ({"LOCATION": 1.0}, True)],
)
def test_when_a_probability_is_below_its_threshold_then_a_name_does_not_count(
    thresholds: dict[str, float], expected: bool
) -> None:
    engine = Engine(LANGUAGES, 0.2, thresholds, classifier=names(okonkwo=0.9))
    assert (("PERSON", "okonkwo") in detect("ask okonkwo", engine)) is expected


def test_when_the_classifier_alone_speaks_of_a_plain_word_then_it_is_spared_and_does_not_recur() -> None:
    engine = Engine(LANGUAGES, 0.2, classifier=names(annoyed=0.9))
    record = conversation("hi its ana duarte!!! SO annoyed :(", "still annoyed", people=(ANA,))
    first, second = engine.detect([record])[0]
    assert parts(record.turns[0].text, first) == {("PERSON", "ana duarte"), ("PERSON", "ana"), ("PERSON", "duarte")}
    assert second == ()


def test_when_the_record_names_its_product_then_the_classifier_takes_it_for_nobody() -> None:
    record = replace(conversation("the desk lamp Lumo flickers"), metadata=(("product", "Desk Lamp Lumo"),))
    engine = Engine(LANGUAGES, 0.2, classifier=names(lumo=0.9))
    assert engine.detect([record])[0] == ((),)
    assert detect("ask Lumo", engine) == {("PERSON", "Lumo")}


def test_when_a_finding_ends_inside_a_word_then_the_whole_word_is_taken() -> None:
    assert detect("ask okonkwo's", Engine(LANGUAGES, 0.2, classifier=names(okon=0.9))) == {("PERSON", "okonkwo")}


def test_when_a_script_has_no_spaces_then_a_finding_does_not_grow() -> None:
    assert detect("私はtanakaです", Engine(LANGUAGES, 0.2, classifier=names(tanaka=0.9))) == {("PERSON", "tanaka")}


def test_when_a_term_is_denied_then_it_is_found_in_any_case_and_spacing() -> None:
    engine = Engine(LANGUAGES, 0.2, deny_list={"Project Falcon": "ORGANIZATION"})
    assert detect("the project  FALCON launch", engine) == {("ORGANIZATION", "project  FALCON")}
    assert detect("projects falcon", engine) == set()


def test_when_a_term_is_allowed_then_only_that_very_term_is_dropped() -> None:
    engine = Engine(LANGUAGES, 0.2, allow_list=frozenset({"help@shop.example", "4111 1111 1111 1111", "Ana"}))
    assert detect("write help@shop.example", engine) == set()
    assert detect("write HELP@shop.example", engine) != set()
    assert detect("4111 1111 1111 1111", engine) != set(), "a checksum speaks for it"
    known = engine.detect([conversation("hi Ana", people=(ANA,))])[0][0]
    assert parts("hi Ana", known) == {("PERSON", "Ana")}, "a known value always counts"


def test_when_a_recognizer_fails_then_detection_fails_without_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(clues: Clues) -> list[tuple[int, int]]:
        raise ValueError(clues.text)

    plugin = Recognizer("broken", "PERSON", find=broken, examples=(Example("x", ("x",)),))
    monkeypatch.setattr(registry, "load", lambda *_: {"broken": plugin})
    with pytest.raises(DetectionFailed) as caught:
        Engine(LANGUAGES, 0.2).detect([conversation("my secret")])
    assert str(caught.value) == "recognizer broken failed"
    assert caught.value.__suppress_context__
    assert str(pickle.loads(pickle.dumps(caught.value))) == "recognizer broken failed"


def test_when_the_classifier_fails_or_answers_too_little_then_detection_fails() -> None:
    class Broken:
        def words(self, texts: Sequence[str]) -> list[tuple[WordGuess, ...]]:
            raise RuntimeError(texts[0])

        def decide(self, word: WordGuess) -> tuple[str, float] | None:
            raise AssertionError(word)

    class Short(Broken):
        def words(self, texts: Sequence[str]) -> list[tuple[WordGuess, ...]]:
            return [() for _ in texts[1:]]

    for classifier in (Broken(), Short()):
        with pytest.raises(DetectionFailed, match=r"^token_classifier failed$"):
            Engine(LANGUAGES, 0.2, classifier=classifier).detect([conversation("a", "b")])


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("pipeline.detection.names.namer.describe", "pass name_judge failed"),
        ("pipeline.detection.slot_answers.refuses", "pass question_slot failed"),
        ("pipeline.detection.questions.asked_for", "pass question_slot failed"),
    ],
)
def test_when_a_step_around_the_model_fails_then_no_text_is_told(
    step: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("zyxcanary")

    monkeypatch.setattr(step, broken)
    engine = Engine(LANGUAGES, 0.2, classifier=names(okonkwo=0.9))
    with pytest.raises(DetectionFailed, match=f"^{told}$") as caught:
        engine.detect([conversation("What is your order number?", "zyxcanary okonkwo 123")])
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_when_the_engine_is_made_then_presidio_is_silent(capfd: pytest.CaptureFixture[str]) -> None:
    for name in LOGGERS:
        logging.getLogger(name).error("4111 1111 1111 1111")
    captured = capfd.readouterr()
    assert captured.out == captured.err == ""


def test_when_a_conversation_holds_very_many_values_then_time_stays_linear() -> None:
    """Twice the turns and values, about twice the steps; no text comes twice, so that none is remembered."""

    numbers = itertools.count(1_000)

    def holding(values: int) -> Conversation:
        some = itertools.islice(numbers, values)
        return conversation(*(f"order AB-{10_000_000 + i} and +34 600 {i:06} and my name is Xo{i}x" for i in some))

    def detect(held: Conversation) -> None:
        assert all(ENGINE.detect([held])[0])

    assert_linear(detect, holding, 120)
