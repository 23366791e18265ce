"""How values are said on the phone: digit by digit, letter by letter, "at" and "dot", dates in words."""

from __future__ import annotations

from datetime import date
from random import Random

from pipeline.synthesis.chance import happens
from pipeline.synthesis.tables import Words, words

_DOUBLE_SHARE = 0.6
_ORDINALS_EN = {1: "first", 2: "second", 3: "third", 5: "fifth", 8: "eighth", 9: "ninth", 12: "twelfth"}
_ORDINALS_DE = {1: "erster", 3: "dritter", 7: "siebter", 8: "achter"}
_TWENTIES_ES = ("", "uno", "dós", "trés", "cuatro", "cinco", "séis", "siete", "ocho", "nueve")


def _digit_words(run: str, language: str, rng: Random, book: Words) -> list[str]:
    if language == "fr" and len(run) % 2 == 0 and "0" not in run[::2]:
        return [cardinal(int(run[at : at + 2]), language) for at in range(0, len(run), 2)]  # read in pairs
    said: list[str] = []
    at = 0
    while at < len(run):
        word = book.digits[int(run[at])]
        twice = language == "en" and run[at : at + 2] == run[at] * 2
        if twice and happens(rng, _DOUBLE_SHARE):
            said.append(f"double {word}")
            at += 2
            continue
        said.append("oh" if language == "en" and run[at] == "0" and happens(rng, _DOUBLE_SHARE) else word)
        at += 1
    return said


def code(text: str, language: str, rng: Random) -> str:
    """Return a number or code as it is read out: digits as words, letters one by one, signs named."""
    book = words(language)
    said: list[str] = []
    run = ""
    for char in f"{text} ":
        if char.isdigit():
            run += char
            continue
        if run:
            said += _digit_words(run, language, rng, book)
            run = ""
        if char.isalpha():
            said.append(char.lower())
        elif char in "+-/" and happens(rng, _DOUBLE_SHARE):
            said.append(book.signs[char])
    return " ".join(said)


def spelled(text: str, language: str, rng: Random) -> str:
    """Return a word letter by letter, with some letters explained ("d as in delta")."""
    book = words(language)
    explained = happens(rng, _DOUBLE_SHARE)
    said: list[str] = []
    for char in text.lower():
        said.append(char)
        if explained and "a" <= char <= "z" and happens(rng, _DOUBLE_SHARE):
            said.append(f"{book.as_in} {book.letters[ord(char) - ord('a')]}")
    return " ".join(part for part in said if part.strip())


def email(address: str, language: str, rng: Random) -> str:
    """Return an e-mail address as it is dictated: words stay words or are spelled, digits and signs are said."""
    book = words(language)
    said: list[str] = []
    run = ""
    for char in f"{address} ":
        if char.isalpha():
            run += char
            continue
        if run:
            said.append(" ".join(run) if happens(rng, 0.15) else run)
            run = ""
        if char.isdigit():
            said.append(book.digits[int(char)])
        elif char in book.signs:
            said.append(book.signs[char])
    return " ".join(said)


def cardinal(number: int, language: str) -> str:
    """Return a number from 0 to 99 in words."""
    book = words(language)
    if number < 20:  # noqa: PLR2004 - from here on tens and units
        return book.units[number]
    tens, unit = divmod(number, 10)
    ten = book.tens[tens - 2]
    if language == "fr" and tens in (7, 9):
        return f"{ten}-{book.units[unit + 10]}"
    if unit == 0:
        return ten
    if language == "de":
        return f"{'ein' if unit == 1 else book.units[unit]}und{ten}"
    if language == "es":
        return f"veinti{_TWENTIES_ES[unit]}" if tens == 2 else f"{ten} y {book.units[unit]}"  # noqa: PLR2004 - twenties
    return f"{ten} {book.units[unit]}" if language == "en" else f"{ten}-{book.units[unit]}"


def _ordinal(day: int, language: str) -> str:
    word = cardinal(day, language)
    if language == "de":
        return _ORDINALS_DE.get(day, f"{word}{'ter' if day < 20 else 'ster'}")  # noqa: PLR2004 - German grammar
    if language != "en":
        return word
    if day in _ORDINALS_EN:
        return _ORDINALS_EN[day]
    tens, unit = divmod(day, 10)
    if tens > 1 and unit in _ORDINALS_EN:
        return f"{cardinal(tens * 10, language)} {_ORDINALS_EN[unit]}"
    return f"{word[:-1]}ieth" if word.endswith("y") else f"{word}th"


def _year(year: int, language: str) -> str:
    century, rest = divmod(year, 100)
    said = cardinal(rest, language) if rest else ""
    old = century == 19  # noqa: PLR2004 - people alive were born in one of two centuries
    before = {
        "en": "nineteen" if old else "two thousand and" if rest else "two thousand",
        "de": "neunzehnhundert" if old else "zweitausend",
        "es": "mil novecientos" if old else "dos mil",
        "fr": "mille neuf cent" if old else "deux mille",
    }[language]
    return before + said if language == "de" else f"{before} {said}".strip()


def birth(day: date, language: str) -> str:
    """Return a date in words: "twenty third of june nineteen eighty"."""
    month = words(language).months[day.month - 1].lower()
    first, year = _ordinal(day.day, language), _year(day.year, language)
    form = {"en": "{} of {} {}", "de": "{} {} {}", "es": "{} de {} de {}", "fr": "{} {} {}"}[language]
    return form.format(first, month, year)
