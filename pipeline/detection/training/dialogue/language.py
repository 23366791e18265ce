"""What `data/<language>.yaml` holds: sentences, and the words and patterns of which values are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Final

from pipeline.synthesis.tables import read
from pipeline.synthesis.templates import Phrasebook, Template, compile_template

LANGUAGES: Final = ("en", "de", "es", "fr", "it", "nl", "pt")
_SENTENCES: Final = ("ask", "answer", "agent", "statement", "mail_open", "mail_close", "continue")


@dataclass(frozen=True, slots=True)
class Phrases:
    """One language.

    Attributes:
        sentences: by key, such as `ask.name` and `answer.name`.
        questions: what an agent may ask for: the second halves of those keys.
        streets: how a street with its number is written.
        lists: cities, products, patterns of numbers and the like, by their key in the file.
    """

    sentences: Phrasebook = field(repr=False)
    questions: tuple[str, ...]
    streets: tuple[Template, ...] = field(repr=False)
    lists: Mapping[str, tuple[str, ...]] = field(repr=False)


@cache
def phrases(language: str) -> Phrases:
    """Return the phrases of one of `LANGUAGES`."""
    rows = read(language, __package__)
    lists = {key: tuple(values) for key, values in rows.items() if key not in (*_SENTENCES, "street_forms")}
    return Phrases(
        sentences=Phrasebook.of({key: rows[key] for key in _SENTENCES}),
        questions=tuple(rows["ask"]),
        streets=tuple(map(compile_template, rows["street_forms"])),
        lists=MappingProxyType(lists),
    )
