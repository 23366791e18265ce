"""What was found once is found in every turn of its conversation."""

from __future__ import annotations

import pytest

from pipeline.conversation.normal_form import normalise
from pipeline.detection.recurrence import Recurrence
from pipeline.detection.value_search import Words

CASES = [
    (("PERSON", "Ana Duarte"), "and DUARTE again", "DUARTE", "a part of a name, in capitals"),
    (("PERSON", "Jürgen"), "jurgen?", "jurgen", "without its accent"),
    (("PERSON", "Ana Will"), "i will", None, "a part that is a common word"),
    (("PERSON", "Kitchen"), "in the kitchen", None, "a known word that was taken for a name"),
    (("STREET_ADDRESS", "postal"), "the postal address", None, "a known word that was taken for a street"),
    (("PERSON", "Bo Ng"), "bo", None, "parts of two letters"),
    (("ORDER_ID", "AB-1234"), "ab1234 it is", "ab1234", "an id without its dash"),
    (("ORDER_ID", "12"), "12 pieces", None, "an id of two characters"),
    (("PHONE_NUMBER", "+34 600 123 123"), "or 600123123", "600123123", "the national form"),
    (("EMAIL_ADDRESS", "ana@example.com"), "ANA@example.com", "ANA@example.com", "an address in another case"),
    (("PASSWORD", "welcome"), "you are welcome", None, "a password that is a common word"),
    (("LOCATION", "Madrid"), "in madrid", None, "places do not recur by themselves"),
    (("PERSON", "Ana"), "bananas", None, "inside another word"),
]


@pytest.mark.parametrize(("value", "text", "expected", "reason"), CASES, ids=[case[3] for case in CASES])
def test_when_a_value_recurs_then_it_is_found(
    value: tuple[str, str], text: str, expected: str | None, reason: str
) -> None:
    form = normalise(text)
    spans = {form.text[start:end] for _, start, end in Recurrence([value], "en").find(form.text, Words.of(form))}
    assert spans == ({expected} if expected else set())
