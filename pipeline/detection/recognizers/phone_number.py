"""Phone numbers that exist in the plan of a country: international ones everywhere, national ones by language.

Source: ITU-T E.164; national plans as in Google's libphonenumber.
"""

import re
from collections.abc import Iterator
from functools import cache

import phonenumbers
from phonenumbers import PhoneMetadata

from pipeline.detection.dates import FULL_DATE
from pipeline.detection.digits import PHONE_NUMBERS, digit_windows
from pipeline.detection.recognizer import Clues, Example, Needs, Recognizer, Span

_REGIONS = {
    "en": ("US", "GB"),
    "de": ("DE", "AT", "CH"),
    "es": ("ES", "MX"),
    "fr": ("FR", "BE"),
    "it": ("IT",),
    "nl": ("NL", "BE"),
    "pt": ("PT", "BR"),
    "pl": ("PL",),
}
_BEHIND_ZERO = {"en": ("IE",), "de": ("CH",), "fr": ("CH", "LU")}
"""Further regions whose short plans take in too much unless a trunk zero or a bracket stands in front."""

_DATE = re.compile(FULL_DATE)
_DECIMALS = re.compile(r"0[.,][0-9]+(?:[ (]{1,3}0[.,][0-9]+)?")
_FEWEST_DIGITS, _MOST_DIGITS = 7, 17


@cache
def _plan(region: str) -> re.Pattern[str]:
    """Return what digits of the region look like: cheap to ask before the library is."""
    plan = PhoneMetadata.metadata_for_region(region)
    if plan is None or plan.general_desc is None:
        raise KeyError(region)
    prefix = plan.national_prefix_for_parsing or plan.national_prefix or ""
    return re.compile(f"(?:{plan.country_code})?(?:{prefix})?(?:{plan.general_desc.national_number_pattern})")


def _exists(number: str, region: str | None) -> bool:
    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(number, region)))
    except phonenumbers.NumberParseException:
        return False


def _begins_in_brackets(text: str, start: int, end: int) -> bool:
    """Return whether an area code stands in brackets; "(751-1560 mg)" is a range, "(751-1560)" may be one."""
    return text[max(0, start - 1) : start] == "(" and ")" in text[start:end]


def _is_phone(clues: Clues, start: int, end: int, digits: str) -> bool:
    """Ask the plans: every country's behind "+" or "00", else the record's country's and the first language's.

    Behind a trunk zero or a bracket all languages are asked.
    """
    text, languages = clues.text, clues.languages
    if _DATE.match(text, start) or _DECIMALS.fullmatch(text, start, end):
        return False
    if start and text[start - 1] == "+":
        return _exists("+" + digits, None)
    if digits.startswith("00"):
        return _exists("+" + digits[2:], None)
    if digits[0] == "0" or _begins_in_brackets(text, start, end):
        regions = dict.fromkeys(
            region
            for language in languages
            for region in (*_REGIONS.get(language, ()), *_BEHIND_ZERO.get(language, ()))
        )
    else:
        regions = dict.fromkeys(region for language in languages[:1] for region in _REGIONS.get(language, ()))
    if clues.country in phonenumbers.SUPPORTED_REGIONS:
        regions = {clues.country: None, **regions}
    return any(_plan(region).fullmatch(digits) and _exists(digits, region) for region in regions)


def _find(clues: Clues) -> Iterator[Span]:
    """Yield the longest number at each place, with the sign before it."""
    longest: dict[int, int] = {}
    current = reached = 0
    for start, end, digits in digit_windows(clues.text, _FEWEST_DIGITS, _MOST_DIGITS, PHONE_NUMBERS):
        inside = start < reached and start != current
        if not inside and _is_phone(clues, start, end, digits):
            longest[start] = reached = end
            current = start
    for start, end in longest.items():
        signs = start
        while signs and clues.text[signs - 1] in "+(":
            signs -= 1
        yield signs, end


PLUGIN = Recognizer(
    "phone_number",
    "PHONE_NUMBER",
    find=_find,
    score=0.75,
    needs=Needs(digits=_FEWEST_DIGITS),
    examples=(
        Example("reach me on +34 600 123 123.", ("+34 600 123 123",)),
        Example("call (415) 555-0132 please", ("(415) 555-0132",)),
        Example("on 07700 900123", ("07700 900123",)),
        Example("ruf 0171 2345678 an", ("0171 2345678",)),
        Example("ring 01 222 2345", ("01 222 2345",)),
        Example("order 112-33445", reason="no plan has such a number"),
        Example("2026-05-04 09:12", reason="a date"),
        Example("normal (751-1560 mg)", reason="a range in brackets"),
        Example("a slope of 0.3931 (0.0076)", reason="decimals"),
    ),
)
