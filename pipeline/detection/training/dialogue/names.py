"""Names to train with: of many cultures, made up letter by letter, and ordinary words.

Names that a measuring set bears are left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module, resources
from random import Random
from types import MappingProxyType
from typing import Final

import yaml

from pipeline.conversation.normal_form import fold_text
from pipeline.conversation.words import common_words
from pipeline.synthesis import made_up_names, tables
from pipeline.synthesis.chance import weighted
from pipeline.synthesis.stress import tables as stress_tables

HOMES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "en": ("en_US", "en_GB", "en_IN", "en_IE", "en_NZ", "en_NG", "en_KE", "en_PK"),
    "de": ("de_DE", "de_AT", "de_CH", "tr_TR"),
    "es": ("es_ES", "es_MX", "es_CO", "es_AR", "es_CL", "es_CA"),
    "fr": ("fr_FR", "fr_CA", "fr_BE", "fr_CH", "ar_DZ"),
    "it": ("it_IT", "ro_RO"),
    "nl": ("nl_NL", "nl_BE", "tr_TR"),
    "pt": ("pt_BR", "pt_PT"),
})
"""Faker's locales whose names are common where a language is spoken."""
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff'\u2019. -]{2,24}")
_ORDER: Final = 3
_SHORTEST, _LONGEST = 3, 11
_KINDS: Final = (("home", 0.5), ("world", 0.28), ("made up", 0.12), ("word", 0.1))
_FIT: Final = range(4, 10)
"""How long a common word is that may stand in for a name."""


@dataclass(frozen=True, slots=True)
class NamePool:
    """Names by where they are common, and what makes up others.

    Attributes:
        home: (given, family) names where the language is spoken.
        world: the same of everywhere.
        words: ordinary words that stand in for names.
        next_letters: which letter may follow which, for names that nobody bears.
    """

    home: tuple[tuple[str, ...], tuple[str, ...]] = field(repr=False)
    world: tuple[tuple[str, ...], tuple[str, ...]] = field(repr=False)
    words: tuple[str, ...] = field(repr=False)
    next_letters: Mapping[str, str] = field(repr=False)

    def draw(self, family: int, chance: Random) -> str:
        """Return one name; `family` is 0 for a given name, 1 for a family name."""
        kind = weighted(chance, _KINDS)
        if kind == "word":
            return chance.choice(self.words).capitalize()
        if kind == "made up":
            return self.made_up(chance)
        return chance.choice((self.home if kind == "home" else self.world)[family])

    def made_up(self, chance: Random) -> str:
        """Return a name letter by letter, each as it follows the ones before in real names."""
        while True:
            name = ""
            while len(name) <= _LONGEST and not name.endswith("$"):
                name += chance.choice(self.next_letters[("^" + name)[-_ORDER:]])
            name = name.removesuffix("$")
            if _SHORTEST <= len(name) <= _LONGEST and fold_text(name) not in held_out():
                return name.capitalize()


@cache
def held_out() -> frozenset[str]:
    """Return the folded words of all names that the measuring generators draw from."""
    measured = (*tables.cultures().values(), *stress_tables.cultures().values())
    names = [name for culture in measured for name in (*culture.given, *culture.family)]
    return frozenset(word for name in names for word in _parts(name)) | frozenset(made_up_names.word_names())


def admitted(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names in Latin script of which no word is held out, sorted, each once."""
    fit = {name for name in names if _LATIN.fullmatch(name)}
    return tuple(sorted(name for name in fit if held_out().isdisjoint(_parts(name))))


def _parts(name: str) -> list[str]:
    return re.findall(r"[^\W_]{2,}", fold_text(name))


@cache
def pool(language: str) -> NamePool:
    """Return the names for a language, from the package `faker`."""
    home = _of_locales(HOMES[language])
    world = _of_locales(tuple(module for module in _locales() if module not in HOMES[language]))
    both = [name.lower() for names in (*home, *world) for name in names if name.isalpha()]
    return NamePool(home, world, (*word_names(), *_plain_words(language)), next_letters(both[::7]))


def _locales() -> tuple[str, ...]:
    package = resources.files("faker.providers.person")
    return tuple(sorted(entry.name for entry in package.iterdir() if re.fullmatch(r"[a-z]{2}_[A-Z]{2}", entry.name)))


def _of_locales(locales: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found: tuple[set[str], set[str]] = (set(), set())
    for locale in locales:
        provider = import_module(f"faker.providers.person.{locale}").Provider
        for names, attribute in zip(found, ("first_names", "last_names"), strict=True):
            for kind in (attribute, f"{attribute}_male", f"{attribute}_female"):
                listed = getattr(provider, kind, ())
                names.update(() if isinstance(listed, property) else listed)
    return admitted(found[0]), admitted(found[1])


def next_letters(names: Iterable[str]) -> Mapping[str, str]:
    """Return which letters follow up to three others; `^` begins a name and `$` ends it."""
    after: defaultdict[str, str] = defaultdict(str)
    for name in names:
        marked = f"^{name}$"
        for place in range(1, len(marked)):
            after[marked[max(0, place - _ORDER) : place]] += marked[place]
    return after


def _plain_words(language: str) -> tuple[str, ...]:
    """Return every twelfth common word: anything may be somebody's name, and what surrounds it must tell."""
    return admitted(word for word in sorted(common_words(language)) if len(word) in _FIT)[::12]


@cache
def word_names() -> tuple[str, ...]:
    """Return ordinary words that people may bear as names."""
    text = resources.files(__package__).joinpath("data", "word_names.yaml").read_text(encoding="utf-8")
    return admitted(yaml.safe_load(text).split())
