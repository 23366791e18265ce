"""Exact values become coarse ones; what cannot be read, or can be read in two ways, becomes nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.anonymization.generalization.ages import age_band
from pipeline.anonymization.generalization.amounts import magnitude
from pipeline.anonymization.generalization.dates import month, relative
from pipeline.anonymization.generalization.places import country_of_place
from pipeline.anonymization.generalization.urls import own_domain

START = date(2026, 5, 4)
BANDS = (16, 30, 45, 60, 75)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("2026-05", "2026-05-12"),
        ("2026-05", "2026-05-12T09:12:00Z"),
        ("2026-05", "12.05.2026"),  # full stops: the day comes first
        ("2026-05", "13/05/2026"),  # there is no thirteenth month
        ("2026-05", "05/13/2026"),
        ("2026-05", "05/05/2026"),  # both readings agree
        (None, "05/12/2026"),  # May or December?
        ("2026-05", "12 May 2026"),
        ("2026-05", "May 12th, 2026"),
        ("2026-05", "le 12 mai 2026"),
        ("2026-03", "12. M\u00e4rz 2026"),
        ("2026-05", "12 de mayo de 2026"),
        ("2026-05", "May 2026"),
        (None, "12 May"),  # which year?
        (None, "May"),
        (None, "12 May 26"),  # 1926 or 2026?
        (None, "31 June 2026"),  # no such day
        (None, "0 May 2026"),
        (None, "12 May 2026 and 13 May 2026"),  # two dates
        (None, "Ana 12 May 2026"),  # more than a date
        (None, "2026-13-01"),
        (None, "December 9999"),  # no year of a customer
        (None, ""),
    ],
)
def test_month(expected: str | None, text: str) -> None:
    assert expected == month(text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("SAME_DAY", "2026-05-04"),
        ("SAME_DAY", "today"),
        ("SAME_DAY", "heute"),
        ("THIS_WEEK", "yesterday"),
        ("THIS_WEEK", "2026-04-27"),  # seven days before
        ("THIS_MONTH", "2026-04-26"),  # eight
        ("THIS_MONTH", "2026-04-03"),  # 31
        ("THIS_YEAR", "2026-04-02"),  # 32
        ("THIS_YEAR", "2025-05-03"),  # 366
        ("EARLIER", "2025-05-02"),  # 367
        ("FUTURE", "2026-05-05"),
        ("FUTURE", "tomorrow"),
        ("THIS_MONTH", "May 2026"),  # the month of the conversation
        ("THIS_MONTH", "April 2026"),  # ended four days before; a month is never "this week"
        ("THIS_YEAR", "March 2026"),
        ("FUTURE", "June 2026"),
        ("EARLIER", "December 2019"),
        (None, "last time"),
    ],
)
def test_relative(expected: str | None, text: str) -> None:
    assert expected == relative(text, START)


def test_when_the_start_is_not_known_then_only_words_are_relative() -> None:
    assert relative("2026-05-04", None) is None
    assert relative("today", None) == "SAME_DAY"


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("16-29", "16"),
        ("30-44", "34 years old"),
        ("30-44", "ich bin 34"),
        ("75+", "75"),
        ("75+", "101"),
        ("MINOR", "15"),
        ("MINOR", "18 months old"),  # not eighteen years
        ("MINOR", "3 Wochen alt"),
        (None, "121"),  # no age
        (None, "thirty-four"),
        (None, "34 or 35"),
        (None, "34567"),
        (None, ""),
    ],
)
def test_age_band(expected: str | None, text: str) -> None:
    assert expected == age_band(text, BANDS)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("300_EUR", "\u20ac349.99"),
        ("300_EUR", "349,99 EUR"),
        ("1000_EUR", "1.349 EUR"),  # three digits: thousands
        ("1000_USD", "$1,349.50"),
        ("1000_EUR", "1 349,50 euros"),
        ("2000_GBP", "2k pounds"),
        ("500_EUR", "500 euro"),
        ("1000", "950"),
        ("0.5_EUR", "0.49 EUR"),
        ("0_EUR", "0,00 EUR"),
        (None, "349.999,1234 EUR"),  # no money
        (None, "10 to 20 euros"),  # two numbers
        (None, "10 euros or dollars"),  # which?
        (None, "4111111111111111"),  # no amount that anybody pays
        (None, "ten euros"),
        (None, ""),
    ],
)
def test_magnitude(expected: str | None, text: str) -> None:
    assert expected == magnitude(text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("ES", "Spain"),
        ("ES", "ESPA\u00d1A"),
        ("DE", "K\u00f6ln"),
        ("DE", "Koln"),  # accents do not count
        ("NL", "the Netherlands"),
        ("FR", "Lyon, France"),
        ("US", "Paris, Texas"),
        (None, "Paris, Ontario"),  # the last part decides
        (None, "Little Snoring"),
        (None, "near Paris"),
        (None, ""),
    ],
)
def test_country_of_place(expected: str | None, text: str) -> None:
    assert expected == country_of_place(text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("acme.com", "acme.com"),
        ("acme.com", "HTTPS://Help.Acme.com:443/u/ana?mail=ana@example.com#x"),
        ("acme.com", "https://ana@acme.com/"),
        ("acme.com", "www.acme.com."),
        (None, "https://acme.com.evil.example/"),
        (None, "https://notacme.com"),
        (None, "https://example.com/?to=acme.com"),
        (None, "https://example.com@evil.example/acme.com"),
        (None, "acme"),
        (None, ""),
    ],
)
def test_own_domain(expected: str | None, text: str) -> None:
    assert expected == own_domain(text, ("acme.com",))


@given(text=st.text(max_size=40) | st.from_regex(r"[0-9 .,/-]{1,30}[a-z$]{0,4}", fullmatch=True))
def test_no_text_is_an_error(text: str) -> None:
    month(text)
    relative(text, START)
    age_band(text, BANDS)
    magnitude(text)
    country_of_place(text)
    own_domain(text, ("acme.com",))


@given(when=st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_any_written_date_is_read_as_its_month(when: date) -> None:
    for written in (when.isoformat(), f"{when:%d.%m.%Y}", f"{when:%d %B %Y}", f"{when:%b %d, %Y}"):
        assert month(written) == f"{when:%Y-%m}"


@given(age=st.integers(0, 120))
def test_an_age_lies_in_its_band(age: int) -> None:
    band = age_band(str(age), BANDS)
    assert band is not None
    if band == "MINOR":
        assert age < BANDS[0]
    else:
        first, _, last = band.rstrip("+").partition("-")
        assert int(first) <= age <= int(last or 120)
