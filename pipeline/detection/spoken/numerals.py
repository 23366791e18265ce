"""Cardinal numbers in words, read from a place in a turn: "forty one", "quatre-vingt-dix-sept", "zweitausend und vier".

A numeral is the longest run of words that makes one number; "four one five" are three numerals, "forty one eleven" two.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pipeline.detection.spoken.language import Language

_TEN, _TWENTY, _HUNDRED, _THOUSAND = 10, 20, 100, 1000
_LARGEST: Final = 999_999

Numeral = tuple[int, int]
"""A value and the number of its words."""

_Reader = Callable[[tuple[str, ...], int, Language], Numeral | None]


def numeral(words: tuple[str, ...], at: int, language: Language) -> Numeral | None:
    """Return the number that starts at a word, or None."""
    head = _below_thousand(words, at, language)
    if head is None:
        return None
    value, length = head
    thousand = head if value == _THOUSAND else language.numbers.match(words, at + length)
    if thousand is None or thousand[0] != _THOUSAND or not 0 < value <= _THOUSAND:
        return head
    if value < _THOUSAND:
        value, length = value * _THOUSAND, length + thousand[1]
    return _plus(words, at, (value, length), language, _below_thousand, _THOUSAND)


def _below_thousand(words: tuple[str, ...], at: int, language: Language) -> Numeral | None:
    head = _below_hundred(words, at, language)
    if head is None:
        return None
    value, length = head
    if 0 < value < _HUNDRED and (hundred := language.numbers.match(words, at + length)) and hundred[0] == _HUNDRED:
        head = value * _HUNDRED, length + hundred[1]
    if head[0] < _HUNDRED or head[0] % _HUNDRED or head[0] == _THOUSAND:
        return head
    return _plus(words, at, head, language, _below_hundred, _HUNDRED)


def _below_hundred(words: tuple[str, ...], at: int, language: Language) -> Numeral | None:
    found = language.numbers.match(words, at)
    if found is None:
        return None
    value, length = found
    if language.unit_first and 0 < value < _TEN:
        return _unit_and_tens(words, at, found, language)
    if not _TWENTY <= value < _HUNDRED or value % _TEN:
        return found
    most = _TWENTY if value in language.teens_after else _TEN
    for skip in (0, 1):
        if skip and (at + length >= len(words) or words[at + length] not in language.links):
            break
        rest = language.numbers.match(words, at + length + skip)
        if rest is not None and 0 < rest[0] < most:
            return value + rest[0], length + skip + rest[1]
    return found


def _unit_and_tens(words: tuple[str, ...], at: int, unit: Numeral, language: Language) -> Numeral:
    """Read "ein und zwanzig", taken apart by speech recognition."""
    link = at + unit[1]
    if link < len(words) and words[link] in language.links:
        tens = language.numbers.match(words, link + 1)
        if tens is not None and _TWENTY <= tens[0] < _HUNDRED and not tens[0] % _TEN:
            return unit[0] + tens[0], unit[1] + 1 + tens[1]
    return unit


def _plus(words: tuple[str, ...], at: int, head: Numeral, language: Language, read: _Reader, below: int) -> Numeral:
    """Add what follows a whole hundred or thousand: "four hundred and fifteen"; never a lone zero."""
    value, length = head
    after = at + length
    for skip in (0, 1):
        if skip and (after >= len(words) or words[after] not in language.links):
            break
        rest = read(words, after + skip, language) if after + skip < len(words) else None
        if rest is not None and 0 < rest[0] < below and value + rest[0] <= _LARGEST:
            return value + rest[0], length + skip + rest[1]
    return head
