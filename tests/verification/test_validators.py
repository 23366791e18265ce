"""What a checksum gives away must not stand in written text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.verification.validators import validate_text
from tests.support.steps import assert_linear_on_text


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (("CREDIT_CARD",), "4111 1111 1111 1111"),
        (("CREDIT_CARD",), "card:4111-1111-1111-1111!"),
        (("CREDIT_CARD",), "3782 822463 10005"),
        (("CREDIT_CARD",), "\uff14111111111111111"),  # a full-width digit
        (("CREDIT_CARD",), "41\u200b11111111111111"),  # a hidden character
        (("CREDIT_CARD",), "on 12 2026 4111 1111 1111 1111 05"),  # between other numbers
        (("CREDIT_CARD",), "[CARD_4111111111111111]"),  # a label made up by a writer
        ((), "4111 1111 1111 1112"),  # wrong check digit
        ((), "0000 0000 0000 0000"),  # no network
        ((), "4111 1111 1111"),  # too short
        ((), "411111111111111111111111"),  # one longer number
        ((), "x4111111111111111"),  # a part of a code
        (("IBAN_CODE",), "DE89 3704 0044 0532 0130 00"),
        (("IBAN_CODE",), "de89370400440532013000."),
        (("IBAN_CODE",), "pay to GB82-WEST-1234-5698-7654-32 please"),
        (("IBAN_CODE",), "sa03 8000 0000 6080 1016 7519"),
        ((), "the code sa92 lay on the mat and nobody knew why"),  # the check digits, not the form
        ((), "DE88 3704 0044 0532 0130 00"),  # wrong check digits
        ((), "XX89 3704 0044 0532 0130 00"),  # no country
        ((), "DE89 3704 0044"),  # too short
        (("EMAIL_ADDRESS",), "write to ana.duarte@example.com!"),
        (("EMAIL_ADDRESS",), "<ana@mail.example.co.uk>"),
        (("EMAIL_ADDRESS",), "ana\uff20example.com"),  # a full-width at sign
        ((), "ana@example"),  # no domain
        ((), "@ana meet @ noon. Then go"),
        ((), "5 apples @2.50"),
        ((), "[EMAIL] [CARD] [PERSON_1] [DATE_2026-05] [PERSON_0000000000000000000000000a]"),
        ((), ""),
        (("CREDIT_CARD", "EMAIL_ADDRESS"), "4111111111111111 ana@example.com"),
    ],
)
def test_kinds(expected: tuple[str, ...], text: str) -> None:
    assert expected == validate_text(text)


def test_keyed_tokens_are_never_taken_for_a_number() -> None:
    assert validate_text("[PERSON_tr330006100519786457841326]") == ()


@given(text=st.text())
def test_no_text_is_an_error(text: str) -> None:
    validate_text(text)


@given(digits=st.text("0123456789", min_size=12, max_size=18), first=st.sampled_from("23456"))
def test_of_all_last_digits_exactly_one_makes_a_card(first: str, digits: str) -> None:
    cards = [last for last in "0123456789" if validate_text((first + digits + last)[:19])]
    assert len(cards) == (1 if len(digits) <= 17 else len(cards))


@pytest.mark.parametrize("part", ["a", "1", "1 ", "a@", "DE89 ", "a."])
def test_long_turns_take_linear_time(part: str) -> None:
    """Twice the turn, about twice the steps, in Python and in regular expressions."""
    assert_linear_on_text(validate_text, lambda times: part * times, 500)
