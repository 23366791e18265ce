"""From a date to its month, or to how long before the conversation it was."""

from __future__ import annotations

import re
from datetime import date, timedelta

from pipeline.conversation.normal_form import fold_text

_MONTHS = (
    "january januar janvier enero gennaio januari janeiro jan ene gen",
    "february februar fevrier febrero febbraio februari fevereiro feb fev",
    "march marz mars marzo maart marco mar mrt",
    "april avril abril aprile apr abr avr",
    "may mai mayo maggio mei maio mag",
    "june juni juin junio giugno junho jun giu",
    "july juli juillet julio luglio julho jul lug",
    "august aout agosto augustus aug ago",
    "september septembre septiembre settembre setembro sep sept set",
    "october oktober octobre octubre ottobre outubro oct okt ott out",
    "november novembre noviembre novembro nov",
    "december dezember decembre diciembre dicembre dezembro dec dez dic",
)
MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_DAYS = {
    -1: "yesterday gestern hier ayer ieri gisteren ontem",
    0: "today tonight heute aujourd'hui hoy oggi vandaag hoje",
    1: "tomorrow demain manana domani morgen amanha",
}
_DAYS_FROM_START = {word: days for days, words in _DAYS.items() for word in words.split()}

_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ].*)?")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4})(?: .*)?")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_SMALL_WORDS = frozenset({
    "am", "da", "de", "del", "den", "der", "di", "do", "el", "er", "la", "le", "nd", "of", "on", "rd", "st", "ten",
    "th", "the",
})  # fmt: skip
_YEAR_DIGITS = 4
YEARS = range(1900, 2200)
DAYS_IN_WEEK, DAYS_IN_MONTH, DAYS_IN_YEAR = 7, 31, 366


def month(text: str) -> str | None:
    """Return the month of a date with a year as `YYYY-MM`, or None.

    A date of numbers with the year last is read where it can be read in one way only, or is written with full stops.
    """
    found = _read(fold_text(text).strip())
    return f"{found[0]:04d}-{found[1]:02d}" if found else None


def relative(text: str, start: date | None) -> str | None:
    """Return how long before the conversation a date was: a fixed word, or None where it cannot be told.

    `SAME_DAY`, `THIS_WEEK` (up to 7 days before), `THIS_MONTH` (31), `THIS_YEAR` (366), `EARLIER`, `FUTURE`. A month
    without a day counts from its last day that is not after the start.
    """
    folded = fold_text(text).strip()
    if folded in _DAYS_FROM_START:
        return _band(-_DAYS_FROM_START[folded])
    found = _read(folded)
    if not found or start is None:
        return None
    year, month_number, day = found
    if day is None:
        if (year, month_number) == (start.year, start.month):
            return "THIS_MONTH"
        first_after = date(year + month_number // 12, month_number % 12 + 1, 1)
        return _band((start - (first_after - timedelta(days=1))).days, shortest=DAYS_IN_WEEK + 1)
    return _band((start - date(year, month_number, day)).days)


def _band(days_before: int, shortest: int = 0) -> str:
    if days_before < 0:
        return "FUTURE"
    days = max(days_before, shortest)
    if days == 0:
        return "SAME_DAY"
    for longest, band in ((DAYS_IN_WEEK, "THIS_WEEK"), (DAYS_IN_MONTH, "THIS_MONTH"), (DAYS_IN_YEAR, "THIS_YEAR")):
        if days <= longest:
            return band
    return "EARLIER"


def _read(folded: str) -> tuple[int, int, int | None] | None:
    """Return year, month and day (None where the text has none) of a date that exists and can be read in one way."""
    if found := _YEAR_FIRST.fullmatch(folded):
        return _existing(int(found[1]), int(found[2]), int(found[3]))
    if found := _YEAR_LAST.fullmatch(folded):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        day_first = _existing(year, second, first)
        if found[2] == ".":
            return day_first
        readings = {reading for reading in (day_first, _existing(year, first, second)) if reading}
        return readings.pop() if len(readings) == 1 else None
    return _read_words(_WORDS.findall(folded))


def _read_words(words: list[str]) -> tuple[int, int, int | None] | None:
    rest = [word for word in words if word not in _SMALL_WORDS]
    months = [MONTH_OF[word] for word in rest if word in MONTH_OF]
    numbers = [word for word in rest if word.isdecimal()]
    years = [int(number) for number in numbers if len(number) == _YEAR_DIGITS]
    days = [int(number) for number in numbers if len(number) < _YEAR_DIGITS]
    if len(months) != 1 or len(years) != 1 or len(days) > 1 or len(rest) != 2 + len(days):
        return None
    return _existing(years[0], months[0], days[0] if days else None)


def _existing(year: int, month_number: int, day: int | None) -> tuple[int, int, int | None] | None:
    if year not in YEARS:
        return None
    try:
        date(year, month_number, day or 1)
    except ValueError:
        return None
    return (year, month_number, day) if day != 0 else None
