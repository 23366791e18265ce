"""What the policy says of special categories is done, and where it does not hide words, they change no text."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.anonymization.apply import anonymize
from pipeline.anonymization.plan import build
from pipeline.anonymization.special_categories import refusal_of, rule, special_in
from pipeline.conversation.model import Channel, Conversation, ConversationId, Finding, Turn
from pipeline.detection.entity_types import SPECIAL_TYPES
from pipeline.keys.master import MasterKey
from pipeline.policy.check_special import ENTITY_TYPES
from pipeline.policy.schema import Policy
from pipeline.policy.schema.special_categories import CLASSES
from tests.anonymization.conftest import MakePolicy

DROP = {"action": "drop_conversation"}
TURN = {"action": "drop_turn", "justification": "research needs the rest of long tickets"}
SPAN = {"action": "redact_span"}
TEXTS = ("hello", "I'm diabetic", "as a muslim I am Ana", "bye")
HEALTH, FAITH, NAME = Finding("HEALTH", 4, 12), Finding("RELIGION", 5, 11), Finding("PERSON", 17, 20)
FINDINGS = ((), (HEALTH,), (FAITH, NAME), ())
RECORD = Conversation(ConversationId("c"), Channel.CHAT, tuple(Turn(text) for text in TEXTS), language="en")


def texts(policy: Policy, master: MasterKey) -> list[tuple[int, str]]:
    ruling = rule(FINDINGS, policy)
    assert ruling.refusal is None
    written = anonymize(RECORD, ruling.findings, build(policy, master=master), ruling.turns)
    return [(turn.index, turn.text.value) for turn in written.turns]


@pytest.mark.parametrize(
    ("rules", "refusal"),
    [
        ({}, "special_category.health"),  # the default; of several the first in the policy's order
        ({"health": TURN}, "special_category.religion"),
        ({"health": SPAN}, "special_category.religion"),
        ({"health": TURN, "religion": TURN}, None),
        ({"health": SPAN, "religion": TURN}, None),
    ],
)
def test_a_conversation_is_refused_whole_unless_the_policy_says_otherwise(
    make_policy: MakePolicy, rules: dict[str, Any], refusal: str | None
) -> None:
    assert rule(FINDINGS, make_policy(special_categories=rules)).refusal == refusal


def test_turns_that_are_left_out_leave_a_gap_and_are_counted(make_policy: MakePolicy, master: MasterKey) -> None:
    policy = make_policy(special_categories={"health": TURN, "religion": TURN})
    assert texts(policy, master) == [(0, "hello"), (3, "bye")]
    ruling = rule(FINDINGS, policy)
    written = anonymize(RECORD, ruling.findings, build(policy, master=master), ruling.turns)
    assert dict(written.dropped)["turns[].special_category"] == 2


def test_words_are_hidden_where_the_policy_hides_them(make_policy: MakePolicy, master: MasterKey) -> None:
    entities = {
        "HEALTH": {"operator": "replace", "label": "HEALTH"},
        "PERSON": {"operator": "replace", "label": "NAME"},
    }
    policy = make_policy(entities, special_categories={"health": SPAN, "religion": SPAN})
    assert texts(policy, master) == [
        (0, "hello"),
        (1, "I'm [HEALTH]"),
        (2, "as a  I am [NAME]"),  # without a rule of its own, the default holds: removed
        (3, "bye"),
    ]


def test_where_no_turn_remains_the_conversation_is_refused(make_policy: MakePolicy) -> None:
    policy = make_policy(special_categories={"health": TURN})
    assert rule(((HEALTH,), (HEALTH,)), policy).refusal == "special_category.health"
    assert rule(((HEALTH,), ()), policy).refusal is None


def test_words_that_are_not_hidden_change_no_text(make_policy: MakePolicy) -> None:
    """`veil evaluate` ignores the drop: what would have been written is measured without it."""
    assert rule(FINDINGS, make_policy()).findings == ((), (), (NAME,), ())
    assert rule(FINDINGS, make_policy(special_categories={"health": SPAN})).findings == ((), (HEALTH,), (NAME,), ())


def test_what_the_source_should_not_hold_is_told_by_type(make_policy: MakePolicy) -> None:
    secrets = (Finding("PASSWORD", 0, 3), Finding("CARD_SECURITY_CODE", 5, 8), Finding("EMAIL_ADDRESS", 9, 12))
    assert rule((*FINDINGS, secrets), make_policy()).upstream == (
        "CARD_SECURITY_CODE", "HEALTH", "PASSWORD", "RELIGION",
    )  # fmt: skip


def test_every_class_has_its_type_and_its_reason() -> None:
    assert ENTITY_TYPES.keys() == SPECIAL_TYPES
    assert tuple(ENTITY_TYPES.values()) == CLASSES
    assert {refusal_of(kind).value for kind in SPECIAL_TYPES} == {f"special_category.{name}" for name in CLASSES}
    assert special_in((HEALTH, NAME, FAITH, HEALTH)) == ("health", "religion")
