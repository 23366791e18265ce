"""Known dates of birth in the forms in which people write them: "30.7.85", "July 30th, 1985", "30 de julio de 1985".

In: dates as a record gives them or a turn says them, and the words of a turn. Out: spans. A date that can be read in
two ways ("03/04/1985") is searched for in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from pipeline.conversation.normal_form import fold_text
from pipeline.detection.value_search import Found, Words

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
_DATE_WORD = re.compile(r"[0-9]{1,4}(?:st|nd|rd|th|er)?|st|nd|rd|th|er|of|the|de|del|di")
"""What a date is made of beside the names of months."""

WHOLE_DATE: Final = 8
"""Digits of a date that needs no signs to be one; a shorter one could be any number."""
_FIELDS: Final = 3
_MOST_BEFORE_YEAR: Final = 5  # "30 st of de julio de" and the like
_CENTURIES: Final = ("19", "20")
_YEAR_DIGITS: Final = (2, 4)
_FIELD = re.compile(r"[0-9]+|[a-z]{3,}")


class BirthDates:
    """Known dates of birth, to be searched for by their years: turns without one cost nothing."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._dates = frozenset(born for text in texts for born in _read(text))
        self._years = frozenset(form for born in self._dates for form in (f"{born.year}", f"{born.year % 100:02}"))
        self._whole = frozenset(born.strftime(form) for born in self._dates for form in ("%d%m%Y", "%m%d%Y", "%Y%m%d"))

    def __bool__(self) -> bool:
        return bool(self._dates)

    def search(self, words: Words) -> Iterator[Found]:
        """Yield where the words of a turn say one of the dates with its year."""
        if not self._dates or (self._years.isdisjoint(words.words) and self._whole.isdisjoint(words.words)):
            return
        for at, word in enumerate(words.words):
            if word in self._whole:
                yield _KIND, *words.spans[at]
            elif word in self._years:
                for text, first, last in _windows(words.words, at):
                    if self._holds(text):
                        yield _KIND, words.spans[first][0], words.spans[last - 1][1]
                        break

    def _holds(self, text: Sequence[str]) -> bool:
        fields = sum(word in _NUMBERS or word[0].isdecimal() for word in text)
        made_of_them = all(word in _NUMBERS or _DATE_WORD.fullmatch(word) for word in text)
        return fields == _FIELDS and made_of_them and not self._dates.isdisjoint(_read(" ".join(text)))


def _windows(words: Sequence[str], at: int) -> Iterator[tuple[Sequence[str], int, int]]:
    """Yield the words around a year that may make a date with it, and their first and last index."""
    halves = at > 0 and words[at - 1] in _CENTURIES and len(words[at]) == len(words[at - 1])  # "nineteen eighty"
    year, start = (words[at - 1] + words[at], at - 1) if halves else (words[at], at)
    for before in range(2, _MOST_BEFORE_YEAR + 1):
        if before <= start:
            yield (*words[start - before : start], year), start - before, at + 1
    yield words[at : at + _FIELDS], at, min(at + _FIELDS, len(words))


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
