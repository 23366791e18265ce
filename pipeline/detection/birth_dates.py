"""A known date of birth in the forms in which people write it: "30.7.85", "July 30th, 1985", "30 de julio de 1985".

In: the date as a record gives it. Out: values of its digits and words without signs, as all known values are compared.
A date that can be read in two ways ("03/04/1985") is searched for in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Final

from pipeline.conversation.normal_form import fold_text
from pipeline.detection.value_search import Rule, Value

_KIND: Final = "DATE_OF_BIRTH"
_MONTHS: Final = (
    "january jan januar janner enero janvier gennaio januari janeiro",
    "february feb februar febrero fevrier febbraio februari fevereiro",
    "march mar marz maerz marzo mars maart marco",
    "april apr abril avril aprile",
    "may mai mayo maggio mei maio",
    "june jun juni junio juin giugno junho",
    "july jul juli julio juillet luglio julho",
    "august aug agosto aout augustus",
    "september sep sept septiembre setiembre septembre settembre setembro",
    "october oct okt oktober octubre octobre ottobre outubro",
    "november nov noviembre novembre",
    "december dec dez dezember diciembre decembre dicembre dezembro",
)  # fmt: skip
"""Names of the months in the seven languages, folded."""

_NUMBERS: Final = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_AFTER_DAY: Final = ("", "st", "nd", "rd", "th", "er", "of", "de", "di", "stof", "ndof", "rdof", "thof")
_BEFORE_YEAR: Final = ("", "de", "del", "di")
WHOLE_DATE: Final = 8
"""Digits of a date that needs no signs to be one; a shorter one could be any number."""
_YEAR_DIGITS: Final = (2, 4)
_FIELD = re.compile(r"[0-9]+|[a-z]{3,}")


def birth_date_values(text: str) -> Iterator[Value]:
    """Yield the values to search for; none where the text is no full date."""
    for born in _read(text):
        for key in dict.fromkeys((*_in_numbers(born), *_in_words(born))):
            sure = len(key) >= WHOLE_DATE or not key.isdecimal()
            yield Value(key, _KIND, Rule.ALWAYS if sure else Rule.APART)


def _read(text: str) -> Iterator[date]:
    """Yield the dates that a text may mean."""
    fields = [field for field in _FIELD.findall(fold_text(text)) if field.isdecimal() or field in _NUMBERS]
    named = [field for field in fields if field in _NUMBERS]
    numbers = [field for field in fields if field.isdecimal()][: 3 - len(named)]
    if len(numbers) == 1 and len(numbers[0]) == WHOLE_DATE:
        whole = numbers[0]
        yield from _valid({(whole[:4], whole[4:6], whole[6:])})
    elif len(named) == 1 and len(numbers) == 2:  # noqa: PLR2004  # day and year
        day, year = sorted(numbers, key=len)
        yield from _valid({(year, str(_NUMBERS[named[0]]), day)})
    elif len(numbers) == 3:  # noqa: PLR2004
        first, second, third = numbers
        orders = {(first, second, third)} if len(first) == 4 else {(third, second, first), (third, first, second)}  # noqa: PLR2004
        yield from _valid(orders)


def _valid(orders: set[tuple[str, str, str]]) -> Iterator[date]:
    for year, month, day in sorted(orders):
        centuries = (0,) if len(year) == 4 else (1900, 2000)  # noqa: PLR2004
        for century in centuries if len(year) in _YEAR_DIGITS else ():
            try:
                yield date(century + int(year), int(month), int(day))
            except ValueError:
                continue


def _in_numbers(born: date) -> Iterator[str]:
    years = (f"{born.year}", f"{born.year % 100:02}")
    for year, pad in product(years, ("02", "")):
        day, month = format(born.day, pad), format(born.month, pad)
        yield from (day + month + year, month + day + year, year + month + day)


def _in_words(born: date) -> Iterator[str]:
    days = dict.fromkeys((f"{born.day}", f"{born.day:02}"))
    years = (f"{born.year}", f"{born.year % 100:02}")
    for name, day, year in product(_MONTHS[born.month - 1].split(), days, years):
        for after, before in product(_AFTER_DAY, _BEFORE_YEAR):
            yield day + after + name + before + year
        yield from (name + day + after + year for after in _AFTER_DAY[:5])
