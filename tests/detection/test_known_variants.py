"""Other ways of writing what a record says: values beside the participants, initials, nicknames, slips, last digits."""

from __future__ import annotations

import pytest

from pipeline.conversation.model import Conversation, Participant, Role
from pipeline.conversation.normal_form import normalise
from pipeline.detection.known_values import KnownValues
from pipeline.detection.value_search import Words
from tests.detection.conversations import conversation
from tests.support.steps import assert_linear_on_text


def found(text: str, record: Conversation) -> set[tuple[str, str]]:
    form = normalise(text)
    spans = KnownValues(record).find(form, Words.of(form))
    return {(kind, form.text[start:end]) for kind, start, end in spans}


def hidden(text: str, record: Conversation) -> str:
    """The letters and digits of a text that are in no finding."""
    form = normalise(text)
    covered = {at for _, start, end in KnownValues(record).find(form, Words.of(form)) for at in range(start, end)}
    return "".join(char for at, char in enumerate(form.text) if at not in covered)


KNOWN = [
    ("PERSON", "Ana D. Pardo", "is Ana D. Pardo in?", "Ana D. Pardo", "a name"),
    ("PERSON", "Will", "you will see", None, "a name that is a common word, in lower case"),
    ("PERSON", "Will", "ask Will", "Will", "that name with a capital"),
    ("EMAIL_ADDRESS", "k.olsen7@example.org", "write to K.Olsen7@example.org", "K.Olsen7@example.org", "an address"),
    ("EMAIL_ADDRESS", "k.olsen7@example.org", "login kolsen7", "kolsen7", "its local part"),
    ("EMAIL_ADDRESS", "info@example.org", "more info please", None, "a local part that is a common word"),
    ("PHONE_NUMBER", "+34 600 123 123", "or 600 123 123", "600 123 123", "a phone number"),
    ("PHONE_NUMBER", "4471", "extension 4471", "4471", "an extension"),
    ("STREET_ADDRESS", "Calle Mayor 3, 28013 Madrid", "calle mayor 3", "calle mayor 3", "a street"),
    ("DATE_OF_BIRTH", "1985-07-30", "on 30.7.85 yes", "30.7.85", "a date of birth, short"),
    ("DATE_OF_BIRTH", "1985-07-30", "July 30th, 1985", "July 30th, 1985", "with the month in words"),
    ("DATE_OF_BIRTH", "30/07/1985", "30 de julio de 1985", "30 de julio de 1985", "in Spanish"),
    ("DATE_OF_BIRTH", "1985-07-30T00:00:00Z", "it is 30071985", "30071985", "in eight digits"),
    ("DATE_OF_BIRTH", "30 July 1985", "7/30/1985", "7/30/1985", "the American way"),
    ("DATE_OF_BIRTH", "03/04/85", "april 3 1985", "april 3 1985", "of two readings the other"),
    ("DATE_OF_BIRTH", "1985-07-30", "order 30785", None, "its digits without signs, too few to be a date"),
    ("DATE_OF_BIRTH", "1985-07-30", "on 30 July", None, "a day that many share"),
    ("IP_ADDRESS", "10.0.0.1", "from 10.0.0.1 again", "10.0.0.1", "an address of the net"),
    ("IP_ADDRESS", "10.0.0.1", "New York 10001", None, "its digits as one number"),
    ("USERNAME", "sunny_bo4", "i am sunny bo4", "sunny bo4", "a user name with a space"),
    ("USERNAME", "support", "your support", None, "a user name that is a common word"),
    ("SOCIAL_HANDLE", "@kolsen", "@KOlsen hi", "KOlsen", "a handle"),
    ("CUSTOMER_ID", "x7", "x7", None, "an id of two characters"),
    ("LOYALTY_TIER", "gold-4471-b", "gold 4471 B", "gold 4471 B", "a type nobody knows is an id"),
]


@pytest.mark.parametrize(("kind", "value", "text", "part", "reason"), KNOWN, ids=[row[4] for row in KNOWN])
def test_when_a_record_gives_a_value_beside_its_participants_then_it_is_found(
    kind: str, value: str, text: str, part: str | None, reason: str
) -> None:
    parts = {each for _, each in found(text, conversation(known=((kind, value),)))}
    assert (part in parts) if part else not parts


def test_when_a_type_is_unknown_then_its_value_is_a_customer_id() -> None:
    assert found("a-4471", conversation(known=(("LOYALTY_TIER", "a4471"),))) == {("CUSTOMER_ID", "a-4471")}


NAMES = [
    ("John Duarte", "J.D. told me", "J.D.", "initials with full stops"),
    ("John Duarte", "j. d. told me", "j. d.", "initials with a space"),
    ("John Duarte", "Your parcel is on its way. -JD", "JD", "initials as a signature behind a dash"),
    ("John Duarte", "All done ^JD", "JD", "behind a caret"),
    ("Ada Berger", "wir melden uns /AB", "AB", "behind a slash"),
    ("John Duarte", "thanks, J. Duarte", "J. Duarte", "initial and surname"),
    ("John Duarte", "login jduarte", "jduarte", "initial and surname glued"),
    ("John Duarte", "from johnd", "johnd", "given name and initial glued"),
    ("John Duarte", "johnduarte it is", "johnduarte", "both names glued"),
    ("Ana Maria Duarte", "ana duarte", "ana duarte", "without the name between"),
    ("John Duarte", "duarte's parcel", "duarte", "a possessive"),
    ("John Duarte", "the duartes moved", "duartes", "a plural"),
    ("William Duarte", "this is Bill", "Bill", "a nickname with a capital"),
    ("William Duarte", "hi bill", "bill", "a nickname behind a cue"),
    ("Elizabeth Duarte", "ask lizzie", "lizzie", "a nickname that is no common word"),
    ("Francisco Duarte", "soy paco", "paco", "a Spanish nickname"),
    ("Giuseppe Verdi", "sono Beppe", "Beppe", "an Italian one"),
    ("Hans Duarte", "Johannes hier", "Johannes", "the full form of a short one"),
    ("Venkatesh Rao", "hello venkatsh", "venkatsh", "a letter missing"),
    ("Venkatesh Rao", "hello venkatehs", "venkatehs", "letters that changed places"),
    ("Venkatesh Deshpande", "mr despanda", "despanda", "two slips in a long name"),
    ("John Smith", "im jhon smyth", "jhon smyth", "a slip in each of two words"),
]


@pytest.mark.parametrize(("name", "text", "part", "reason"), NAMES, ids=[row[3] for row in NAMES])
def test_when_a_name_is_written_in_another_way_then_it_is_found(name: str, text: str, part: str, reason: str) -> None:
    record = conversation(people=(Participant("c1", Role.CUSTOMER, name=name),))
    assert ("PERSON", part) in found(text, record)


NO_NAMES = [
    ("Ana Duarte", "JD Sports", "a brand, nobody has its initials"),
    ("John Duarte", "JD Sports", "a brand, in the middle of a turn"),
    ("John Duarte", "two jd. and more", "letters without full stops between"),
    ("Paul Smith", "P.S. call me", "an abbreviation that equals initials"),
    ("Olga Kern", "fine -ok", "a word behind a dash"),
    ("Anna May", "on a may evening", "an initial and a common word"),
    ("William Duarte", "the bill is wrong", "a nickname that is a common word"),
    ("Chris Duarte", "tina called", "another name with the same short form"),
    ("Elisabeth Duarte", "Else we cancel", "a nickname of another language that is a common word"),
    ("Walter Breaker", "the bearer of this", "a word of the language, near the name"),
    ("Martin Walker", "the market", "a word two edits from a short name"),
    ("Walker Stone", "he talked a lot", "a word that is no name at all"),
    ("Wilson Price", "compare prices", "a plural that is a word"),
    ("Ana Duarte", "and duarye", "a common word is no slip of the name before"),
]


@pytest.mark.parametrize(("name", "text", "reason"), NO_NAMES, ids=[row[2] for row in NO_NAMES])
def test_when_a_word_only_looks_like_a_variant_then_it_stays(name: str, text: str, reason: str) -> None:
    record = conversation(people=(Participant("c1", Role.CUSTOMER, name=name),))
    assert not {part for _, part in found(text, record) if part != "duarye"}


def test_when_a_language_has_no_list_of_words_then_no_near_miss_is_guessed() -> None:
    people = (Participant("c1", Role.CUSTOMER, name="Venkatesh Rao"),)
    assert found("venkatsh", conversation(people=people, language="fi")) == set()


def test_when_a_local_part_has_a_slip_then_it_is_found() -> None:
    people = (Participant("c1", Role.CUSTOMER, email="kittendancer@example.com"),)
    assert found("its kittendncer", conversation(people=people)) == {("PERSON", "kittendncer")}


TAILS = [
    ("ending in 3123", "en"),
    ("the last four digits are 3123", "en"),
    ("last 4: 3123", "en"),
    ("card xxxx 3123", "a mask"),
    ("endet auf 3123", "de"),
    ("die letzten vier Ziffern 3123", "de"),
    ("termina en 3123", "es"),
    ("los últimos cuatro dígitos son 3 1 2 3", "es"),
    ("finit par 3123", "fr"),
    ("les quatre derniers chiffres : 31 23", "fr"),
    ("le ultime quattro cifre sono 3123", "it"),
    ("eindigt op 23123", "nl"),
    ("os últimos quatro dígitos 3123", "pt"),
]
NUMBERS = conversation(people=(Participant("c1", Role.CUSTOMER, phone="+34 600 123 123"),), orders=("ORD-0077-64502",))


@pytest.mark.parametrize(("text", "reason"), TAILS, ids=[row[0] for row in TAILS])
def test_when_words_announce_last_digits_then_those_of_known_numbers_are_found(text: str, reason: str) -> None:
    assert [kind for kind, _ in found(text, NUMBERS)] == ["PHONE_NUMBER"]
    assert not any(char.isdigit() for char in hidden(text.replace("last 4", "last four"), NUMBERS))


NO_TAILS = [
    ("ending in May", "no digits"),
    ("the last four days", "no digits either"),
    ("it cost 3123 euros", "nothing announces them"),
    ("ending in 3124", "digits of no known number"),
    ("ending in 123", "three digits"),
    ("the last four years. We paid 3123", "another sentence"),
]


@pytest.mark.parametrize(("text", "reason"), NO_TAILS, ids=[row[1] for row in NO_TAILS])
def test_when_nothing_announces_last_digits_then_they_stay(text: str, reason: str) -> None:
    assert found(text, NUMBERS) == set()


ORDERS = [
    ("ORD-000123456", "order 123456", "without letters and zeros"),
    ("ORD-000123456", "000123456", "without letters"),
    ("AB123456", "AB 123 456", "with spaces"),
    ("0000123456", "#123456", "without zeros"),
]


@pytest.mark.parametrize(("order", "text", "reason"), ORDERS, ids=[row[2] for row in ORDERS])
def test_when_an_order_id_is_shortened_then_it_is_found(order: str, text: str, reason: str) -> None:
    assert "ORDER_ID" in {kind for kind, _ in found(text, conversation(orders=(order,)))}


@pytest.mark.parametrize(("order", "text"), [("AB2024", "in 2024"), ("ORD-000123456", "123457"), ("house", "my house")])
def test_when_an_order_id_is_only_like_other_text_then_that_stays(order: str, text: str) -> None:
    assert found(text, conversation(orders=(order,))) == set()


@pytest.mark.parametrize(("part", "behind"), [("venkatsh x1 ", ""), ("j.d. ", ""), ("ending in ", "3 1 2 3 ")])
def test_when_a_turn_is_long_then_time_stays_linear(part: str, behind: str) -> None:
    """Twice the turn, about twice the steps, in Python and in regular expressions."""
    people = tuple(Participant(f"c{i}", Role.CUSTOMER, name=f"Venkates{i} Deshpan{i}") for i in range(50))
    known = KnownValues(conversation(people=(*people, *NUMBERS.participants)))

    def find(turn: str) -> None:
        form = normalise(turn)
        list(known.find(form, Words.of(form)))

    assert_linear_on_text(find, lambda times: part * times + behind * (times // 2), 100)
