"""What only the token classifier believes is weighed against the words it fell on."""

from __future__ import annotations

import pytest

from pipeline.detection.questions import Slot
from pipeline.detection.results import result
from pipeline.detection.scene import vocabulary
from pipeline.detection.turns import TurnView
from pipeline.detection.veto import believed


def left(text: str, entity_type: str, language: str = "en") -> str:
    """What stays of a finding between `<` and `>`: the text that is still hidden, or nothing."""
    start, end = text.index("<"), text.index(">") - 1
    plain = text.replace("<", "").replace(">", "")
    found = [result(entity_type, start, end, 0.95, "token_classifier")]
    kept = believed(found, [], TurnView(plain, (language,)), vocabulary(language))
    return "|".join(plain[each.start : each.end] for each in kept)


NUMBERS = [
    ("it was <804> euros", "STREET_ADDRESS", "", "a price"),
    ("seit <28.9>. still", "STREET_ADDRESS", "", "a day"),
    ("since <86> minutes", "ZIP_CODE", "", "a duration"),
    ("you are number <11> in the queue", "STREET_ADDRESS", "", "two digits in a sentence without an address"),
    ("number <11>", "STREET_ADDRESS", "11", "it may answer a question"),
    ("my ride id is <668> ok", "STREET_ADDRESS", "668", "three digits may name something"),
    ("at <12 Oak Hill>", "STREET_ADDRESS", "12 Oak Hill", "an address"),
    ("hm <ok>", "URL", "", "a plain word"),
    ("sent <03/27/1971> 01:58 PM", "DATE_OF_BIRTH", "", "a date with a time of day"),
    ("<03/27/1971> 4 Oak Hill", "DATE_OF_BIRTH", "03/27/1971", "a date before something else"),
    ("and <dot dot dot>", "EMAIL_ADDRESS", "", "an ellipsis read out"),
    ("so <Punkt Punkt>", "URL", "", "the same in another language than the conversation's"),
    ("well <period>", "EMAIL_ADDRESS", "", "another word for a full stop"),
    ("at <zorp dot zorp>", "EMAIL_ADDRESS", "zorp dot zorp", "an address read out"),
    ("in <US>", "LOCATION", "US", "capitals make it a place"),
    ("zip <10115> am Montag", "ZIP_CODE", "10115", "five digits are no time of day"),
]


SAID = [
    ("en", "<ninety nine percent> of them", "ORDER_ID", "a share"),
    ("en", "<ninety> nine per cent", "ZIP_CODE", "a part of a share"),
    ("de", "das kostet <zweihundert> euro", "PHONE_NUMBER", "a price"),
    ("fr", "<quatre vingt dix neuf pour cent> des clients", "ZIP_CODE", "French"),
    ("es", "<noventa y nueve> por ciento", "DATE_OF_BIRTH", "Spanish"),
    ("pt", "<noventa e nove> por cento", "ZIP_CODE", "Portuguese"),
    ("it", "il <venti> per cento per novanta giorni", "ZIP_CODE", "Italian"),
    ("nl", "<negenennegentig> procent", "ZIP_CODE", "Dutch"),
]


@pytest.mark.parametrize(("language", "text", "entity_type", "reason"), SAID, ids=[row[3] for row in SAID])
def test_when_words_say_how_much_then_they_are_spared(language: str, text: str, entity_type: str, reason: str) -> None:
    assert left(text, entity_type, language) == ""


def test_when_words_say_no_amount_then_they_count() -> None:
    assert left("it is <four one five nine two> cents less", "ACCOUNT_ID") == "four one five nine two"
    assert left("the <twenty second> of May", "DATE_OF_BIRTH") == "twenty second"


@pytest.mark.parametrize(("text", "entity_type", "expected", "reason"), NUMBERS, ids=[row[3] for row in NUMBERS])
def test_when_numbers_are_taken_for_an_identifier_then_amounts_and_days_are_spared(
    text: str, entity_type: str, expected: str, reason: str
) -> None:
    assert left(text, entity_type) == expected


def test_when_the_rest_of_an_address_stands_there_then_a_lone_number_counts() -> None:
    text = "it is number 11 in Oak Hill then"
    number = result("STREET_ADDRESS", 13, 15, 0.9, "token_classifier")
    place = result("LOCATION", 19, 27, 0.5, "pattern")
    assert believed([number], [place], TurnView(text, ("en",)), vocabulary("en")) == [number]


LONE = [
    ("I paid less at <the till> than on the site", "STREET_ADDRESS", "", "known words"),
    ("and then <677 at> the end of it", "STREET_ADDRESS", "", "known words and a number"),
    ("bring it to <Quorl 12> before noon please", "STREET_ADDRESS", "Quorl 12", "no known word"),
    ("<the till>", "STREET_ADDRESS", "the till", "it may be an answer"),
    ("It blinks in <red> since Monday", "LOCATION", "", "a known word in lower case"),
    ("it rains in <paris> since monday", "LOCATION", "paris", "nothing has capitals here"),
    ("The box came on <06-07> after all", "ZIP_CODE", "", "a day"),
    ("<With> whom do I speak here", "EMAIL_ADDRESS", "", "no address holds known words alone"),
]


@pytest.mark.parametrize(("text", "entity_type", "expected", "reason"), LONE, ids=[row[3] for row in LONE])
def test_when_nothing_around_speaks_of_an_address_then_known_words_are_spared(
    text: str, entity_type: str, expected: str, reason: str
) -> None:
    assert left(text, entity_type) == expected


def test_when_an_address_was_asked_for_then_known_words_count() -> None:
    text = "well I live at high gate 12 by now"
    found = result("STREET_ADDRESS", 15, 27, 0.9, "token_classifier")
    asked = Slot(frozenset({"STREET_ADDRESS"}), 1)
    assert believed([found], [], TurnView(text, ("en",)), vocabulary("en"), asked) == [found]


def test_when_a_number_is_found_by_others_then_known_words_beside_it_are_spared() -> None:
    text = "and afterwards 2134"
    found = result("STREET_ADDRESS", 4, 19, 0.9, "token_classifier")
    answer = result("ORDER_ID", 15, 19, 0.5, "question_slot")
    assert believed([found], [answer], TurnView(text, ("en",)), vocabulary("en")) == []
    assert believed([found], [], TurnView(text, ("en",)), vocabulary("en")) == [found]
