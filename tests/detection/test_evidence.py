"""What speaks for a type: who found it decides, not the order of the alphabet."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from pipeline.conversation.model import Evidence
from pipeline.detection.engine import Engine
from tests.detection.classifiers import Guess, Scripted
from tests.detection.conversations import ANA, conversation


def licenses(text: str) -> Iterable[Guess]:
    """Take every code behind the last space for the number of a paper."""
    return [(text.rindex(" ") + 1, len(text), "GOV_ID", 0.9)]


ENGINE = Engine(("en",), 0.2, deny_list={"Falcon": "ORGANIZATION"}, classifier=Scripted(licenses))


@pytest.mark.parametrize(
    ("text", "recognizer", "evidence"),
    [
        ("order XK7-112233", "order_id", Evidence.PATTERN),
        ("order XK7-112233", "token_classifier", Evidence.MODEL),
        ("it says XK7-112233", "mixed_code", Evidence.MODEL),  # a shape alone
        ("pay 4111111111111111", "credit_card", Evidence.VALIDATED),
        ("hi Ana", "known_value", Evidence.KNOWN),
        ("ask Falcon", "deny_list", Evidence.KNOWN),
    ],
)
def test_a_finding_carries_the_evidence_of_its_recognizer(text: str, recognizer: str, evidence: Evidence) -> None:
    findings = ENGINE.detect([conversation(text, people=(ANA,))])[0][0]
    assert {each.evidence for each in findings if each.recognizer == recognizer} == {evidence}


def test_what_recurs_says_so() -> None:
    findings = ENGINE.detect([conversation("my order XK7112233", "again XK7112233 please")])[0][1]
    assert Evidence.RECURRENCE in {each.evidence for each in findings if each.entity_type == "ORDER_ID"}
