from __future__ import annotations

import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.detection.model.classifier import ModelSpan, TokenClassifier, blocks
from pipeline.errors import DetectionFailed

CLASSIFIER = TokenClassifier()

LINES = (
    "Hi, this is Ana Duarte, my mail is ana.duarte@mail.example",
    "hello my name is tobias lindqvist and i live at 18 wexcombe road",
    "Meine Adresse lautet Birkenweg 7, 10115 Berlin",
    "je m'appelle Aurélie Moreau",
    "ok thanks",
    "call me on 555-018-4471 please, I'm Priya",
    "the router blinks red and the app shows an error every time!!! 😡",
    "",
    " \n\t",
    "Marisol",
)


def found(text: str, classifier: TokenClassifier = CLASSIFIER) -> list[tuple[str, str]]:
    (spans,) = classifier.find([text])
    return [(text[span.start : span.end], span.entity_type) for span in spans]


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (("Ana Duarte", "PERSON"), "Hi, this is Ana Duarte, I need help."),
        (("ana duarte", "PERSON"), "my name is ana duarte"),  # lower case, as people type
        (("Aurélie Moreau", "PERSON"), "Bonjour, je m'appelle Aurélie Moreau."),
        (("tobias77@post.example", "EMAIL_ADDRESS"), "write to tobias77@post.example today"),
        (("18 Wexcombe Road", "STREET_ADDRESS"), "I live at 18 Wexcombe Road, near the station"),
        (("Springfield", "LOCATION"), "12 Elm Street, Springfield"),  # a milder type is named, for the policy to judge
    ],
)
def test_finds_personal_data(expected: tuple[str, str], text: str) -> None:
    assert expected in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "ok thanks",  # nothing at all
        "the router blinks red and the app shows an error every time",  # product talk
        "can I cancel my order and get a refund please?",
        "",
        "   ",
        "?!... 😡😡",  # marks only
    ],
)
def test_leaves_plain_talk_alone(text: str) -> None:
    assert found(text) == []


@settings(deadline=None, max_examples=20)
@given(st.lists(st.sampled_from(LINES) | st.text(st.sampled_from("ana Bob 12.@é'"), max_size=40), max_size=30))
def test_a_text_has_the_same_spans_alone_and_in_any_company(texts: list[str]) -> None:
    fresh = TokenClassifier()
    together = fresh.find(texts)
    assert together == [CLASSIFIER.find([text])[0] for text in texts]
    assert together == fresh.find(texts)  # remembered answers are the same ones


def test_order_and_number_of_texts_change_nothing() -> None:
    texts = [f"{line} {number}" for line in LINES for number in range(20)]
    shuffled = random.Random(3).sample(texts, len(texts))
    answers = dict(zip(texts, CLASSIFIER.find(texts), strict=True))
    assert [answers[text] for text in shuffled] == TokenClassifier().find(shuffled)


def test_long_texts_are_read_to_the_end() -> None:
    filler = "the connection was slow again and nobody could tell me why it happened. " * 60
    text = f"{filler}My name is Ana Duarte. {filler}Please call Tobias Lindqvist."
    assert [value for value, entity_type in found(text) if entity_type == "PERSON"] == [
        "Ana Duarte",
        "Tobias Lindqvist",
    ]


def test_a_long_word_without_spaces_is_no_trouble() -> None:
    assert len(CLASSIFIER.find(["x" * 5000, "a.b-" * 2000])) == 2


def test_scores_reach_the_threshold_and_a_higher_one_finds_no_more() -> None:
    low, high = TokenClassifier(0.1), TokenClassifier(0.6)
    for text in LINES:
        (loose,), (strict) = low.find([text]), high.find([text])[0]
        assert all(0.1 <= span.score <= 1 for span in loose)
        assert all(any(one.start <= span.start and span.end <= one.end for one in loose) for span in strict)


def test_a_type_may_have_a_threshold_of_its_own() -> None:
    text = "Ana Duarte, 12 Elm Street, Springfield"
    deaf = TokenClassifier(thresholds={"LOCATION": 1.1})
    assert [*found(text, deaf), ("Springfield", "LOCATION")] == found(text)


def test_a_threshold_for_an_unknown_type_is_refused() -> None:
    with pytest.raises(ValueError, match="PERSONS"):
        TokenClassifier(thresholds={"PERSONS": 0.3})


def test_half_a_surrogate_pair_fails_rather_than_finding_nothing() -> None:
    with pytest.raises(DetectionFailed):
        CLASSIFIER.find(["fine", "ana \udc00"])


@given(st.lists(st.text(max_size=20), max_size=30), st.integers(1, 50))
def test_blocks_keep_all_texts_in_order_and_stay_small(texts: list[str], limit: int) -> None:
    made = list(blocks(texts, limit))
    assert [text for block in made for text in block] == texts
    assert all(sum(map(len, block[:-1])) < limit for block in made)


def test_a_span_shows_no_text() -> None:
    assert "Ana" not in repr(CLASSIFIER.find(["this is Ana Duarte"]))
    assert repr(ModelSpan(0, 3, "PERSON", 0.5)) == "ModelSpan(start=0, end=3, entity_type='PERSON', score=0.5)"


def test_importing_the_classifier_loads_neither_presidio_nor_spacy() -> None:
    code = "import sys, pipeline.detection.model.classifier; print({'presidio_analyzer', 'spacy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
