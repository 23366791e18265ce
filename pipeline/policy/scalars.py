"""Read one unquoted YAML word: text, number, true or false, date or null; what readers disagree on is refused.

Source: YAML 1.1 (yaml.org/type) reads `NO` as false, `010` as 8, `1_000` as 1000 and `12:30:45` as 45045; YAML 1.2
reads them as text or otherwise. An officer cannot see which reader is at work, so neither reading is accepted.
"""

from __future__ import annotations

import re
from datetime import date

import yaml

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,17})\.[0-9]{1,17}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PLAIN = (True, False)
_RESOLVER = yaml.SafeLoader("")

Scalar = str | int | float | bool | date | None


class Ambiguous(Exception):
    """A word that different YAML readers read differently; the message says what to write instead."""


def yaml_kind(word: str) -> str:
    """Return what YAML 1.1 takes an unquoted word for: `str`, `int`, `float`, `bool`, `null`, `timestamp`, ..."""
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, word, _PLAIN)  # type: ignore[no-untyped-call]
    return tag.rsplit(":", 1)[-1]


def read(word: str) -> Scalar:
    """Return the value of an unquoted word.

    Raises:
        Ambiguous: YAML readers disagree about the word.
    """
    kind = yaml_kind(word)
    reader = _READERS.get(kind)
    if reader is None:
        raise Ambiguous("is read as something else than text by YAML; put it in quotes")
    return reader(word)


def _bool(word: str) -> bool:
    if word not in {"true", "false"}:
        raise Ambiguous("an unquoted yes/no word is read as true or false; write true or false, or put it in quotes")
    return word == "true"


def _int(word: str) -> int:
    if not _INTEGER.fullmatch(word):
        raise Ambiguous("is read as another number than it looks like; write plain digits, or put it in quotes")
    return int(word)


def _float(word: str) -> float:
    if not _DECIMAL.fullmatch(word):
        raise Ambiguous("is read as another number than it looks like; write plain digits, or put it in quotes")
    return float(word)


def _null(word: str) -> None:
    if word != "null":
        raise Ambiguous("has no value; write one, or leave the key out")


def _day(word: str) -> date:
    if not _DATE.fullmatch(word):
        raise Ambiguous("is read as a point in time; write a date as YYYY-MM-DD, or put it in quotes")
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise Ambiguous("is no date of the calendar") from None


def _text(word: str) -> str:
    # YAML 1.2 readers take these for numbers, 1.1 readers for text.
    if re.fullmatch(r"[-+]?(0o[0-7]+|[0-9]+([eE][-+]?[0-9]+)|[0-9][0-9_]*)", word):
        raise Ambiguous("is read as a number by some readers; put it in quotes")
    return word


_READERS = {"bool": _bool, "int": _int, "float": _float, "null": _null, "timestamp": _day, "str": _text}
