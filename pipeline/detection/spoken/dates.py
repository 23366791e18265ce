"""Full dates in words: "twenty third of june nineteen eighty", "June 15, one nine eight six", "27th of the 9th 1979".

In: the items of a turn. Out: claims, written as day, month and year in numbers. A date without its year is none, unless
the words before it ask for a birthday; a year alone is one right behind such words ("born in eighty six").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pipeline.detection.spoken.cues import cue
from pipeline.detection.spoken.items import Gap, Item, Kind, Turn
from pipeline.detection.spoken.language import Language
from pipeline.detection.spoken.shadow import Claim, Piece

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_SHORT_YEAR = re.compile(r"0[0-9]|[1-9][0-9]")
_LAST_DAY, _LAST_MONTH = 31, 12
_MOST_NUMBERS: Final = 4  # "one nine eight six"
_MOST_LINKS: Final = 3
_FIRST_SHORT_YEAR: Final = 30
"""Shorter ones say how many or how much: "born ten weeks early"."""
_WORDS_TO_BIRTH: Final = 4

_Found = tuple[int, int]
"""A number and the word behind it, or before it where it was read backwards."""


def dates(turn: Turn, items: Sequence[Item], language: Language) -> Iterator[Claim]:
    """Yield the dates of a turn; they may overlap."""
    starting = {item.first: item for item in items}
    ending = {item.last: item for item in items}
    for at in range(len(turn.words)):
        month = language.months.match(turn.words, at)
        if month:
            yield from _around_month(turn, (at, at + month[1]), month[0], (starting, ending), language)
    for item in items:
        if item.kind is Kind.ORDINAL and int(item.text) <= _LAST_MONTH:
            yield from _by_number(turn, item, (starting, ending), language)
        elif item.kind is Kind.NUMBER and item.said:
            yield from _by_year(turn, item, starting, language)


_Places = tuple[Mapping[int, Item], Mapping[int, Item]]
"""Items by their first word, and by the word behind them."""


def _around_month(
    turn: Turn, named: tuple[int, int], month: int, places: _Places, language: Language
) -> Iterator[Claim]:
    starting, ending = places
    first, last = named
    day = _day(ending.get(_back(turn, first, language)))
    if day is None:
        day = _day(starting.get(last))
        last = day.last if day else last
    else:
        first = day.first
    if day is not None and not _is_written(day, _on(turn, last, language), starting):
        yield from _dated(turn, (first, last), day.text, month, starting, language)


def _is_written(day: Item, last: int, starting: Mapping[int, Item]) -> bool:
    """Return whether day and year are in figures, so that the patterns of written text have seen them."""
    year = starting.get(last)
    return not day.said and (year is None or year.kind is not Kind.NUMBER or not year.said)


def _by_number(turn: Turn, month: Item, places: _Places, language: Language) -> Iterator[Claim]:
    """Read "27th of the 9th 1979"."""
    starting, ending = places
    day = ending.get(_back(turn, month.first, language))
    if day is not None and day.kind is Kind.ORDINAL:
        yield from _dated(turn, (day.first, month.last), day.text, int(month.text), starting, language)


def _by_year(turn: Turn, item: Item, starting: Mapping[int, Item], language: Language) -> Iterator[Claim]:
    """Read "born in eighty six" and "nato nel mille novecento ottanta"."""
    found = _year(turn, item.first, starting)
    if found is None or not _is_year_of_birth(turn, item.first, language):
        return
    digits, last = found
    century = "" if _YEAR.fullmatch(digits) else "20" if digits.startswith("0") else "19"
    if century != "19" or int(digits) >= _FIRST_SHORT_YEAR:
        start, end = turn.span(item.first, last)
        yield Claim(start, end, (Piece(century + digits, start, end),))


def _is_year_of_birth(turn: Turn, at: int, language: Language) -> bool:
    """Return whether words for a birth stand before a word, with one between at most."""
    for first in range(max(0, at - _WORDS_TO_BIRTH), at):
        found = language.cues.match(turn.words, first)
        if found and found[0] == "DATE_OF_BIRTH" and at - first - found[1] <= 1:
            return True
    return False


def _dated(
    turn: Turn, span: tuple[int, int], day: str, month: int, starting: Mapping[int, Item], language: Language
) -> Iterator[Claim]:
    """Yield the date with the year that follows."""
    first, last = span
    year = _year(turn, _on(turn, last, language), starting)
    if year is None and cue(turn, first, language) != "DATE_OF_BIRTH":
        return
    written, last = year if year is not None else ("", last)
    start, end = turn.span(first, last)
    yield Claim(start, end, (Piece(f"{day}.{month}.{written}", start, end),))


def _day(item: Item | None) -> Item | None:
    if item is None or item.kind not in (Kind.NUMBER, Kind.ORDINAL):
        return None
    return item if len(item.text) <= 2 and 0 < int(item.text) <= _LAST_DAY else None  # noqa: PLR2004


def _on(turn: Turn, at: int, language: Language) -> int:
    """Return the word behind links such as "of the"."""
    for _ in range(_MOST_LINKS):
        if at < len(turn.words) and turn.words[at] in language.date_links:
            at += 1
    return at


def _back(turn: Turn, at: int, language: Language) -> int:
    """Return the word from which links such as "of the" lead to `at`."""
    for _ in range(_MOST_LINKS):
        if at > 0 and turn.words[at - 1] in language.date_links:
            at -= 1
    return at


def _year(turn: Turn, at: int, starting: Mapping[int, Item]) -> tuple[str, int] | None:
    """Read a year in one number or in halves: "1979", "nineteen eighty", "one nine eight six", "eighty six"."""
    digits, last = "", at
    for count in range(_MOST_NUMBERS):
        item = starting.get(last)
        if item is None or item.kind is not Kind.NUMBER or (count and turn.gap(item.first) is not Gap.JOIN):
            break
        digits, last = digits + item.text, item.last
        if _YEAR.fullmatch(digits):
            return digits, last
    return (digits, last) if _SHORT_YEAR.fullmatch(digits) else None
