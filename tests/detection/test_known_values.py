"""What the record says of its participants is found in every turn, in every form the rule names."""

# ruff: noqa: RUF001  # look-alike characters are what is tested

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.conversation.model import Conversation, Participant, Role
from pipeline.conversation.normal_form import normalise
from pipeline.detection.known_values import KnownValues
from pipeline.detection.value_search import Words
from tests.detection.conversations import ANA, WILL, conversation
from tests.support.steps import assert_linear


def found(text: str, record: Conversation) -> set[tuple[str, str]]:
    form = normalise(text)
    hits = KnownValues(record).find(form, Words.of(form))
    spans = [(kind, form.raw_span(start, end)) for kind, start, end in hits]
    return {(kind, text[start:end]) for kind, (start, end) in spans}


BOX = Participant("c2", Role.THIRD_PARTY, name="Bo Duarte", email="postbox.7@example.com")
RECORD = conversation(people=(ANA, WILL, BOX), orders=("AB-1234",))
HITS = [
    ("it's ANA DUARTE here", ("PERSON", "ANA DUARTE"), "the full name in capitals"),
    ("duarte, ana", ("PERSON", "duarte, ana"), "the last word first"),
    ("ana-duarte", ("PERSON", "ana-duarte"), "another separator"),
    ("anaduarte", ("PERSON", "anaduarte"), "glued together"),
    ("ask duarte", ("PERSON", "duarte"), "one part, no common word"),
    ("Duárte said", ("PERSON", "Duárte"), "another accent"),
    ("du\u200barte said", ("PERSON", "du\u200barte"), "a zero-width character inside"),
    ("thanks, Will", ("PERSON", "Will"), "a common word with a capital"),
    ("hi will", ("PERSON", "will"), "a common word behind a cue"),
    ("Ana.Duarte@Example.com ok", ("EMAIL_ADDRESS", "Ana.Duarte@Example.com"), "the e-mail address"),
    ("ana.duarte at example.com", ("PERSON", "ana.duarte"), "its local part, made of the name"),
    ("postbox 7 it is", ("USERNAME", "postbox 7"), "a local part that is not made of the name"),
    ("ana duarte", ("PERSON", "ana duarte"), "the name, which the local part spells too"),
    ("call 600123123", ("PHONE_NUMBER", "600123123"), "the national number"),
    ("call 0034 600-12 31 23", ("PHONE_NUMBER", "0034 600-12 31 23"), "an international prefix, other groups"),
    ("ends in 0123123", ("PHONE_NUMBER", "0123123"), "the last seven digits"),
    ("６００ １２３ １２３", ("PHONE_NUMBER", "６００ １２３ １２３"), "full-width digits"),
    ("at calle mayor 3", ("STREET_ADDRESS", "calle mayor 3"), "the first line of the address"),
    ("near Calle Mayor", ("STREET_ADDRESS", "Calle Mayor"), "that line without the number"),
    ("28013 it is", ("ZIP_CODE", "28013"), "the postcode"),
    ("k88371", ("CUSTOMER_ID", "k88371"), "the customer id without its dash"),
    ("number 88371", ("CUSTOMER_ID", "88371"), "its digits alone"),
    ("order ab 1234", ("ORDER_ID", "ab 1234"), "an order id with a space"),
    ("ana_duarte", ("PERSON", "ana_duarte"), "an underscore separates"),
]


@pytest.mark.parametrize(("text", "hit", "reason"), HITS, ids=[hit[2] for hit in HITS])
def test_when_a_turn_holds_a_known_value_then_it_is_found(text: str, hit: tuple[str, str], reason: str) -> None:
    assert hit in found(text, RECORD)


MISSES = [
    ("you will see", "a common word in lower case, no cue"),
    ("banana bread", "the name is inside another word"),
    ("order AB-12345", "one character more"),
    ("call 600 123 124", "another number"),
    ("123123", "six digits are too few"),
    ("mayor of the town", "one word of the street"),
]


@pytest.mark.parametrize(("text", "reason"), MISSES, ids=[miss[1] for miss in MISSES])
def test_when_a_turn_holds_a_near_miss_then_nothing_is_found(text: str, reason: str) -> None:
    assert found(text, RECORD) == set()


def test_when_a_name_spells_the_local_part_then_its_words_are_no_address() -> None:
    kinds = {kind for kind, _ in found("Nice to meet you, ana duarte", RECORD)}
    assert kinds == {"PERSON"}


def test_when_a_language_has_no_list_then_every_part_of_a_name_counts() -> None:
    assert found("you will see", conversation(people=(WILL,), language=None)) == {("PERSON", "will")}


def test_when_a_name_is_common_in_another_language_only_then_it_counts() -> None:
    stella = Participant("c1", Role.CUSTOMER, name="Stella Verdi")
    assert ("PERSON", "stella") in found("ask stella about it", conversation(people=(stella,), language="en"))
    assert found("la stella di oggi", conversation(people=(stella,), language="it")) == set()


def test_when_a_german_number_has_a_trunk_zero_then_the_whole_number_is_covered() -> None:
    person = Participant("c1", Role.CUSTOMER, phone="+49 171 2345678")
    assert found("unter +49 (0)171 2345678", conversation(people=(person,))) == {("PHONE_NUMBER", "49 (0)171 2345678")}


def test_when_a_record_says_nothing_then_nothing_is_searched() -> None:
    assert not KnownValues(conversation(people=(Participant("c1", Role.CUSTOMER),)))


@given(
    st.sampled_from(["Ana Duarte", "duarte", "K-88371", "AB-1234", "600123123", "ana.duarte@example.com"]),
    st.text("xyz ,.!-\n😀ü", max_size=12),
    st.text("xyz ,.!-\n😀ü", max_size=12),
)
def test_when_a_value_stands_between_signs_then_it_is_covered(value: str, before: str, after: str) -> None:
    text = f"{before} {value} {after}"
    covered = "".join(part for _, part in found(text, RECORD))
    assert all(piece in covered for piece in value.split())


def test_when_many_values_meet_a_long_turn_then_time_stays_linear() -> None:
    """Twice the turn, or twice the values, about twice the steps."""

    def find(sizes: tuple[int, int]) -> None:
        values, times = sizes
        people = tuple(
            Participant(f"c{i}", Role.CUSTOMER, name=f"Aaa{i} Bbb{i}", phone=f"+34 600 {i:06}") for i in range(values)
        )
        form = normalise("aaa1 aaa " * 11 * times + "600 1 " * times)
        list(KnownValues(conversation(people=people)).find(form, Words.of(form)))

    assert_linear(find, lambda times: (50, times), 30)
    assert_linear(find, lambda values: (values, 10), 50)


def test_when_a_name_and_a_local_part_are_hostile_then_time_stays_linear() -> None:
    """Twice the name and the address, about twice the steps."""

    def hostile(size: int) -> Participant:
        name = " ".join("a" * (length % 40 + 1) for length in range(size))
        return Participant("c1", Role.CUSTOMER, name=name, email="a" * 12 * size + "b@example.com")

    assert_linear(lambda person: KnownValues(conversation(people=(person,))), hostile, 200)
