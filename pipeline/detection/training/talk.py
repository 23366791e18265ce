"""Support talk in seven languages to learn from, made of `talk.yaml`: who is a person in it, and what only looks so.

Names come from the demo's cultures or are made up; brands are made up, or rare words with a capital, so that neither
can be learned by heart: what is left to learn from are the words around. `known_brands` has half of the brands come
from the list of brands, for those who are to learn what the list is worth. The stress sets share no sentence with this.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources
from random import Random
from typing import Any, Final

import yaml

from pipeline.conversation.brands import brands
from pipeline.conversation.words.frequencies import frequencies
from pipeline.synthesis.chance import happens
from pipeline.synthesis.identities import make_name
from pipeline.synthesis.lines import Line, Value, fill, labels
from pipeline.synthesis.made_up_names import made_up
from pipeline.synthesis.tables import cultures
from pipeline.synthesis.templates import Phrasebook

AGENT: Final = "a1"
CUSTOMER: Final = "c1"
_MADE_UP_SHARE: Final = 0.4
_RARE_SHARE: Final = 0.4
_RARE: Final = (3.0, 3.6)
"""Zipf frequencies of words that brands are called by."""
_NUMBERED_SHARE: Final = 0.3
_KNOWN_SHARE: Final = 0.5
_REPEATED_SHARE: Final = 0.6
_SENTENCES: Final = 5

Record = dict[str, Any]


class _Scene:
    """Who and what one conversation is about."""

    def __init__(self, language: str, rng: Random, *, known_brands: bool) -> None:
        self._language, self._rng, self._known_brands = language, rng, known_brands
        self._phrases = _phrases(language)
        self._agent, _ = _name(rng)
        self._given, self._family = _name(rng)

    def say(self, key: str) -> Line:
        return fill(self._phrases.pick(key, self._rng), self._value, self._rng)

    def other_person(self) -> None:
        """Speak of somebody else from here on."""
        self._given, self._family = _name(self._rng)

    def _value(self, slot: str) -> Value:
        people = {
            "agent": self._agent,
            "given": self._given,
            "family": self._family,
            "name": f"{self._given} {self._family}",
        }
        return ("PERSON", people[slot]) if slot in people else ("", self._thing(slot))

    def _thing(self, slot: str) -> str:
        rng = self._rng
        match slot:
            case "brand":
                known = self._known_brands and happens(rng, _KNOWN_SHARE)
                return _known_brand(rng) if known else _brand(self._language, rng)
            case "thing":
                return rng.choice(_things(self._language))
            case "amount":
                return f"{rng.randrange(3, 900)} {rng.choice(('€', 'euros', 'EUR'))}"
            case "code":
                return f"{rng.choice('ABEHKTX')}{rng.choice(('', '-'))}{rng.randrange(10, 9000)}"
            case _:
                raise KeyError(slot)


def talk(language: str, count: int, seed: int = 1, *, known_brands: bool = False) -> Iterator[Record]:
    """Yield conversations in the native format with labels of the names in them."""
    for number in range(count):
        rng = Random(f"talk/{seed}/{language}/{number}")  # noqa: S311  # seeded, repeatable randomness is the point
        yield {
            "id": f"talk-{language}-{seed}-{number:04d}",
            "channel": rng.choice(("chat", "chat", "call")),
            "language": language,
            "participants": [{"id": CUSTOMER, "role": "customer"}, {"id": AGENT, "role": "agent"}],
            "turns": [
                {"participant": speaker, "text": line.text, "labels": labels(line.spans)}
                for speaker, line in _turns(_Scene(language, rng, known_brands=known_brands), rng)
            ],
        }


def _turns(scene: _Scene, rng: Random) -> Iterator[tuple[str, Line]]:
    yield AGENT, scene.say("agent")
    yield CUSTOMER, scene.say("talk")
    yield AGENT, scene.say("ask_name")
    yield CUSTOMER, scene.say("answer")
    if happens(rng, _REPEATED_SHARE):
        yield AGENT, scene.say("repeat")
    yield AGENT, scene.say("ask_other")
    yield CUSTOMER, scene.say("other")
    for _ in range(_SENTENCES):
        yield rng.choice((AGENT, CUSTOMER, CUSTOMER)), scene.say("talk")
    yield CUSTOMER, scene.say("close")
    scene.other_person()
    for _ in range(2):
        yield CUSTOMER, scene.say("people")
    yield AGENT, scene.say("close")


def _name(rng: Random) -> tuple[str, str]:
    if happens(rng, _MADE_UP_SHARE):
        return made_up(rng).capitalize(), made_up(rng).capitalize()
    name = make_name(rng, cultures()[rng.choice(tuple(cultures()))])
    return name.given, name.family


def _brand(language: str, rng: Random) -> str:
    named = rng.choice(_rare(language)) if happens(rng, _RARE_SHARE) else made_up(rng)
    number = f" {rng.randrange(2, 900)}" if happens(rng, _NUMBERED_SHARE) else ""
    return f"{named.capitalize()}{number}"


def _known_brand(rng: Random) -> str:
    return " ".join(word.capitalize() for word in rng.choice(_all_brands()))


@cache
def _all_brands() -> tuple[tuple[str, ...], ...]:
    return tuple(sorted(brands()))


@cache
def _rare(language: str) -> tuple[str, ...]:
    least, most = _RARE
    return tuple(sorted(word for word, zipf in frequencies(language).items() if least <= zipf <= most))


@cache
def _read() -> Any:
    text = resources.files(__package__).joinpath("talk.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)  # plain texts: `no` is a word


@cache
def _phrases(language: str) -> Phrasebook:
    return Phrasebook.of({key: value for key, value in _read()[language].items() if key != "things"})


@cache
def _things(language: str) -> tuple[str, ...]:
    return tuple(_read()[language]["things"])
