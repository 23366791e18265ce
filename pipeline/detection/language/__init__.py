"""What people say around personal data, by language: questions, greetings, refusals, closed-class words.

The files lie beside this module, one a language, written by us. A phrase is a run of folded words ("I'm" is "i", "m"),
so that it is found in a turn's words whatever its case, accents and signs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from pipeline.conversation.normal_form import normalise
from pipeline.detection.language_files import read_texts
from pipeline.detection.value_search import Words

LANGUAGES: Final = ("en", "de", "es", "fr", "it", "nl", "pt")

_LINKS: Final = frozenset({"and", "so", "und", "y", "et", "e", "en", "also", "donc", "allora", "well", "here", "now"})
"""Words that are heard in a spelled answer in place of its letters."""

Phrase = tuple[str, ...]


class _Material(BaseModel):
    """One file, as it is written."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    greetings: list[str]
    thanks: list[str]
    farewells: list[str]
    introductions: list[str]
    prepositions: list[str]
    determiners: list[str]
    about_people: list[str]
    acknowledgements: list[str]
    fillers: list[str]
    leads: list[str]
    refusals: list[str]
    asks: list[str]
    questions: dict[str, list[str]]
    not_names: list[str]
    our_own: list[str]
    unmistakable: list[str]
    """Single words of the acknowledgements, thanks, greetings and fillers that nothing else is heard as."""
    short_labels: list[str]
    """Short words before a number that say what it is."""
    labels_behind_names: list[str]
    """Words behind a name in talk without signs that say what comes next."""
    linking_letters: list[str]
    """Words of one letter: conjunctions, prepositions, and what is left of them before an apostrophe."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases with what each means, by their first word, longest first."""

    by_first: Mapping[str, tuple[tuple[Phrase, str], ...]] = field(repr=False)

    @classmethod
    def of(cls, meanings: Mapping[str, Iterable[str]]) -> Phrases:
        """Return the phrases of each meaning. Of one phrase with two meanings the first counts."""
        found: dict[str, dict[Phrase, str]] = {}
        for meaning, phrases in meanings.items():
            for phrase in phrases:
                words = phrase_of(phrase)
                found.setdefault(words[0], {}).setdefault(words, meaning)
        longest = {first: tuple(sorted(of.items(), key=lambda entry: -len(entry[0]))) for first, of in found.items()}
        return cls(longest)

    def at(self, words: Sequence[str], place: int) -> tuple[int, str] | None:
        """Return the length in words and the meaning of the longest phrase that begins at a place, or None."""
        for phrase, meaning in self.by_first.get(words[place], ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                return len(phrase), meaning
        return None

    def search(self, words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        """Yield (first word, behind the last word, meaning) of the phrases, longest first, none in another."""
        behind = 0
        for place, word in enumerate(words):
            if word in self.by_first and place >= behind and (found := self.at(words, place)) is not None:
                length, meaning = found
                behind = place + length
                yield place, behind, meaning


@dataclass(frozen=True, slots=True)
class Language:
    """What one language, or several together, gives to the passes."""

    code: str
    around_names: Phrases = field(repr=False)
    """Greetings, thanks, farewells and introductions, by these words."""
    closed: Mapping[str, str] = field(repr=False)
    """Single words: `preposition`, `determiner` or `about_person`."""
    empty: Phrases = field(repr=False)
    """What an answer may hold besides what was asked for: acknowledgements, fillers, leads, greetings."""
    yes: frozenset[str] = field(repr=False)
    """Single words that accept, thank or hesitate and can be no part of an answer."""
    fillers: frozenset[str] = field(repr=False)
    leads: frozenset[str] = field(repr=False)
    """Single words that lead in ("its", "name") and are no part of a name."""
    refusals: Phrases = field(repr=False)
    asks: Phrases = field(repr=False)
    questions: Phrases = field(repr=False)
    """By entity type; "" where no personal data is asked for after all ("company name")."""


def phrase_of(text: str) -> Phrase:
    """Return a phrase's folded words."""
    return Words.of(normalise(text)).words


@cache
def language(*codes: str) -> Language:
    """Return the material of the languages that have some, together; of all where none has."""
    known = [code for code in codes if code in LANGUAGES] or list(LANGUAGES)
    read = [_read(code) for code in known]
    return Language(
        code="+".join(known),
        around_names=Phrases.of(_union(read, ("greetings", "thanks", "farewells", "introductions"))),
        closed=_closed(read),
        empty=Phrases.of(
            _union(read, ("leads", "acknowledgements", "fillers", "greetings", "thanks", "farewells", "introductions"))
        ),
        yes=_single(read, ("acknowledgements", "thanks", "fillers")) - _closed(read).keys() - _LINKS,
        fillers=_single(read, ("fillers",)),
        leads=_single(read, ("leads", "introductions")) - _single(read, ("prepositions",)) - _LINKS,
        refusals=Phrases.of(_union(read, ("refusals",))),
        asks=Phrases.of(_union(read, ("asks",))),
        questions=Phrases.of(_questions(read)),
    )


@cache
def words_of_all(key: Literal["unmistakable", "short_labels", "labels_behind_names"]) -> frozenset[str]:
    """Return the single words that stand under a key in the files of all languages."""
    return _single(map(_read, LANGUAGES), (key,))


@cache
def linking_letters(code: str | None) -> frozenset[str]:
    """Return a language's words of one letter that stand between numbers: Spanish "2019 a 2023"."""
    return _single([_read(code)], ("linking_letters",)) if code in LANGUAGES else frozenset()


@cache
def _read(code: str) -> _Material:
    return _Material.model_validate(read_texts(__name__, f"{code}.yaml"))


def _union(read: Iterable[_Material], keys: Sequence[str]) -> dict[str, list[str]]:
    return {key: [phrase for material in read for phrase in getattr(material, key)] for key in keys}


def _single(read: Iterable[_Material], keys: Sequence[str]) -> frozenset[str]:
    phrases = (phrase_of(phrase) for material in read for key in keys for phrase in getattr(material, key))
    return frozenset(words[0] for words in phrases if len(words) == 1)


def _closed(read: Iterable[_Material]) -> dict[str, str]:
    """Return the single words by kind; a word of two kinds is a determiner before it is a preposition."""
    kinds: dict[str, str] = {}
    for key, kind in (("about_people", "about_person"), ("prepositions", "preposition"), ("determiners", "determiner")):
        for material in read:
            for phrase in getattr(material, key):
                words = phrase_of(phrase)
                if len(words) == 1:
                    kinds[words[0]] = kind
    return kinds


def _questions(read: Iterable[_Material]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"": []}
    for material in read:
        found[""] += [*material.not_names, *material.our_own]
        for entity_type, phrases in material.questions.items():
            found.setdefault(entity_type, []).extend(phrases)
    return found
