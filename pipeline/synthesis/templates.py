"""Sentences with slots: `<slot>` is a value, `{a|b}` one of several wordings. Compiled once, filled many times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from random import Random
from types import MappingProxyType
from typing import Any

from pipeline.synthesis.tables import read


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a value."""

    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several wordings, all equally likely."""

    options: tuple[Template, ...]


Template = tuple[str | Slot | Choice, ...]

# Group 1: the name of a slot. Group 2: wordings, which may hold slots but no further choice.
_MARKUP = re.compile(r"<(\w+)>|\{([^{}]*)\}")


def compile_template(text: str) -> Template:
    """Return the parts of a sentence.

    >>> compile_template("hi <name>")
    ('hi ', Slot(name='name'))
    """
    parts: list[str | Slot | Choice] = []
    end = 0
    for match in _MARKUP.finditer(text):
        parts.append(text[end : match.start()])
        slot, options = match.groups()
        parts.append(Slot(slot) if slot else Choice(tuple(compile_template(option) for option in options.split("|"))))
        end = match.end()
    parts.append(text[end:])
    return tuple(part for part in parts if part != "")


def chosen(template: Template, rng: Random) -> Iterator[str | Slot]:
    """Yield literals and slots, with every choice made."""
    for part in template:
        if isinstance(part, Choice):
            options = part.options
            yield from chosen(options[int(rng.random() * len(options))], rng)
        else:
            yield part


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """The sentences of one language by key; keys of nested lists are joined by a dot ("ask.email")."""

    templates: Mapping[str, tuple[Template, ...]]

    @classmethod
    def of(cls, rows: Mapping[str, Any]) -> Phrasebook:
        """Return the sentences of nested lists."""
        return cls(MappingProxyType(dict(_flattened(rows))))

    def pick(self, key: str, rng: Random) -> Template:
        """Return one sentence of that key."""
        found = self.templates[key]
        return found[int(rng.random() * len(found))]


def _flattened(rows: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, tuple[Template, ...]]]:
    for key, value in rows.items():
        if isinstance(value, dict):
            yield from _flattened(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", tuple(compile_template(text) for text in value)


@cache
def phrasebook(language: str) -> Phrasebook:
    """Return the sentences of `data/<language>.yaml`."""
    return Phrasebook.of(read(language))
