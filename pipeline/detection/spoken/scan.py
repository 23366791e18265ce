"""A turn's words, read from left to right into items in one language.

Every item looks ahead a bounded number of words, so that time is linear in the turn.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.detection.spoken.items import Gap, Item, Kind, Turn
from pipeline.detection.spoken.language import LONGEST_GROUP, Language
from pipeline.detection.spoken.numerals import numeral

_LONGEST_CODE: Final = 8
_CODE = re.compile(r"(?=[a-z]{0,7}[0-9])(?=[0-9]{0,7}[a-z])[a-z0-9]{2,8}")
_LONGEST_NUMBER: Final = 24
_ROUND: Final = frozenset({100, 1000})
_AFTER_HOUR: Final = frozenset({"am", "pm"})


def scan(turn: Turn, language: Language) -> list[Item]:
    """Return the items that the words of a turn make up, in their order."""
    items: list[Item] = []
    at, before = 0, None
    while at < len(turn.words):
        item = _plain(turn.words, at, language) or _item(turn, at, language, before)
        items.append(item)
        at, before = item.last, item
    return items


def _plain(words: tuple[str, ...], at: int, language: Language) -> Item | None:
    """Return a word that cannot begin anything, which most are, without trying what it might begin."""
    word = words[at]
    if len(word) == 1 or word in language.openers or not word.isalpha() or word in _AFTER_HOUR:
        return None
    if is_group(word, language):
        return None
    following = words[at + 1] if at + 1 < len(words) else ""
    return None if following in language.openers else Item(Kind.WORD, word, at, at + 1)


def _item(turn: Turn, at: int, language: Language, before: Item | None) -> Item:
    words = turn.words
    if before is not None and before.kind is Kind.NUMBER and (time := _time(turn, at)):
        return time
    day = language.ordinals.match(words, at)
    if day:
        return Item(Kind.ORDINAL, str(day[0]), at, at + day[1], said=not words[at][0].isdigit())
    return (
        _repeated(turn, at, language)
        or _value(turn, at, language)
        or _explained(turn, at, language)
        or _talk(turn, at, language)
        or Item(Kind.WORD, words[at], at, at + 1)
    )


def _time(turn: Turn, at: int) -> Item | None:
    """Read what makes a time of the number before: "a m", "pm"."""
    words = turn.words
    if words[at] in _AFTER_HOUR:
        return Item(Kind.TIME, words[at], at, at + 1)
    if words[at] in ("a", "p") and words[at + 1 : at + 2] == ("m",):
        return Item(Kind.TIME, f"{words[at]}m", at, at + 2)
    return None


def _repeated(turn: Turn, at: int, language: Language) -> Item | None:
    """Read "double three", "triple t"."""
    times = language.multipliers.match(turn.words, at)
    if times is None or at + times[1] >= len(turn.words):
        return None
    value = _value(turn, at + times[1], language) or _explained(turn, at + times[1], language)
    if value is None or value.kind is Kind.CODE or len(value.text) != 1:
        return None
    return Item(value.kind, value.text * times[0], at, value.last, count=times[0])


def _value(turn: Turn, at: int, language: Language) -> Item | None:
    """Read a number, a letter or a code."""
    word = turn.words[at]
    if word.isdecimal():
        return _written_number(turn, at, language)
    number = numeral(turn.words, at, language)
    if number:
        value, length = number
        return Item(Kind.NUMBER, str(value), at, at + length, weak=length == 1 and word in language.weak_numbers)
    if len(word) <= _LONGEST_CODE and _CODE.fullmatch(word):
        return Item(Kind.CODE, word, at, at + 1, said=False)
    return _letter(turn, at, language)


def _written_number(turn: Turn, at: int, language: Language) -> Item | None:
    """Read figures, with the "thousand" behind them."""
    word = turn.words[at]
    if len(word) > _LONGEST_NUMBER:
        return None
    round_number = language.numbers.match(turn.words, at + 1)
    length = round_number[1] if round_number and round_number[0] in _ROUND else 0
    return Item(Kind.NUMBER, word, at, at + 1 + length, said=False)


def _letter(turn: Turn, at: int, language: Language) -> Item | None:
    """Read a letter, its name or a word of the alphabet, with the word that explains it.

    A letter that an apostrophe ties to another word is none.
    """
    word = turn.words[at]
    if len(word) == 1:
        named = (word, 1) if word.isalpha() and not turn.is_clitic(at) else None
    else:
        named = language.letters.match(turn.words, at)
    if named:
        letter, length = named
        explained = _explanation(turn, at + length, letter, language)
        weak = not explained and word in language.weak_letters
        return Item(Kind.LETTER, letter, at, at + length + explained, weak=weak)
    if word in language.alphabet:
        return Item(Kind.LETTER, language.alphabet[word], at, at + 1)
    return Item(Kind.LETTER, word, at, at + 1, said=False, weak=True) if is_group(word, language) else None


def is_group(word: str, language: Language) -> bool:
    """Return whether a word may be letters of a code that speech recognition wrote together."""
    return 1 < len(word) <= LONGEST_GROUP and word.isalpha() and word not in language.short_words


def _explanation(turn: Turn, at: int, letter: str, language: Language) -> int:
    """Return how many words explain the letter before: "as in bravo", "for sugar", "bravo"; 0 where none does.

    Behind "as in" any word counts, since speech recognition may have garbled it; else it must begin with the letter.
    """
    words = turn.words
    if at < len(words) and language.explaining.get(words[at]) == letter and turn.gap(at) is Gap.JOIN:
        return 1
    link = language.explained_by.match(words, at)
    if link is None or at + link[1] >= len(words):
        return 0
    garbled, length = link
    word = words[at + length]
    if turn.gap(at) is not Gap.JOIN or len(word) < 2 or not word.isalpha():  # noqa: PLR2004  # a letter explains none
        return 0
    return length + 1 if garbled or word[0] == letter[0] or language.explaining.get(word) == letter else 0


def _explained(turn: Turn, at: int, language: Language) -> Item | None:
    """Read a letter whose own word is garbled or lost: "bee as in boy", "wie Martha"."""
    for skip in (0, 1):
        link = language.explained_by.match(turn.words, at + skip) if at + skip < len(turn.words) else None
        if link is None or not link[0]:
            continue
        last = at + skip + link[1]
        if last < len(turn.words) and turn.words[last] in language.explaining and turn.gap(last) is Gap.JOIN:
            return Item(Kind.LETTER, language.explaining[turn.words[last]], at, last + 1)
    return None


def _talk(turn: Turn, at: int, language: Language) -> Item | None:
    """Read a sign, a word on letter case or a filler."""
    for kind, phrases in (
        (Kind.SIGN, language.signs),
        (Kind.CASE, language.case_words),
        (Kind.FILLER, language.fillers),
    ):
        found = phrases.match(turn.words, at)
        if found:
            return Item(kind, found[0], at, at + found[1])
    return None
