"""One conversation's values, and ways to make new ones of them: said aloud, spelled, in scraps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from pipeline.detection.training.dialogue.language import Phrases
from pipeline.detection.training.dialogue.names import NamePool
from pipeline.detection.training.dialogue.speech import Speech, chopped, dictated, spelled
from pipeline.synthesis import numbers


@dataclass(slots=True)
class Values:
    """One conversation's values: a person and what belongs to them stay the same where they are said again."""

    language: str
    phrases: Phrases = field(repr=False)
    names: NamePool = field(repr=False)
    speech: Speech = field(repr=False)
    chance: Random = field(repr=False)
    said: dict[str, str] = field(default_factory=dict, repr=False)

    def again(self, slot: str, maker: Maker, share: float = 0.85) -> str:
        """Return what was said before under that name, most of the time; otherwise something new."""
        if slot not in self.said or self.chance.random() > share:
            self.said[slot] = maker(self)
        return self.said[slot]

    def pick(self, key: str) -> str:
        """Return one of a list of the language's file."""
        return self.chance.choice(self.phrases.lists[key])

    def pattern(self, key: str) -> str:
        """Return a number after one of the language's patterns."""
        return numbers.from_pattern(self.chance, self.pick(key))

    def likely(self, share: float) -> bool:
        """Return True in that share of all draws."""
        return self.chance.random() < share


Maker = Callable[[Values], str]
"""What makes the text of a slot."""


def as_spelled(slot: Maker) -> Maker:
    """Return what spells a slot's text."""

    def maker(values: Values) -> str:
        text = spelled(slot(values), values.speech, values.chance)
        return text or slot(values)

    return maker


def as_said(slot: Maker) -> Maker:
    """Return what says a slot's digits and letters aloud."""
    return lambda values: dictated(slot(values), values.speech, values.chance)


def as_chopped(slot: Maker) -> Maker:
    """Return what writes a slot's letters and digits in scraps, as a recognizer does."""
    return lambda values: chopped(slot(values), values.chance)


def kept(slot: str, key: str) -> Maker:
    """Return what makes a number after one of the language's patterns, and keeps it under the slot's name."""
    return lambda values: values.again(slot, lambda own: own.pattern(key))


def numbered(slot: str, patterns: tuple[str, ...]) -> Maker:
    """Return what makes a number after one of the patterns, and keeps it under the slot's name."""

    def maker(values: Values) -> str:
        text = numbers.from_pattern(values.chance, values.chance.choice(patterns))
        return text.lower() if values.likely(0.25) else text

    return lambda values: values.again(slot, maker)
