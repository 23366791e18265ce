"""Each pass has a name under which it can be switched off, and what it alone finds is then not found."""

from __future__ import annotations

import pytest

from pipeline.conversation.model import Conversation
from pipeline.detection.engine import Engine
from pipeline.detection.switches import OPTIONAL_IN_POLICIES, PASSES
from tests.detection.classifiers import names
from tests.detection.conversations import ANA, conversation

LANGUAGES = ("en", "de")
ASKED = ("What is your order number?", "zyx")


def found(record: Conversation, without: tuple[str, ...] = ()) -> set[str]:
    engine = Engine(
        LANGUAGES,
        0.2,
        deny_list={"Project Falcon": "ORGANIZATION"},
        special_types=("HEALTH",),
        classifier=names(okonkwo=0.97, river=0.97),
        without=without,
    )
    turns = zip(record.turns, engine.detect([record])[0], strict=True)
    return {turn.text[each.start : each.end] for turn, findings in turns for each in findings}


@pytest.mark.parametrize(
    ("name", "record", "value"),
    [
        ("patterns", conversation("write ana@example.com"), "ana@example.com"),
        ("spoken", conversation("its four one five five five five zero one three two"), "four one five"),
        ("split_code", conversation("qvt 897 xk 5"), "qvt 897"),
        ("known_value", conversation("ask duarte", people=(ANA,)), "duarte"),
        ("deny_list", conversation("the project falcon launch"), "project falcon"),
        ("question_slot", conversation(*ASKED), "zyx"),
        ("token_classifier", conversation("we met river there"), "river"),
        ("name_judge", conversation("we met okonkwo there"), "okonkwo"),
        ("recurrence", conversation("my name is Xoana Zyx", "ask zyx again"), "zyx"),
        ("special_category", conversation("I have diabetes"), "diabetes"),
    ],
)
def test_what_a_pass_alone_finds_is_not_found_without_it(name: str, record: Conversation, value: str) -> None:
    assert any(each.startswith(value) for each in found(record))
    assert not any(each.startswith(value) for each in found(record, (name,)))


def test_a_name_that_is_no_pass_is_refused() -> None:
    with pytest.raises(ValueError, match="no such pass: recurrance"):
        Engine(LANGUAGES, 0.2, without=("recurrence", "recurrance"))


def test_what_finds_secrets_and_what_the_record_names_cannot_go_in_a_policy() -> None:
    assert PASSES.keys() > OPTIONAL_IN_POLICIES
    assert OPTIONAL_IN_POLICIES.isdisjoint({"patterns", "spoken", "question_slot", "known_value", "deny_list"})
