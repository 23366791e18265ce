"""The files of words as they are written: which keys they have, and how their lists are read.

A wrong key, an unknown entity type or a year without twelve months is an error at loading.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeVar

from pydantic import BaseModel, ConfigDict, field_validator

from pipeline.conversation.normal_form import fold_text
from pipeline.detection.entity_types import DIRECT_TYPES
from pipeline.detection.language_files import read_texts
from pipeline.detection.spoken.compounds import Glue

Meaning = TypeVar("Meaning")

COMMON: Final = "common"
"""The file that all languages share."""


class CommonFile(BaseModel):
    """What all languages share; lists are separated by spaces."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    alphabet: str
    endings: str
    providers: str


class WordFile(BaseModel):
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
    """Words behind which a number may say how much or when; some of them also go on a value ("second", "por")."""
    units: str
    """Those, and phrases, behind which a number in words says so for certain."""
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


def read(name: str) -> object:
    """Return the content of `data/<name>.yaml`."""
    return read_texts(__package__, "data", f"{name}.yaml")


def listed(text: str) -> tuple[str, ...]:
    """Return the items of a list with commas."""
    return tuple(item.strip() for item in text.split(",") if item.strip())


def folded(texts: Sequence[str]) -> frozenset[str]:
    """Return words without case and accents."""
    return frozenset(map(fold_text, texts))


def by_phrase(values: Mapping[Meaning, str]) -> Iterator[tuple[str, Meaning]]:
    """Yield each phrase with its meaning, from meanings with their phrases."""
    for value, phrases in values.items():
        for phrase in listed(phrases):
            yield phrase, value


def alphabet(text: str) -> dict[str, str]:
    """Return word to letters: the first one, or what stands behind "="."""
    entries = (entry.partition("=") for entry in text.split())
    return {fold_text(word): fold_text(letters or word[0]) for word, _, letters in entries}
