"""What fills a slot: short answers whole, of long ones the numbers, and nothing where there is no answer."""

from __future__ import annotations

import pytest

from pipeline.conversation.model import Channel, Conversation, ConversationId, Participant, Role, Turn
from pipeline.detection.questions import slots
from pipeline.detection.slot_answers import answers
from pipeline.detection.turns import ConversationView


def filled(
    question: str, *said: tuple[str, str], language: str = "en", channel: Channel = Channel.CALL
) -> list[list[tuple[str, str]]]:
    """The type and text of what is hidden in each turn after the question."""
    turns = (Turn(question, "a"), *(Turn(text, who) for who, text in said))
    conversation = Conversation(
        id=ConversationId("x"),
        channel=channel,
        language=language,
        participants=(Participant("a", Role.AGENT), Participant("c", Role.CUSTOMER)),
        turns=turns,
    )
    view = ConversationView.of(conversation, ("en",))
    found = answers(view, list(slots(view)))
    return [
        [(each.entity_type, turn.text[each.start : each.end]) for each in results]
        for turn, results in list(zip(turns, found, strict=True))[1:]
    ]


ANSWERS = [
    ("And your postcode?", "w two, zero a b", [("ZIP_CODE", "w two, zero a b")], "spoken"),
    ("And your postcode?", "yes sure it is w 2 0 a b thanks", [("ZIP_CODE", "w 2 0 a b")], "between lead and thanks"),
    ("And your postcode?", "November", [("ZIP_CODE", "November")], "misheard, a short answer all the same"),
    ("Your date of birth?", "the best of february 1918", [("DATE_OF_BIRTH", "the best of february 1918")], "misheard"),
    ("Your date of birth please?", "twenty third of june", [("DATE_OF_BIRTH", "twenty third of june")], "spoken"),
    ("Your name?", "d u a r t e", [("PERSON", "d u a r t e")], "spelled"),
    ("What is your order number?", "it's 938 i think", [("ORDER_ID", "938")], "three digits suffice"),
    ("What is your phone number?", "its 600 12 31 23", [("PHONE_NUMBER", "600 12 31 23")], "written in groups"),
    ("What's your password?", "blue horse", [("PASSWORD", "blue horse")], "ordinary words"),
    (
        "Your account number?",
        "well I looked everywhere in the letters that you sent me and on one of them it says 8837 21 so maybe that",
        [("ACCOUNT_ID", "8837 21")],
        "of a long answer the number alone",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("question", "said", "expected", "reason"), ANSWERS, ids=[row[3] for row in ANSWERS])
def test_an_answer_is_hidden(question: str, said: str, expected: list[tuple[str, str]], reason: str) -> None:
    assert filled(question, ("c", said)) == [expected]


NONE = [
    ("And your postcode?", "I don't have it here", "a refusal"),
    ("And your postcode?", "sorry what do you mean", "asks back"),
    ("And your postcode?", "yes", "an acknowledgement"),
    ("What is your order number?", "where do i find it?", "a question"),
    ("What is your order number?", "I want to talk about my refund first", "another matter"),
    ("What is your email?", "less than a week", "known words are no address"),
    ("How can I help you today?", "w two zero a b", "nothing was asked for"),
]


@pytest.mark.parametrize(("question", "said", "reason"), NONE, ids=[row[2] for row in NONE])
def test_what_is_no_answer_stays_readable(question: str, said: str, reason: str) -> None:
    assert filled(question, ("c", said)) == [[]]


def test_a_correction_and_what_is_read_back_are_hidden_too() -> None:
    found = filled(
        "Your account number?",
        ("c", "four one five nine"),
        ("a", "So that is four one five nine"),
        ("c", "sorry, four one six nine"),
    )
    assert [[text for _, text in turn] for turn in found] == [
        ["four one five nine"],
        ["four one five nine"],
        ["four one six nine"],
    ]


ASKER = [
    ("Thank you, you have 50667 files with us and none of them is lost", [], "a number in a sentence of its own"),
    ("Thank you very much, and is that 4 1 6 9 for the account then?", ["4 1 6 9"], "asks whether it is right"),
    ("Thank you very much, then I will look for 77 4159 in our list now", ["77 4159"], "digits of the answer"),
    ("that is ninety nine percent of what people ask us about every day", [], "an amount in words"),
]


@pytest.mark.parametrize(("said", "expected", "reason"), ASKER, ids=[row[2] for row in ASKER])
def test_an_askers_number_is_hidden_where_it_reads_an_answer_back(said: str, expected: list[str], reason: str) -> None:
    found = filled("Your account number?", ("c", "four one five nine"), ("a", said))
    assert [text for _, text in found[1]] == expected


def test_when_an_answer_was_a_date_then_the_askers_other_numbers_stay_readable() -> None:
    said = ("c", "fourth of June eighty"), ("a", "I see a contract that began in two thousand nineteen with a discount")
    assert filled("Your date of birth?", *said)[1] == []


def test_a_date_is_no_answer_to_a_question_for_a_number() -> None:
    question = ("c", "27 May 2026, as I said, from the bill that you have sent to us")
    assert filled("What is your phone number?", question, channel=Channel.EMAIL) == [[]]


def test_answers_are_found_in_other_languages() -> None:
    assert filled("Wie lautet Ihre Postleitzahl?", ("c", "eins null eins eins fünf"), language="de") == [
        [("ZIP_CODE", "eins null eins eins fünf")]
    ]


WRITTEN = [
    ("Your account number?", "on the bill stands 7712044", ["7712044"], "known words around it stay"),
    ("Your date of birth?", "I was born on 4 June 1980", ["4 June 1980"], "what leads to a date stays"),
    ("Your postcode?", "I asked for a new lamp and not for a bill", [], "a sentence about something else"),
    ("Your date of birth?", "the lamp never worked and I told your shop", [], "another sentence"),
    ("What is your phone number?", "call me after version 2.14 is out, it has 3 faults", [], "too few digits"),
    ("Your email?", "I only get 4 of 62 megabits here", [], "numbers are no address"),
    ("Which username do you have?", "I use the_marla", ["the_marla"], "a user name in two pieces"),
    ("Which username do you have?", "oduya.k", ["oduya.k"], "with the initial behind"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "said", "expected", "reason"), WRITTEN, ids=[row[3] for row in WRITTEN])
def test_of_a_written_answer_only_the_value_is_hidden(
    question: str, said: str, expected: list[str], reason: str
) -> None:
    found = filled(question, ("c", said), channel=Channel.CHAT)
    assert [text for _, text in found[0]] == expected


def test_a_number_told_in_many_parts_is_hidden_to_its_last() -> None:
    parts = ["DE12", "3704", "0044", "0532", "0130", "00, that's it"]
    turns = [turn for part in parts for turn in (("c", part), ("a", "Got that."))]
    found = filled("Which account number shall we use?", *turns, channel=Channel.CHAT)
    assert [text for turn in found for _, text in turn] == [part.split(",")[0] for part in parts]
