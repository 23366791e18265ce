"""Made-up people: check digits hold, numbers are valid, nobody can be reached."""

from __future__ import annotations

from datetime import date
from random import Random

import phonenumbers
import pytest
from stdnum import iban as iban_check
from stdnum import luhn
from stdnum.at import vnr
from stdnum.be import nn
from stdnum.de import idnr
from stdnum.es import dni
from stdnum.fr import nir
from stdnum.ie import pps
from stdnum.us import ssn

from pipeline.synthesis import numbers
from pipeline.synthesis.identities import make_identity, plain_letters
from pipeline.synthesis.tables import countries, cultures

_NATIONAL_CHECKS = {"AT": vnr, "BE": nn, "DE": idnr, "ES": dni, "FR": nir, "IE": pps, "US": ssn}
COUNTRIES = ("AT", "BE", "DE", "ES", "FR", "GB", "IE", "US")


def test_there_are_names_of_twenty_cultures_and_more() -> None:
    assert len(cultures()) >= 20
    assert all(len(culture.given) >= 10 and len(culture.family) >= 10 for culture in cultures().values())


@pytest.mark.parametrize("country", COUNTRIES)
def test_phones_are_valid_in_their_country(country: str) -> None:
    for number in range(100):
        phone = make_identity(Random(f"{country}{number}"), country=country).phone
        assert phonenumbers.is_valid_number(phonenumbers.parse(phone, country)), phone


@pytest.mark.parametrize("country", COUNTRIES)
def test_cards_and_accounts_have_valid_check_digits(country: str) -> None:
    for number in range(100):
        person = make_identity(Random(f"{country}{number}"), country=country)
        assert luhn.is_valid(person.card)
        assert iban_check.is_valid(person.iban), person.iban


@pytest.mark.parametrize("country", sorted(_NATIONAL_CHECKS))
def test_national_ids_pass_the_country_s_check(country: str) -> None:
    check = _NATIONAL_CHECKS[country]
    for number in range(200):
        person = make_identity(Random(f"{country}{number}"), country=country)
        assert check.is_valid(person.national_id), person.national_id


def test_an_american_phone_is_one_kept_for_fiction() -> None:
    digits = [char for char in make_identity(Random(1), country="US").phone if char.isdigit()]
    assert "".join(digits[-7:]).startswith("55501")


def test_mail_goes_nowhere() -> None:
    domains = {make_identity(Random(number)).email.partition("@")[2] for number in range(200)}
    assert all(domain.endswith(("example.com", "example.org", "example.net")) for domain in domains)


def test_the_same_draw_gives_the_same_person() -> None:
    assert make_identity(Random("a"), "polish", "DE") == make_identity(Random("a"), "polish", "DE")
    assert make_identity(Random("a"), "polish", "DE") != make_identity(Random("b"), "polish", "DE")


def test_repr_shows_nobody() -> None:
    person = make_identity(Random(3), "irish", "IE")
    shown = repr(person)
    values = (person.name.family, person.email, person.phone, person.card, person.iban, person.customer_id)
    assert not any(value in shown for value in values)


@pytest.mark.parametrize(
    ("expected", "name"),
    [
        ("jurgen", "Jürgen"),  # accents go
        ("lukasz", "Łukasz"),  # a letter that does not decompose
        ("nguyen", "Nguyễn"),  # two marks on one letter
        ("yildirim", "Y\u0131ld\u0131r\u0131m"),  # i without a dot
        ("osullivan", "O'Sullivan"),  # no punctuation
        ("vonderheide", "von der Heide"),  # no spaces
    ],
)
def test_names_in_addresses_are_plain_letters(expected: str, name: str) -> None:
    assert expected == plain_letters(name)


def test_all_names_can_stand_in_an_address() -> None:
    names = [name for culture in cultures().values() for name in (*culture.given, *culture.family)]
    assert [name for name in names if not plain_letters(name)] == []


def test_a_late_birth_still_has_a_valid_belgian_number() -> None:
    assert nn.is_valid(numbers.national_id(Random(5), "BE", date(2004, 2, 29)))


def test_every_town_s_postcode_is_a_pattern() -> None:
    assert all("#" in code for country in countries().values() for _, code in country.cities)
