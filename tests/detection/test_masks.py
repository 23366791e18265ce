"""A mask that somebody put there before is one thing, whatever the classifier sees in it; it hides nothing known."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.detection.engine import Engine
from tests.detection.classifiers import Guess, Scripted
from tests.detection.conversations import ANA, conversation, parts


def in_brackets(text: str) -> Iterable[Guess]:
    """Take what stands in brackets for a name."""
    return [(text.index("[") + 1, text.index("]"), "PERSON", 0.9)] if "[" in text else []


ENGINE = Engine(("en",), 0.2, classifier=Scripted(in_brackets))


def test_when_a_finding_lies_inside_a_mask_then_the_mask_alone_is_shown() -> None:
    text = "this is [PERSON_1] speaking"
    assert parts(text, ENGINE.detect([conversation(text)])[0][0]) == {("UPSTREAM_MASK", "[PERSON_1]")}


def test_when_brackets_hold_a_name_then_it_is_found() -> None:
    text = "this is [Okonkwo] speaking"
    assert ("PERSON", "Okonkwo") in parts(text, ENGINE.detect([conversation(text)])[0][0])


def test_when_a_known_value_stands_in_a_mask_then_it_still_counts() -> None:
    text = "hello {{Ana Duarte}}"
    found = parts(text, ENGINE.detect([conversation(text, people=(ANA,))])[0][0])
    assert {("UPSTREAM_MASK", "{{Ana Duarte}}"), ("PERSON", "Ana Duarte")} <= found
