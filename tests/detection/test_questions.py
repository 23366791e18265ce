"""Which questions are open at which turn."""

from __future__ import annotations

import pytest

from pipeline.conversation.model import Channel, Conversation, ConversationId, Participant, Role, Turn
from pipeline.detection.questions import ANSWERS, asked_for, slots
from pipeline.detection.turns import ConversationView


def view(*turns: tuple[str | None, str], language: str = "en") -> ConversationView:
    conversation = Conversation(
        id=ConversationId("x"),
        channel=Channel.CALL,
        language=language,
        participants=(Participant("a", Role.AGENT), Participant("c", Role.CUSTOMER)),
        turns=tuple(Turn(text, who) for who, text in turns),
    )
    return ConversationView.of(conversation, ("en", "de"))


ASKS = [
    ("en", "Can I take your postcode?", {"ZIP_CODE"}, "a question"),
    ("en", "And your date of birth", {"DATE_OF_BIRTH"}, "a short turn that names the thing"),
    ("en", "Please confirm your full name and address", {"PERSON", "STREET_ADDRESS"}, "two things"),
    ("en", "What is your email address?", {"EMAIL_ADDRESS"}, "no postal address"),
    ("en", "what's your pin code", {"ZIP_CODE"}, "the longer phrase decides"),
    ("en", "Could you tell me your user name?", {"USERNAME"}, "no person's name"),
    ("en", "What is the name of the product?", set(), "a product's name"),
    ("en", "My name is Chloe, how can I help?", set(), "the asker's own name"),
    ("en", "the name on my last bill was wrong and nobody helped me", set(), "speaks of a name and asks nothing"),
    ("de", "Wie lautet Ihre Postleitzahl?", {"ZIP_CODE"}, "German"),
    ("es", "¿Me puede decir su número de pedido?", {"ORDER_ID"}, "Spanish"),
    ("fr", "Quelle est votre date de naissance ?", {"DATE_OF_BIRTH"}, "French"),
    ("it", "Mi può dare il numero di telefono?", {"PHONE_NUMBER"}, "Italian"),
    ("nl", "Wat is uw achternaam?", {"PERSON"}, "Dutch"),
    ("pt", "Qual é o seu código postal?", {"ZIP_CODE"}, "Portuguese"),
]


@pytest.mark.parametrize(("language", "text", "expected", "reason"), ASKS, ids=[row[3] for row in ASKS])
def test_a_turn_asks_for_what_it_names(language: str, text: str, expected: set[str], reason: str) -> None:
    asking = view(("a", text), language=language)
    assert asked_for(asking.turns[0], asking.spoken) == expected


def open_types(*turns: tuple[str | None, str]) -> list[tuple[set[str], int]]:
    return [(set(slot.types), slot.answer) for slot in slots(view(*turns))]


def test_a_question_stays_open_over_several_answers_and_then_closes() -> None:
    turns = [("a", "And your postcode?"), *([("c", "w two")] * (ANSWERS + 1))]
    answers = [answer for _, answer in open_types(*turns)]
    assert answers == [0, *range(1, ANSWERS + 1), 0]


def test_another_question_takes_the_slot_over() -> None:
    found = open_types(("a", "Your name?"), ("c", "ana"), ("a", "And your postcode?"), ("c", "w two"))
    assert found[1] == ({"PERSON"}, 1)
    assert found[3] == ({"ZIP_CODE"}, 1)


def test_a_question_about_something_else_closes_the_slot() -> None:
    found = open_types(("a", "Your name?"), ("c", "ana"), ("a", "What went wrong today?"), ("c", "everything"))
    assert found[3] == (set(), 0)


def test_when_the_asker_has_not_understood_then_the_slot_stays_open() -> None:
    found = open_types(("a", "Your name?"), ("c", "ana"), ("a", "Could you spell that again?"), ("c", "a n a"))
    assert found[3][0] == {"PERSON"}
    assert found[3][1] > 0


def test_when_nobody_knows_who_speaks_then_the_next_turn_may_answer() -> None:
    assert open_types((None, "Your name?"), (None, "ana"))[1] == ({"PERSON"}, 1)


def test_the_asker_does_not_answer_himself() -> None:
    assert open_types(("a", "Your name?"), ("a", "take your time"))[1] == ({"PERSON"}, 0)


def test_who_only_waits_for_the_next_part_of_a_number_keeps_the_slot_open() -> None:
    found = open_types(("a", "Your order number?"), ("c", "first 4471"), ("a", "Yes, and then?"), ("c", "0092"))
    assert found[3][0] == {"ORDER_ID"}
    assert found[3][1] > 0


def test_thanks_for_a_name_closes_the_slot() -> None:
    found = open_types(("a", "Your name?"), ("c", "ana"), ("a", "Thank you."), ("c", "my lamp flickers"))
    assert found[3] == (set(), 0)
