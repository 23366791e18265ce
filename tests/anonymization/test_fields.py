"""Only named fields leave, and of them only values that the policy allows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.anonymization import fields
from pipeline.conversation.model import Channel, Conversation, ConversationId, MetadataValue, Participant, Role
from pipeline.policy.schema import Policy

RULES: list[dict[str, object]] = [
    {"path": "channel"},
    {"path": "language"},
    {"path": "started_at", "use": "month", "to": "month"},
    {"path": "turns[].role"},
    {"path": "turns[].text", "use": "text"},
    {"path": "metadata.plan", "type": "string", "allowed_values": ["free", "pro"]},
    {"path": "metadata.csat", "to": "score", "type": "integer", "minimum": 1, "maximum": 5},
    {"path": "metadata.rating", "type": "number", "minimum": 0, "maximum": 1},
    {"path": "metadata.vip", "type": "boolean"},
    {"path": "metadata.tags", "type": "list", "allowed_values": ["billing", "refund"]},
]


def record(metadata: dict[str, MetadataValue] | None = None, language: str | None = "en") -> Conversation:
    ana = Participant("c1", Role.CUSTOMER, name="Ana Duarte")
    return Conversation(
        ConversationId("c-1"), Channel.CHAT, (), language=language, participants=(ana,),
        metadata=tuple((metadata or {}).items()), dropped=(("turns[].foo", 2),),
    )  # fmt: skip


def select(policy: Policy, conversation: Conversation) -> dict[str, object]:
    return dict(fields.select(conversation, fields.columns(policy))[0])


@pytest.fixture(scope="module")
def policy(make_policy: Callable[..., Policy]) -> Policy:
    made: Policy = make_policy(fields=RULES)
    assert not list(fields.problems(made))
    return made


@pytest.mark.parametrize(
    ("expected", "column", "key", "value"),
    [
        ("pro", "plan", "plan", "pro"),
        (None, "plan", "plan", "Pro"),  # not in the list as it stands
        (None, "plan", "plan", "ana@example.com"),
        (None, "plan", "plan", ("pro",)),  # a list is no text
        (5, "score", "csat", 5),
        (None, "score", "csat", 6),
        (None, "score", "csat", True),  # JSON's true is no number
        (None, "score", "csat", "5"),
        (None, "score", "csat", 4.5),
        (0.5, "rating", "rating", 0.5),
        (1, "rating", "rating", 1),
        (None, "rating", "rating", float("nan")),
        (None, "rating", "rating", float("inf")),
        (True, "vip", "vip", True),
        (None, "vip", "vip", 1),
        (("billing",), "tags", "tags", ("billing", "ana duarte", 7, None)),  # value by value
        ((), "tags", "tags", "billing"),  # text is no list
    ],
)
def test_values(policy: Policy, expected: object, column: str, key: str, value: MetadataValue) -> None:
    assert expected == select(policy, record({key: value}))[column]


def test_columns_are_those_of_the_conversation_in_the_policys_order(policy: Policy) -> None:
    assert list(select(policy, record())) == ["channel", "language", "plan", "score", "rating", "vip", "tags"]


@pytest.mark.parametrize(("expected", "language"), [("en", "en"), (None, "fr"), (None, "ana"), (None, None)])
def test_only_the_policys_languages_leave(policy: Policy, expected: str | None, language: str | None) -> None:
    assert expected == select(policy, record(language=language))["language"]


def test_what_the_policy_does_not_name_is_counted_by_path(policy: Policy) -> None:
    conversation = record({
        "plan": "pro",
        "iban2": "x",
        "Ana@example.com": 1,
        "600123123": 2,
        "ana_duarte": 3,
        "x" * 99: 4,
    })
    _, dropped = fields.select(conversation, fields.columns(policy))
    assert dropped == (("metadata.?", 4), ("metadata.iban2", 1), ("turns[].foo", 2))


@pytest.mark.parametrize(
    "rule",
    [
        {"path": "id"},
        {"path": "subject"},
        {"path": "order_ids"},
        {"path": "participants[].email"},
        {"path": "metadata.note"},  # no type
        {"path": "metadata.note", "type": "string"},  # free text
        {"path": "metadata.tags", "type": "list"},
        {"path": "metadata.account", "type": "integer"},  # an open number may be an account
        {"path": "metadata.account", "type": "integer", "minimum": 1},
    ],
)
def test_what_may_identify_cannot_be_kept(make_policy: Callable[..., Policy], rule: dict[str, object]) -> None:
    assert list(fields.problems(make_policy(fields=[rule])))
