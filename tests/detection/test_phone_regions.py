"""Numbers of each country in its own writing: libphonenumber's examples, in the language that is spoken there."""

from __future__ import annotations

import phonenumbers
import pytest
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from pipeline.detection.recognizer import Clues
from pipeline.detection.recognizers.phone_number import PLUGIN

OWN = {"DE": "de", "AT": "de", "CH": "de", "ES": "es", "FR": "fr", "BE": "nl", "LU": "fr", "IT": "it", "NL": "nl"}
OWN |= {"PT": "pt", "BR": "pt", "PL": "pl", "IE": "en", "GB": "en", "US": "en"}
BY_COUNTRY = ("DK", "SE", "NO", "FI", "CZ", "GR", "RO", "HU", "IE", "AU", "IN")
KINDS = (PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE)


def found(text: str, language: str, country: str = "") -> list[str]:
    return [text[start:end] for start, end in PLUGIN.spans(Clues.of(text, (language, "en", "de"), country))]


def written(region: str, kind: int, form: int) -> str:
    example = phonenumbers.example_number_for_type(region, kind)
    assert example is not None
    return str(phonenumbers.format_number(example, form))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("region", "language"), OWN.items())
@pytest.mark.parametrize("form", [PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.NATIONAL])
def test_a_number_is_found_by_the_language(region: str, language: str, kind: int, form: int) -> None:
    number = written(region, kind, form)
    assert found(f"call {number} now", language) == [number]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("region", BY_COUNTRY)
def test_a_number_in_national_form_is_found_by_the_records_country(region: str, kind: int) -> None:
    number = written(region, kind, PhoneNumberFormat.NATIONAL)
    assert found(f"call {number} now", "en", region) == [number]


def test_an_unknown_country_changes_nothing() -> None:
    assert found("order 112-33445", "en", "XX") == []
