"""What the shipped weights find, and what they leave alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.detection.model.classifier import ModelSpan, TokenClassifier, blocks

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


def test_long_texts_are_read_to_the_end() -> None:
    filler = "the connection was slow again and nobody could tell me why it happened. " * 60
    text = f"{filler}My name is Ana Duarte. {filler}Please call Tobias Lindqvist."
    assert [value for value, entity_type in found(text) if entity_type == "PERSON"] == [
        "Ana Duarte",
        "Tobias Lindqvist",
    ]


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


def test_a_span_shows_no_text() -> None:
    assert "Ana" not in repr(CLASSIFIER.find(["this is Ana Duarte"]))
    assert repr(ModelSpan(0, 3, "PERSON", 0.5)) == "ModelSpan(start=0, end=3, entity_type='PERSON', score=0.5)"


@given(st.lists(st.text(max_size=20), max_size=30), st.integers(1, 50))
def test_blocks_keep_all_texts_in_order_and_stay_small(texts: list[str], limit: int) -> None:
    made = list(blocks(texts, limit))
    assert [text for block in made for text in block] == texts
    assert all(sum(map(len, block[:-1])) < limit for block in made)
