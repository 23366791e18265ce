"""The words of one language for spoken values, read from `data/<language>.yaml` once and checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from string import ascii_lowercase
from typing import Final

from pipeline.conversation.normal_form import fold_text
from pipeline.conversation.words import common_words
from pipeline.conversation.words.plain_words import GRAMMAR_AND_MORE
from pipeline.detection.spoken.compounds import compounds, ordinals
from pipeline.detection.spoken.phrases import Phrases
from pipeline.detection.spoken.word_file import (
    COMMON,
    CommonFile,
    WordFile,
    alphabet,
    by_phrase,
    folded,
    listed,
    read,
)

LANGUAGES: Final = ("de", "en", "es", "fr", "it", "nl", "pt")
"""The languages that have a file of words."""
LONGEST_GROUP: Final = 3
"""Letters that may stand together in a code that was read letter by letter: "n 4 w od g"."""


@dataclass(frozen=True, slots=True)
class Language:
    """What the words of a language mean where a value is said. All words are folded.

    `weak` words are ordinary ones too. `triggers` may be part of a value, so that a turn with some is worth reading;
    `openers` begin anything but a plain word; `short_words` are those that no letters of a code can be.
    """

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
    digit_words: frozenset[str] = field(repr=False)
    triggers: frozenset[str] = field(default=frozenset(), repr=False)
    openers: frozenset[str] = field(default=frozenset(), repr=False)
    short_words: frozenset[str] = field(default=frozenset(), repr=False)

    def is_street(self, word: str) -> bool:
        """Return whether a word is one for a street, or ends in one."""
        return word in self.streets or (bool(self.street_endings) and word.endswith(self.street_endings))


@dataclass(frozen=True, slots=True)
class AllLanguages:
    """Words of all languages together, for passes that a turn in any language may concern. All are folded."""

    units: Phrases[bool] = field(repr=False)
    unit_openers: frozenset[str] = field(repr=False)
    """The first words of the units."""
    full_stops: frozenset[str] = field(repr=False)
    """Single words for the sign between the parts of an address."""


@cache
def all_languages() -> AllLanguages:
    """Return the words of all languages."""
    files = [WordFile.model_validate(read(code)) for code in LANGUAGES]
    units = Phrases((unit, True) for file in files for unit in listed(file.units))
    stops = (phrase for file in files for phrase in listed(file.signs["."]) if " " not in phrase)
    return AllLanguages(units, frozenset(units), folded(tuple(stops)))


@cache
def load(code: str) -> Language:
    """Return the words of a language of `LANGUAGES`."""
    file, common = WordFile.model_validate(read(code)), CommonFile.model_validate(read(COMMON))
    forms = {value: tuple(map(fold_text, listed(words))) for value, words in file.numbers.items()}
    weak_numbers = folded(listed(file.weak_numbers))
    spelling = {**alphabet(common.alphabet), **alphabet(file.alphabet)}
    language = Language(
        code=code,
        numbers=_numbers(file, forms),
        weak_numbers=weak_numbers,
        links=folded(file.number_links.split()),
        unit_first=file.glue in ("german", "dutch"),
        teens_after=frozenset(map(int, file.teens_after.split())),
        ordinals=Phrases(ordinals(file.glue, forms, file.ordinals, tuple(file.ordinal_suffixes.split())).items()),
        months=Phrases((name, number) for number, names in enumerate(file.months, 1) for name in listed(names)),
        date_links=folded(file.date_links.split()),
        multipliers=Phrases(by_phrase(file.multipliers)),
        letters=Phrases((name, fold_text(letter)) for name, letter in by_phrase(file.letter_names)),
        weak_letters=folded((*file.plain_letters.split(), *listed(file.weak_letter_names))),
        alphabet=spelling,
        explaining={**spelling, **alphabet(file.explaining_words)},
        explained_by=Phrases((phrase, phrase in listed(file.garbled_after)) for phrase in listed(file.explained_by)),
        signs=Phrases(by_phrase(file.signs)),
        case_words=Phrases((phrase, "") for phrase in listed(file.case_words)),
        fillers=Phrases((phrase, "") for phrase in listed(file.fillers)),
        after_amounts=folded(file.after_amounts.split()),
        streets=folded(file.streets.split()),
        street_endings=tuple(map(fold_text, file.street_endings.split())),
        cues=Phrases(by_phrase(file.cues)),
        endings=frozenset(common.endings.split()),
        providers=frozenset(common.providers.split()),
        digit_words=folded([word for value in range(10) for word in forms[value]]) - weak_numbers,
    )
    language = replace(language, openers=_openers(language), triggers=_triggers(language, file))
    return replace(language, short_words=_short_words(language))


def _numbers(file: WordFile, forms: Mapping[int, tuple[str, ...]]) -> Phrases[int]:
    """Return the number words of a file with the compounds that it does not list."""
    listed_ones = dict(by_phrase(file.numbers))
    glued = ((word, value) for word, value in compounds(file.glue, forms).items() if word not in listed_ones)
    return Phrases((*listed_ones.items(), *glued))


def _openers(language: Language) -> frozenset[str]:
    values: tuple[Iterable[str], ...] = (language.numbers, language.ordinals, language.letters, language.alphabet)
    talk = (language.multipliers, language.explained_by, language.signs, language.case_words, language.fillers)
    return frozenset().union(*values, *talk)


def _triggers(language: Language, file: WordFile) -> frozenset[str]:
    letters = (set(ascii_lowercase) - {*file.clitics.split()}) | set(language.letters)
    signs = folded([phrase for sign in "@." for phrase in listed(file.signs[sign]) if " " not in phrase])
    return frozenset((
        *(set(language.numbers) - language.weak_numbers),
        *language.ordinals,
        *language.months,
        *language.alphabet,
        *(letters - language.weak_letters),
        *signs,
        *language.providers,
    ))


def _short_words(language: Language) -> frozenset[str]:
    ordinary = (*common_words(language.code), *GRAMMAR_AND_MORE, *language.openers, *language.after_amounts)
    return frozenset(word for word in (*ordinary, *language.endings, *language.providers) if len(word) <= LONGEST_GROUP)
