"""The words of one language for spoken values, read from `data/<language>.yaml` once and checked.

A wrong key, an unknown entity type or a word with two numbers is an error at loading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from string import ascii_lowercase
from typing import Final, Generic, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, field_validator

from pipeline.conversation.normal_form import fold_text
from pipeline.conversation.words import common_words
from pipeline.conversation.words.plain_words import GRAMMAR_AND_MORE
from pipeline.detection.entity_types import DIRECT_TYPES
from pipeline.detection.spoken.compounds import Glue, compounds, ordinals
from pipeline.detection.value_search import folded_words

LANGUAGES: Final = ("de", "en", "es", "fr", "it", "nl", "pt")
"""The languages that have a file of words."""
LONGEST_GROUP: Final = 3
"""Letters that may stand together in a code that was read letter by letter: "n 4 w od g"."""

Meaning = TypeVar("Meaning")


class Phrases(Generic[Meaning]):
    """Phrases of one to a few folded words, looked up at a place in a turn; the longest counts."""

    def __init__(self, meanings: Iterable[tuple[str, Meaning]]) -> None:
        by_first: defaultdict[str, dict[tuple[str, ...], Meaning]] = defaultdict(dict)
        for text, meaning in meanings:
            words = folded_words(text)
            if by_first[words[0]].setdefault(words, meaning) != meaning:
                raise ValueError(f"two meanings: {text}")
        self._by_first: Mapping[str, tuple[tuple[tuple[str, ...], Meaning], ...]] = {
            first: tuple(sorted(phrases.items(), key=lambda entry: -len(entry[0])))
            for first, phrases in by_first.items()
        }

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_first)

    def match(self, words: tuple[str, ...], at: int) -> tuple[Meaning, int] | None:
        """Return the meaning of the phrase that starts at a word, and how many words it has."""
        for phrase, meaning in self._by_first.get(words[at], ()) if at < len(words) else ():
            if words[at : at + len(phrase)] == phrase:
                return meaning, len(phrase)
        return None


class _Common(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    alphabet: str
    endings: str
    providers: str


class _File(BaseModel):
    """A language's file as it is written; commas separate lists, or spaces where no phrase can be in them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    numbers: dict[int, str]
    weak_numbers: str
    glue: Glue
    number_links: str
    teens_after: str = ""
    ordinals: dict[int, str]
    ordinal_suffixes: str = ""
    months: tuple[str, ...]
    date_links: str
    multipliers: dict[int, str]
    letter_names: dict[str, str]
    weak_letter_names: str = ""
    alphabet: str
    explaining_words: str
    explained_by: str
    garbled_after: str
    signs: dict[str, str]
    case_words: str
    fillers: str
    plain_letters: str
    clitics: str = ""
    after_amounts: str
    streets: str
    street_endings: str = ""
    cues: dict[str, str]

    @field_validator("cues")
    @classmethod
    def _known_types(cls, cues: dict[str, str]) -> dict[str, str]:
        if unknown := sorted(cues.keys() - DIRECT_TYPES):
            raise ValueError(f"unknown types: {unknown}")
        return cues

    @field_validator("months")
    @classmethod
    def _twelve(cls, months: tuple[str, ...]) -> tuple[str, ...]:
        if len(months) != 12:  # noqa: PLR2004
            raise ValueError("a year has twelve months")
        return months


@dataclass(frozen=True, slots=True)
class Language:
    """What the words of a language mean where a value is said. All words are folded."""

    code: str
    numbers: Phrases[int] = field(repr=False)
    weak_numbers: frozenset[str] = field(repr=False)
    links: frozenset[str] = field(repr=False)
    unit_first: bool
    teens_after: frozenset[int]
    ordinals: Phrases[int] = field(repr=False)
    months: Phrases[int] = field(repr=False)
    date_links: frozenset[str] = field(repr=False)
    multipliers: Phrases[int] = field(repr=False)
    letters: Phrases[str] = field(repr=False)
    weak_letters: frozenset[str] = field(repr=False)
    alphabet: Mapping[str, str] = field(repr=False)
    explaining: Mapping[str, str] = field(repr=False)
    explained_by: Phrases[bool] = field(repr=False)
    signs: Phrases[str] = field(repr=False)
    case_words: Phrases[str] = field(repr=False)
    fillers: Phrases[str] = field(repr=False)
    after_amounts: frozenset[str] = field(repr=False)
    streets: frozenset[str] = field(repr=False)
    street_endings: tuple[str, ...] = field(repr=False)
    cues: Phrases[str] = field(repr=False)
    endings: frozenset[str] = field(repr=False)
    providers: frozenset[str] = field(repr=False)
    dots: frozenset[str] = field(repr=False)
    digit_words: frozenset[str] = field(repr=False)
    triggers: frozenset[str] = field(repr=False)
    openers: frozenset[str] = field(repr=False)
    short_words: frozenset[str] = field(repr=False)

    def is_street(self, word: str) -> bool:
        """Return whether a word is one for a street, or ends in one."""
        return word in self.streets or (bool(self.street_endings) and word.endswith(self.street_endings))


@cache
def load(code: str) -> Language:
    """Return the words of a language of `LANGUAGES`."""
    file, common = _File.model_validate(_read(code)), _Common.model_validate(_read("common"))
    forms = {value: tuple(map(fold_text, _listed(words))) for value, words in file.numbers.items()}
    glued = compounds(file.glue, forms)
    said = dict(_flat(file.numbers))
    numbers = Phrases((*said.items(), *((word, value) for word, value in glued.items() if word not in said)))
    ordinal_words = Phrases(ordinals(file.glue, forms, file.ordinals, tuple(file.ordinal_suffixes.split())).items())
    weak_numbers = frozenset(map(fold_text, _listed(file.weak_numbers)))
    letters = Phrases((
        ("x ray", "x"),
        *((name, fold_text(letter)) for letter, name in _flat_names(file)),
    ))
    weak_letters = frozenset((*file.plain_letters.split(), *map(fold_text, _listed(file.weak_letter_names))))
    alphabet = {**_alphabet(common.alphabet), **_alphabet(file.alphabet)}
    multipliers, fillers = Phrases(_flat(file.multipliers)), Phrases((phrase, "") for phrase in _listed(file.fillers))
    case_words = Phrases((phrase, "") for phrase in _listed(file.case_words))
    explained_by = Phrases(
        (phrase, phrase in _listed(file.garbled_after)) for phrase in dict.fromkeys(_listed(file.explained_by))
    )
    signs = Phrases((phrase, sign) for sign, phrases in file.signs.items() for phrase in _listed(phrases))
    months = Phrases((name, number) for number, names in enumerate(file.months, 1) for name in _listed(names))
    strong = frozenset(numbers) - weak_numbers
    providers = frozenset(common.providers.split())
    after_amounts = frozenset(map(fold_text, file.after_amounts.split()))
    endings = frozenset(common.endings.split())
    openers = frozenset().union(
        numbers, ordinal_words, multipliers, letters, alphabet, explained_by, signs, case_words, fillers
    )
    ordinary = (*common_words(code), *GRAMMAR_AND_MORE, *openers, *endings, *providers, *after_amounts)
    return Language(
        code=code,
        numbers=numbers,
        weak_numbers=weak_numbers,
        links=frozenset(folded_words(file.number_links)),
        unit_first=file.glue in ("german", "dutch"),
        teens_after=frozenset(map(int, file.teens_after.split())),
        ordinals=ordinal_words,
        months=months,
        date_links=frozenset(folded_words(file.date_links)),
        multipliers=multipliers,
        letters=letters,
        weak_letters=weak_letters,
        alphabet=alphabet,
        explaining={**alphabet, **_alphabet(file.explaining_words)},
        explained_by=explained_by,
        signs=signs,
        case_words=case_words,
        fillers=fillers,
        after_amounts=after_amounts,
        streets=frozenset(map(fold_text, file.streets.split())),
        street_endings=tuple(map(fold_text, file.street_endings.split())),
        cues=Phrases((phrase, kind) for kind, phrases in file.cues.items() for phrase in _listed(phrases)),
        endings=endings,
        providers=providers,
        dots=frozenset(folded_words(file.signs["."].partition(",")[0])),
        digit_words=frozenset(fold_text(word) for value in range(10) for word in forms[value]) - weak_numbers,
        triggers=frozenset((
            *strong,
            *ordinal_words,
            *months,
            *alphabet,
            *(set(letters) - weak_letters),
            *(set(ascii_lowercase) - weak_letters - {*file.clitics.split()}),
            *(folded for sign in "@." for word in _listed(file.signs[sign]) if " " not in (folded := fold_text(word))),
            *providers,
        )),
        short_words=frozenset(word for word in ordinary if len(word) <= LONGEST_GROUP),
        openers=openers,
    )


def _read(name: str) -> object:
    text = resources.files(__package__).joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)  # BaseLoader builds strings, lists and maps only


def _listed(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(",") if item.strip())


def _flat(values: Mapping[int, str]) -> Iterator[tuple[str, int]]:
    for value, phrases in values.items():
        for phrase in _listed(phrases):
            yield phrase, value


def _flat_names(file: _File) -> Iterator[tuple[str, str]]:
    for letter, names in file.letter_names.items():
        for name in _listed(names):
            yield letter, name


def _alphabet(text: str) -> dict[str, str]:
    """Return word to letters: the first one, or what stands behind "="."""
    entries = (entry.partition("=") for entry in text.split())
    return {fold_text(word): fold_text(letters or word[0]) for word, _, letters in entries}
