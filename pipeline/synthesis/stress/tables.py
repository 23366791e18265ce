"""The data of the stress sets, read once: names, homes, sentences, how each language is heard, harmless sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from pipeline.synthesis.tables import Culture, cultures_in, listed, read
from pipeline.synthesis.templates import Phrasebook, Template, compile_template

LANGUAGES = ("en", "de", "es", "fr", "it", "nl", "pt")
_NO_SENTENCES = frozenset({"products", "day_words", "years", "fillers", "homophones"})


@dataclass(frozen=True, slots=True)
class Home:
    """Where people live: how an address and a phone number look. In patterns `#` is a digit and `@` a letter."""

    country: str
    street: str
    streets: tuple[str, ...]
    cities: tuple[tuple[str, str], ...]
    phones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Speech:
    """What speech recognition makes of a language.

    Attributes:
        days: the words of the days 1 to 28.
        years: the words of the years in which customers are born.
        fillers: what people say while they think.
        homophones: words that are written for others that sound the same.
    """

    days: tuple[str, ...]
    years: Mapping[str, str]
    fillers: tuple[str, ...]
    homophones: Mapping[str, str]


@cache
def cultures() -> Mapping[str, Culture]:
    """Return the cultures by name."""
    return cultures_in(_read("names"))


@cache
def homes(language: str) -> tuple[Home, ...]:
    """Return where customers live who speak the language."""
    return tuple(
        Home(
            country=row["country"],
            street=row["street"],
            streets=listed(row["streets"]),
            cities=tuple(row["cities"].items()),
            phones=listed(row["phones"]),
        )
        for row in _read("places")[language]
    )


@cache
def phrases(language: str) -> Phrasebook:
    """Return the sentences of a language by key."""
    return Phrasebook.of({key: rows for key, rows in _read(language).items() if key not in _NO_SENTENCES})


@cache
def products(language: str) -> tuple[str, ...]:
    """Return invented products."""
    return tuple(_read(language)["products"])


@cache
def speech(language: str) -> Speech:
    """Return what speech recognition makes of a language."""
    row = _read(language)
    days = tuple(row["day_words"].split())
    return Speech(days, MappingProxyType(row["years"]), tuple(row["fillers"]), MappingProxyType(row["homophones"]))


@cache
def harmless(language: str) -> tuple[Template, ...]:
    """Return sentences in which there is no personal data."""
    return tuple(compile_template(text) for text in _read(f"harmless_{language}"))


def _read(name: str) -> Any:
    return read(name, __package__)
