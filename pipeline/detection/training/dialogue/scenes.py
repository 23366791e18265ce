"""Made-up conversations and mails, turn by turn, with labels."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Final

from pipeline.detection.training.dialogue import writing
from pipeline.detection.training.dialogue.language import phrases
from pipeline.detection.training.dialogue.names import NamePool, pool
from pipeline.detection.training.dialogue.slots import value
from pipeline.detection.training.dialogue.speech import speech
from pipeline.detection.training.dialogue.values import Values
from pipeline.detection.training.dialogue.writing import Segment, Style
from pipeline.detection.training.examples import ExampleTurn
from pipeline.synthesis.chance import happens
from pipeline.synthesis.templates import Slot, chosen

_WEIGHTS: Final = {"name": 4, "zip": 2.5, "birth": 2, "email": 2, "phone": 2, "order": 2.5, "account": 1.5, "other": 8}
_MAILS: Final = 0.12
_IN_TWO: Final = frozenset({
    "PERSON",
    "PHONE_NUMBER",
    "EMAIL_ADDRESS",
    "ORDER_ID",
    "ACCOUNT_ID",
    "DATE_OF_BIRTH",
    "CREDIT_CARD",
})
"""Values that people give in two turns, with a "go on" between."""


class Scene:
    """One conversation in the making."""

    def __init__(self, language: str, names: NamePool, chance: Random) -> None:
        self._phrases, self._speech = phrases(language), speech(language)
        self._values = Values(language, self._phrases, names, self._speech, chance)
        self._chance = chance
        self._style = writing.style(chance)
        self._agent_style = self._style if self._style.heard or happens(chance, 0.3) else Style()

    def dialogue(self) -> Iterator[ExampleTurn]:
        """Yield the turns of a conversation: openings, questions and answers, talk, values read back."""
        keys = self._phrases.questions
        weights = [_WEIGHTS.get(key, 1) for key in keys]
        for _ in range(self._chance.randint(2, 6)):
            if happens(self._chance, 0.14):
                yield self._turn("agent", self._filled("agent"))
            if happens(self._chance, 0.24):
                yield self._turn("customer", self._filled("statement"))
            key = self._chance.choices(keys, weights)[0]
            if happens(self._chance, 0.65):
                yield self._turn("agent", self._filled(f"ask.{key}"))
            for _ in range(1 if happens(self._chance, 0.85) else 2):
                yield from self._answer(key)

    def mail(self) -> Iterator[ExampleTurn]:
        """Yield one long turn: a mail with its greeting and signature."""
        segments = [*self._filled("mail_open"), ("\n", None)]
        for _ in range(self._chance.randint(2, 5)):
            key = "statement" if happens(self._chance, 0.6) else "answer.other"
            segments += [*self._filled(key), (self._chance.choice((". ", ". ", "\n", "! ")), None)]
        segments += [("\n", None), *self._filled("mail_close")]
        yield self._turn("customer", segments)

    def _answer(self, key: str) -> Iterator[ExampleTurn]:
        segments = list(self._filled(f"answer.{key}"))
        if happens(self._chance, 0.1):
            other = self._chance.choice(self._phrases.questions)
            segments += [(self._chance.choice((", ", " ", ". ")), None), *self._filled(f"answer.{other}")]
        if happens(self._chance, 0.08):
            segments.insert(0, (f"{self._chance.choice(self._speech.fillers)} ", None))
        halves = self._in_two(segments) if happens(self._chance, 0.08) else None
        if halves is None:
            yield self._turn("customer", segments)
            return
        yield self._turn("customer", halves[0])
        if happens(self._chance, 0.8):
            yield self._turn("agent", self._filled("continue"))
        yield self._turn("customer", halves[1])

    def _in_two(self, segments: list[Segment]) -> tuple[list[Segment], list[Segment]] | None:
        """Return the segments with the last value broken at a space, or None if none can be broken."""
        for place in reversed(range(len(segments))):
            text, entity_type = segments[place]
            cuts = [index for index, char in enumerate(text) if char == " "]
            if entity_type in _IN_TWO and cuts:
                cut = self._chance.choice(cuts)
                first = [*segments[:place], (text[:cut], entity_type)]
                return first, [(text[cut + 1 :], entity_type), *segments[place + 1 :]]
        return None

    def _filled(self, key: str) -> Iterator[Segment]:
        for part in chosen(self._phrases.sentences.pick(key, self._chance), self._chance):
            yield value(self._values, part.name) if isinstance(part, Slot) else (part, None)

    def _turn(self, role: str, segments: Iterator[Segment] | list[Segment]) -> ExampleTurn:
        how = self._agent_style if role == "agent" else self._style
        return ExampleTurn(role, *writing.written(segments, how, self._speech, self._chance))


def conversations(language: str, count: int, seed: int, names: NamePool | None = None) -> Iterator[list[ExampleTurn]]:
    """Yield that many made-up conversations; some are mails. The same seed gives the same ones."""
    known = names or pool(language)
    for number in range(count):
        chance = Random(f"{seed}/{language}/{number}")  # noqa: S311  # seeded, repeatable randomness is the point
        scene = Scene(language, known, chance)
        yield list(scene.mail() if happens(chance, _MAILS) else scene.dialogue())
