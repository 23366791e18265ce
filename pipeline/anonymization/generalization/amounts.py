"""From an amount of money to its magnitude: one significant digit, currency kept."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from pipeline.conversation.normal_form import normalise

_NUMBER = re.compile(r"\d(?:[\d.,' ]*\d)?")
_THOUSANDS_APART = re.compile(r"\d{1,3}(?:[ .,']\d{3})+")
_WORD_OR_SIGN = re.compile(r"[^\W\d_]+|[^\w\s]")
DECIMALS = 2
MOST_DIGITS = 12

_CURRENCIES = {
    "EUR": "\u20ac eur euro euros",
    "USD": "$ usd us dollar dollars bucks",
    "GBP": "\u00a3 gbp pound pounds quid",
    "CHF": "chf franken sfr",
    "JPY": "\u00a5 jpy yen",
    "PLN": "pln zloty z\u0142",
    "SEK": "sek",
    "NOK": "nok",
    "DKK": "dkk",
    "CZK": "czk",
    "HUF": "huf",
    "BRL": "brl reais",
}
CURRENCY_OF = {word: code for code, words in _CURRENCIES.items() for word in words.split()}
THOUSAND = frozenset({"k"})


def magnitude(text: str) -> str | None:
    """Return an amount rounded to one significant digit, with its currency: `300_EUR`, or `300` where none is written.

    Thousands and decimals may be written in any European way; a separator before exactly three digits parts thousands,
    because money has two decimals. More than one number, or a million millions, is no amount.
    """
    plain = normalise(text).text.lower()
    numbers = _NUMBER.findall(plain)
    if len(numbers) != 1:
        return None
    value = _value(numbers[0])
    if value is None:
        return None
    words = _WORD_OR_SIGN.findall(_NUMBER.sub(" ", plain))
    if any(word in THOUSAND for word in words):
        value *= 1000
    if value >= 10**MOST_DIGITS:
        return None
    currencies = {CURRENCY_OF[word] for word in words if word in CURRENCY_OF}
    if len(currencies) > 1:
        return None
    return "_".join([_one_digit(value), *currencies])


def _value(number: str) -> Decimal | None:
    digits = re.sub(r"\D", "", number)
    if digits == number or _THOUSANDS_APART.fullmatch(number):
        return Decimal(digits)
    whole, _, decimals = re.sub(r"[.,' ](?=.*[.,' ])", "", number).replace(",", ".").replace("'", ".").partition(".")
    if not whole.isdecimal() or not decimals.isdecimal() or len(decimals) > DECIMALS:
        return None
    return Decimal(f"{whole}.{decimals}")


def _one_digit(value: Decimal) -> str:
    if not value:
        return "0"
    return f"{value.quantize(Decimal(1).scaleb(value.adjusted()), rounding=ROUND_HALF_UP):f}"
