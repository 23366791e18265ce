"""The word lists of `data/`, read once: names of many cultures, countries, products, words of four languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml

LANGUAGES = ("en", "de", "es", "fr")


def read(name: str, package: str = __package__) -> Any:
    """Return the content of a package's `data/<name>.yaml`. Scalars are strings: "no" and "1.10" stay as they are."""
    text = resources.files(package).joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)  # BaseLoader builds strings, lists and maps only


@dataclass(frozen=True, slots=True)
class Culture:
    """Given and family names as one group of people bears them."""

    name: str
    given: tuple[str, ...]
    family: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Country:
    """Where people live: how an address and a phone number look. In patterns `#` is a digit and `@` a letter."""

    code: str
    language: str
    street: str
    line: str
    streets: tuple[str, ...]
    cities: tuple[tuple[str, str], ...]
    phones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """How one language says and writes digits, letters and dates. Lists of months begin with January."""

    digits: tuple[str, ...]
    units: tuple[str, ...]
    tens: tuple[str, ...]
    signs: Mapping[str, str]
    as_in: str
    letters: tuple[str, ...]
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    dates: tuple[str, ...]
    births: tuple[str, ...]
    amounts: tuple[str, ...]


def listed(text: str) -> tuple[str, ...]:
    """Return what stands between commas."""
    return tuple(item.strip() for item in text.split(","))


def cultures_in(rows: Mapping[str, Mapping[str, str]]) -> Mapping[str, Culture]:
    """Return the cultures of a list of names by name."""
    return MappingProxyType({
        name: Culture(name, listed(row["given"]), listed(row["family"])) for name, row in rows.items()
    })


@cache
def cultures() -> Mapping[str, Culture]:
    """Return the cultures by name."""
    return cultures_in(read("cultures"))


@cache
def countries() -> Mapping[str, Country]:
    """Return the countries by ISO 3166 code."""
    return MappingProxyType({
        code: Country(
            code=code,
            language=row["language"],
            street=row["street"],
            line=row["line"],
            streets=listed(row["streets"]),
            cities=tuple(row["cities"].items()),
            phones=listed(row["phones"]),
        )
        for code, row in read("countries").items()
    })


@cache
def products() -> Mapping[str, tuple[str, ...]]:
    """Return invented products by topic."""
    return MappingProxyType({topic: listed(row) for topic, row in read("products").items()})


@cache
def words(language: str) -> Words:
    """Return the words of a language: of `LANGUAGES`, or it, nl or pt."""
    row = read("words")[language]
    split = {key: tuple(row[key].split()) for key in ("digits", "units", "tens", "letters", "months", "weekdays")}
    lists = {key: tuple(row[key]) for key in ("dates", "births", "amounts")}
    return Words(signs=MappingProxyType(row["signs"]), as_in=row["as_in"], **split, **lists)
