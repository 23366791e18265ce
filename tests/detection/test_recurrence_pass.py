"""What one party writes and the other says is one value: both are hidden, however it was found first."""

from __future__ import annotations

import pytest

from pipeline.detection.recurrence_pass import RecurrencePass
from pipeline.detection.results import result
from pipeline.detection.turns import ConversationView, Results
from tests.detection.conversations import conversation
from tests.detection.spoken.speech import spoken_pass

LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pt")


def recurring(kind: str, value: str, turn: str, language: str = "en", before: str = "it is") -> set[str]:
    """What is found in a second turn, after the value was found in the first."""
    first = f"{before} {value}"
    view = ConversationView.of(conversation(first, turn, language=language), LANGUAGES)
    found: Results = [[result(kind, len(before) + 1, len(first), 0.9, "pattern")], []]
    spoken_pass().find(view, found)  # reads the turns
    own, other = RecurrencePass().find(view, found)
    assert not own
    return {turn[each.start : each.end] for each in other}


HITS = [
    ("PIN", "4159", "en", "so four one five nine", "four one five nine", "a written number that is read back"),
    ("PIN", "four one five nine", "en", "got 4159 here", "4159", "a number said that is typed"),
    ("ORDER_ID", "AB-417", "en", "a b four one seven", "a b four one seven", "a code that is spelled"),
    ("ORDER_ID", "a b four one seven", "en", "order ab417", "ab417", "a spelled code that is typed"),
    ("ACCOUNT_ID", "417", "en", "was it four one seven", "four one seven", "three digits, one by one"),
    ("ACCOUNT_ID", "4159", "de", "also vier eins fünf neun", "vier eins fünf neun", "in German"),
    ("ACCOUNT_ID", "4159", "es", "cuatro uno cinco nueve", "cuatro uno cinco nueve", "in Spanish"),
    ("PHONE_NUMBER", "600 123 123", "en", "six zero zero one two three one two three",
     "six zero zero one two three one two three", "a phone number"),
    ("PERSON", "d u a r t e", "en", "thanks duarte", "duarte", "a name that was spelled"),
    ("PERSON", "Duarte", "en", "that is d u a r t e", "d u a r t e", "a name that is spelled"),
    ("EMAIL_ADDRESS", "ana dot duarte at example dot com", "en", "to ana.duarte@example.com", "ana.duarte@example.com",
     "a dictated address that is typed"),
    ("CREDIT_CARD", "4111 1111 1111 1234", "en", "ending in 1234", "1234", "last digits behind a cue"),
    ("CREDIT_CARD", "4111 1111 1111 1234", "en", "ending in one two three four", "one two three four", "said"),
    ("DATE_OF_BIRTH", "30.07.1985", "en", "born July 30 1985", "July 30 1985", "a birthday in another form"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "value", "language", "turn", "part", "reason"), HITS, ids=[row[5] for row in HITS])
def test_when_a_value_comes_back_in_another_form_then_it_is_found(
    kind: str, value: str, language: str, turn: str, part: str, reason: str
) -> None:
    assert part in recurring(kind, value, turn, language)


MISSES = [
    ("ACCOUNT_ID", "417", "four hundred and seventeen pieces", "three digits as a quantity"),
    ("ACCOUNT_ID", "4159", "four one five eight", "another number"),
    ("CREDIT_CARD", "4111 1111 1111 1234", "it costs 1234", "last digits that nothing announces"),
    ("CREDIT_CARD", "4111 1111 1111 1234", "the last four days", "no digits behind the cue"),
    ("DATE_OF_BIRTH", "30.07.1985", "since 30 July", "a day without its year"),
    ("PERSON", "Duarte", "d u p e", "other letters"),
]


@pytest.mark.parametrize(("kind", "value", "turn", "reason"), MISSES, ids=[row[3] for row in MISSES])
def test_when_a_turn_only_resembles_a_value_then_it_stays(kind: str, value: str, turn: str, reason: str) -> None:
    assert recurring(kind, value, turn) == set()


def test_when_nobody_knows_the_language_then_grammar_does_not_recur_as_a_name() -> None:
    view = ConversationView.of(conversation("The Anh", "the invoice of anh", language=None), LANGUAGES)
    found: Results = [[result("PERSON", 0, 7, 0.9, "pattern")], []]
    _, other = RecurrencePass().find(view, found)
    assert [(each.start, each.end) for each in other] == [(15, 18)]
