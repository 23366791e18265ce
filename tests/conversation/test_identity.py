from __future__ import annotations

import pytest

from pipeline.conversation.identity import canonical_phone, has_few_values, person_of
from pipeline.conversation.model import Channel, Conversation, ConversationId, Participant, Role, Turn


def conversation(*participants: Participant, country: str | None = None) -> Conversation:
    return Conversation(
        id=ConversationId("c"),
        channel=Channel.CHAT,
        turns=(Turn("hi"),),
        participants=participants,
        metadata=(("country", country),),
    )


@pytest.mark.parametrize(
    ("participant", "identity"),
    [
        ({"customer_id": " 88371 ", "email": "a@b.de"}, "id:88371"),  # the id comes first
        ({"email": " Ana@Example.COM", "phone": "+34 600 123 123"}, "email:ana@example.com"),
        ({"phone": "+34 600 123 123"}, "phone:+34600123123"),
        ({"name": "Ana Duarte"}, None),  # a name is never an identity
        ({"customer_id": "  ", "phone": "+34600123123"}, "phone:+34600123123"),  # an empty id is none
    ],
)
def test_the_first_of_id_email_and_phone_is_the_identity(participant: dict[str, str], identity: str | None) -> None:
    assert person_of(conversation(Participant("c1", Role.CUSTOMER, **participant))) == identity  # type: ignore[arg-type]


@pytest.mark.parametrize("spelling", ["+49 30 901820", "0049 30 901820", "030 / 90 18 20", "(030) 901820"])
def test_one_phone_in_any_spelling_is_one_person(spelling: str) -> None:
    record = conversation(Participant("c1", Role.CUSTOMER, phone=spelling), country="DE")
    assert person_of(record) == "phone:+4930901820"


def test_an_agent_is_never_the_person() -> None:
    assert person_of(conversation(Participant("a1", Role.AGENT, email="agent@example.com"))) is None


def test_a_phone_of_no_known_country_is_its_digits() -> None:
    assert canonical_phone("030 901820") == "030901820"


@pytest.mark.parametrize(
    ("identity", "few"),
    [("phone:+34600123123", True), ("id:88371", True), ("id:5c1f09aa77b1", False), ("email:a@b.de", False)],
)
def test_what_can_be_guessed_by_trying_has_few_values(identity: str, few: bool) -> None:
    assert has_few_values(identity) is few
