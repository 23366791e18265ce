"""What speech recognition makes of a line: numbers in words, no punctuation, fillers, words that sound the same."""

from __future__ import annotations

import re
from random import Random

from pipeline.synthesis import spoken
from pipeline.synthesis.chance import happens
from pipeline.synthesis.lines import Line
from pipeline.synthesis.stress.pieces import rewritten
from pipeline.synthesis.stress.tables import speech
from pipeline.synthesis.tables import words

_READ_OUT = frozenset({"PHONE_NUMBER", "ORDER_ID", "ACCOUNT_ID", "IBAN_CODE", "ZIP_CODE", "USERNAME"})
_NUMBER = re.compile(r"\d+")
_TOKEN = re.compile(r"\S+")
_SIGNS = re.compile(r"[^\w\s'\u2019€£$%-]+")
_SPELLED_SHARE, _FILLER_RATE, _HOMOPHONE_RATE = 0.15, 0.06, 0.5


def asr_noise(line: Line, language: str, rng: Random) -> Line:
    """Return the line as a transcript without punctuation."""

    def value(text: str, entity_type: str) -> str:
        return _value(text, entity_type, language, rng)

    transcript = rewritten(line, lambda text: _outside(text, language, rng), value)
    return Line(transcript.text.rstrip(), transcript.spans)


def _value(text: str, entity_type: str, language: str, rng: Random) -> str:
    if entity_type == "EMAIL_ADDRESS":
        return spoken.email(text, language, rng)
    if entity_type == "DATE_OF_BIRTH":
        return _date(text, language)
    if entity_type in _READ_OUT:
        return spoken.code(text.lstrip("+"), language, rng)  # few people say the plus
    bare = _joined(_SIGNS.sub(" ", text.lower()))
    if entity_type == "PERSON" and happens(rng, _SPELLED_SHARE):
        *first, last = bare.split()
        return " ".join((*first, spoken.spelled(last, language, rng)))
    return bare


def _date(text: str, language: str) -> str:
    """Return a date as it is said: day, month, year, whatever the order in which it is written."""
    heard, months = speech(language), words(language).months
    written = _NUMBER.findall(text)
    if len(written) == len(("day", "month", "year")):
        day, month, year = reversed(written) if written[0] in heard.years else written
        return f"{heard.days[int(day) - 1]} {months[int(month) - 1].lower()} {heard.years[year]}"

    def word(match: re.Match[str]) -> str:
        return heard.years.get(match.group()) or heard.days[int(match.group()) - 1]

    return _joined(_SIGNS.sub(" ", _NUMBER.sub(word, text.lower())))


def _outside(text: str, language: str, rng: Random) -> str:
    """Return text between values as it is heard: small numbers in words. A space at either end stays."""
    heard, numbers = speech(language), words(language).units
    bare = _SIGNS.sub(" ", text.lower())

    def word(match: re.Match[str]) -> str:
        token = match.group()
        if token in heard.homophones and happens(rng, _HOMOPHONE_RATE):
            token = heard.homophones[token]
        elif token.isdecimal() and int(token) < len(numbers):
            token = numbers[int(token)]
        return f"{rng.choice(heard.fillers)} {token}" if happens(rng, _FILLER_RATE) else token

    return re.sub(r"\s+", " ", _TOKEN.sub(word, bare))


def _joined(text: str) -> str:
    return " ".join(text.split())
