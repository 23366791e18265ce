"""A person on a list is found however their id, e-mail address or phone number is written, and others are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.admission.identifiers import of_line, of_participant
from pipeline.conversation.model import Participant, Role


def forms(region: str | None = None, **fields: str) -> frozenset[str]:
    return of_participant(Participant("c1", Role.CUSTOMER, **fields), region)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "written", "region"),
    [
        ("+34 600 123 123", "+34600123123", None),
        ("+34 600 123 123", "0034 600 123 123", None),  # an international prefix
        ("+34 600 123 123", "0034 600 123 123", "ES"),
        ("+34 600 123 123", "600 123 123", "ES"),
        ("+34 600 123 123", "600-123-123", None),  # nobody knows the country
        ("+34 600 123 123", "(+34) 600.123.123", None),
        ("tel:+34-600-123-123", "600123123", "ES"),
        ("0034600123123", "+34 600123123", None),
        ("+49 151 23456789", "0151 / 23456789", "DE"),
        ("+49 151 23456789", "+49 (0) 151 23456789", None),
        ("0151 23456789", "+49 151 23456789", "DE"),  # a list without country codes
        ("0151 23456789", "0049 151 23456789", "DE"),
        ("+1 415 555 0100", "(415) 555-0100", "US"),
        ("+1 415 555 0100", "1-415-555-0100", None),
        ("+1 415 555 0100", "415 555 0100 ext. 12", None),
        ("+44 20 7946 0018", "020 7946 0018", "GB"),
        ("+39 06 1234 5678", "06 12345678", "IT"),  # Italy keeps the zero
        ("phone: 600 123 123", "+34 600 123 123", None),
        ("+34 600 123 123", "\uff0b\uff13\uff14 600 123 123", None),  # full-width
    ],
)
def test_a_phone_number_is_found_in_any_spelling(line: str, written: str, region: str | None) -> None:
    assert of_line(line) & forms(region, phone=written)


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("ana.duarte@example.com", "Ana.Duarte@EXAMPLE.com"),
        ("ana.duarte@example.com", " ana.duarte@example.com\n"),
        ("ana.duarte@example.com", "Ana Duarte <ana.duarte@example.com>"),
        ("mailto:ana.duarte@example.com", "ana.duarte@example.com"),
        ("email: ana.duarte@example.com", "ana.duarte@example.com"),
        ("ana.duarte@example.com", "ana.duarte+shop@example.com"),  # a sub-address
        ("ana.duarte@example.com", "ana.duarte@example.com."),
        ("anaduarte@gmail.com", "Ana.Duarte@googlemail.com"),
        ("ana@m\u00fcller.example", "ana@xn--mller-kva.example"),
        ("ana@example.com", "\uff41na@example\u200b.com"),  # full-width and zero-width
        ('"Duarte, Ana" <ana@example.com>', "ana@example.com"),
    ],
)
def test_an_email_address_is_found_in_any_spelling(line: str, written: str) -> None:
    assert of_line(line) & forms(email=written)


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("88371", "88371"),
        ("C-88371", "c 88371"),
        ("KD_4711/a", "kd4711A"),
        ("id: 4915123456789", "4915123456789"),
        ("4915123456789", "4915123456789"),  # looks like a phone number, and is taken for both
    ],
)
def test_an_id_is_found_in_any_spelling(line: str, written: str) -> None:
    assert of_line(line) & forms(customer_id=written)


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("88371", {"customer_id": "88372"}),
        ("88371", {"phone": "88371"}),  # no phone number
        ("id: 600123123", {"phone": "600123123"}),  # said to be an id
        ("phone: 600123123", {"customer_id": "600123123"}),  # said to be a number
        ("+34 600 123 123", {"phone": "+34 600 123 124"}),
        ("ana@example.com", {"email": "ana@example.org"}),
        ("ana@example.com", {"email": "anna@example.com"}),
        ("ana.duarte@example.com", {"email": "anaduarte@example.com"}),  # dots count but at Gmail
        ("ana@example.com", {"customer_id": "ana"}),
    ],
)
def test_others_are_not_found(line: str, fields: dict[str, str]) -> None:
    assert not of_line(line) & forms("ES", **fields)


@pytest.mark.parametrize("line", ["", "   ", "---", "email: nobody", "phone: 12", "@", "id: --"])
def test_a_line_that_names_nobody_has_no_form(line: str) -> None:
    assert of_line(line) == frozenset()


def test_somebody_of_whom_nothing_is_known_has_no_form() -> None:
    assert forms(name="Ana Duarte", address="Calle Mayor 3") == frozenset()


@given(st.text(max_size=60))
def test_any_line_can_be_read(line: str) -> None:
    assert all(form.partition(":")[0] in {"id", "email", "phone"} for form in of_line(line))


@given(st.text(max_size=30), st.sampled_from([None, "DE", "ES", "XX"]))
def test_any_field_can_be_read(text: str, region: str | None) -> None:
    assert forms(region, customer_id=text, email=text, phone=text) >= forms(region, customer_id=text)
