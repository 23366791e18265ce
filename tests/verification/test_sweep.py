"""No known value of the participants may stand in the written text; ordinary words may."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.anonymization.sanitized import Redaction, SanitizedConversation, SanitizedText, SanitizedTurn
from pipeline.conversation.model import Channel, Conversation, ConversationId, KnownValue, Participant, Role
from pipeline.verification.sweep import SweepHit, sweep
from tests.support.steps import assert_linear_on_text

ORDINARY = frozenset({"will", "may", "hope", "hi", "you", "is"})

ANA = Participant(
    "c1", Role.CUSTOMER, name="Ana Duarte", email="Postbox.7@example.com", phone="+34 600 123 123", customer_id="88371"
)
WILL = Participant("c2", Role.THIRD_PARTY, name="Will M\u00fcller-O'Hara")
CHLOE = Participant("a1", Role.AGENT, name="Chlo\u00e9", phone="555-1234", customer_id="u1")


def common(language: str) -> frozenset[str]:
    return ORDINARY if language == "en" else frozenset()


def kinds(text: str, *redactions: Redaction, kept: frozenset[str] = frozenset(), language: str = "en") -> list[str]:
    record = Conversation(
        ConversationId("c-1"), Channel.CHAT, (), language=language, participants=(ANA, WILL, CHLOE),
        order_ids=("AB-1234", "x9"),
    )  # fmt: skip
    turns = (SanitizedTurn(0, None, SanitizedText("hello")), SanitizedTurn(4, None, SanitizedText(text, redactions)))
    hits = sweep(record, SanitizedConversation(Channel.CHAT, language, turns=turns), common, kept)
    assert all(hit.turn_index == 4 for hit in hits)
    return [hit.kind for hit in hits]


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (["name", "name_part"], "this is ana duarte!"),
        (["name", "name_part"], "ANA\u200b DUARTE"),  # a zero-width character between
        (["name", "name_part"], "\uff41na Du\u00e1rte"),  # full width, accents
        (["name_part"], "thanks ana"),  # no ordinary word
        (["name_part"], "Duarte, Ana"),
        ([], "bananas, manana, anabel"),  # only whole words
        ([], "will you? i hope so"),  # a name that is an ordinary word, in small letters
        (["name_part"], "is Will there"),
        (["name_part"], "is WILL there"),
        (["name_part"], "mr muller called"),
        (["name_part"], "MULLER"),
        ([], "o o o"),  # parts of fewer than three letters
        (["name_part"], "bye chloe"),
        (["email"], "postbox.7@EXAMPLE.com."),
        (["email"], "mailto:postbox.7@example.com>"),
        ([], "@example.com postbox@example.com x.postbox.7@example.com"),
        (["phone"], "call 600123123"),
        (["phone"], "call 0034-600 123.123"),
        (["phone"], "call \uff16\uff10\uff10 123 123 or 5"),  # full width, other digits after it
        (["phone"], "0123123"),  # seven digits of its end
        ([], "123123"),  # six
        ([], "600 123 124"),
        ([], "600 and 123 and 123"),
        (["phone"], "5551234"),
        (["id"], "ref ab-1234"),
        (["id"], "ref AB 1234, AB_1234"),
        (["id"], "AB1234"),
        ([], "AB-12345 CAB-1234 AB-123"),
        (["id"], "customer 88371"),
        ([], "x9 u1"),  # too short to be told from text
        ([], ""),
    ],
)
def test_kinds(expected: list[str], text: str) -> None:
    assert expected == kinds(text)


BESIDE = [
    ("PERSON", "Bo Lindqvist", "hi lindqvist", ["name_part"], "a name's part"),
    ("PERSON", "Hope", "i hope so", [], "a name that is an ordinary word"),
    ("EMAIL_ADDRESS", "k.olsen@example.org", "K.Olsen@example.org", ["email"], "an e-mail address"),
    ("PHONE_NUMBER", "+49 171 2345678", "0171-2345678", ["phone"], "a phone number"),
    ("PHONE_NUMBER", "4471", "extension 4471", ["id"], "an extension"),
    ("STREET_ADDRESS", "Calle Mayor 3", "calle mayor 3", ["id"], "an address"),
    ("USERNAME", "sunny_bo4", "sunny bo4", ["id"], "a user name"),
    ("USERNAME", "hope", "i hope", [], "a user name that is an ordinary word"),
    ("ANYTHING", "Gold 4471", "gold4471", ["id"], "a type nobody knows"),
    ("CUSTOMER_ID", "x7", "x7", [], "an id too short"),
    ("IP_ADDRESS", "10.0.0.1", "from 10.0.0.1", ["id"], "an address of the net"),
    ("IP_ADDRESS", "10.0.0.1", "NY 10001", [], "its digits as one number"),
    ("DATE_OF_BIRTH", "1985-07-30", "1985 07 30", ["id"], "a date as the record has it"),
    ("DATE_OF_BIRTH", "1.1.85", "order 1185", [], "its few digits as one number"),
]


@pytest.mark.parametrize(("kind", "value", "text", "expected", "reason"), BESIDE, ids=[row[4] for row in BESIDE])
def test_known_values_beside_the_participants_count_by_the_same_rule(
    kind: str, value: str, text: str, expected: list[str], reason: str
) -> None:
    record = Conversation(
        ConversationId("c-1"), Channel.CHAT, (), language="en", known_values=(KnownValue(kind, value),)
    )
    turns = (SanitizedTurn(0, None, SanitizedText(text)),)
    assert [
        hit.kind for hit in sweep(record, SanitizedConversation(Channel.CHAT, "en", turns=turns), common)
    ] == expected


def test_when_the_language_has_no_words_then_every_part_counts() -> None:
    assert kinds("will you", language="xx") == ["name_part"]


def test_labels_are_not_text() -> None:
    assert kinds("[ANA] hi", Redaction(0, 5, "PERSON", "replace")) == []
    assert kinds("[ANA] ana", Redaction(0, 5, "PERSON", "replace")) == ["name_part"]


def test_no_value_stands_on_both_sides_of_a_label() -> None:
    assert kinds("AB-[X]-1234", Redaction(3, 6, "PHONE_NUMBER", "replace")) == []
    assert kinds("AB-1234", Redaction(3, 3, "PHONE_NUMBER", "remove")) == ["id"]


def test_what_the_policy_keeps_is_no_hit_and_what_it_does_not_is() -> None:
    kept = Redaction(3, 6, "PERSON", "keep")
    assert kinds("hi Ana", kept, kept=frozenset({"PERSON"})) == []
    assert kinds("hi Ana", kept) == ["name_part"]
    assert kinds("hi Ana", Redaction(3, 6, "PERSON", "mask"), kept=frozenset({"PERSON"})) == []


def test_when_a_removal_joins_two_halves_then_what_can_be_read_counts() -> None:
    assert kinds("600123123", Redaction(4, 4, "ORDER_ID", "remove")) == ["phone"]
    assert kinds("600[X]123123", Redaction(3, 6, "ORDER_ID", "replace")) == []


def test_a_hit_holds_no_value() -> None:
    assert repr(SweepHit("name", 3)) == "SweepHit(kind='name', turn_index=3)"


@given(before=st.text(max_size=20), after=st.text(max_size=20), value=st.sampled_from(["Ana Duarte", "600 123 123"]))
def test_a_known_value_is_found_in_any_text(before: str, after: str, value: str) -> None:
    assert kinds(f"{before} | {value} | {after}")


@given(text=st.text())
def test_no_text_is_an_error(text: str) -> None:
    kinds(text)


@pytest.mark.parametrize("part", ["a", "1", "ana@", "1 ", "hi you "])
def test_long_turns_take_linear_time(part: str) -> None:
    """Twice the turn, about twice the steps, in Python and in regular expressions."""
    assert_linear_on_text(kinds, lambda times: part * times, 500)
