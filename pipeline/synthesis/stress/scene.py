"""One conversation of a stress set before it is spoken: other sentences than the demo's, with a few slots more."""

from __future__ import annotations

from random import Random

from pipeline.synthesis.identities import Identity, Name
from pipeline.synthesis.lines import Line, Value, fill
from pipeline.synthesis.scene import Scene
from pipeline.synthesis.stress.people import named, person
from pipeline.synthesis.stress.tables import cultures, phrases, products
from pipeline.synthesis.tables import words
from pipeline.synthesis.templates import Phrasebook


class StressScene(Scene):
    """A scene that speaks the sentences of the stress sets."""

    __slots__ = ()

    @property
    def phrases(self) -> Phrasebook:
        """Return the sentences of the language."""
        return phrases(self.language)

    def value(self, slot: str) -> Value:
        """Return entity type and text of a slot."""
        match slot:
            case "agent":
                return "PERSON", self.agent.given
            case "agent_full":
                return "PERSON", self.agent.full
            case "when":
                return "", self._moment()
            case _:
                return super().value(slot)

    def part(self, key: str, chunk: str, entity_type: str) -> Line:
        """Return a sentence that tells a part of a value."""
        return fill(self.phrases.pick(key, self.rng), lambda _: (entity_type, chunk), self.rng)

    def _moment(self) -> str:
        rng, months = self.rng, words(self.language).months
        return f"{rng.randrange(1, 29)} {rng.choice(months)} 2026, {rng.randrange(8, 19)}:{rng.randrange(10, 60)}"


def draw(rng: Random, language: str, number: int) -> StressScene:
    """Return a scene whose customer is of the culture of that number; every culture has its turn."""
    names = tuple(cultures())
    customer: Identity = person(rng, names[number % len(names)], language)
    third: Name = named(rng, customer.culture if rng.random() < 0.5 else rng.choice(names))  # noqa: PLR2004 - half
    return StressScene(
        rng=rng,
        language=language,
        topic="",
        product=rng.choice(products(language)),
        customer=customer,
        agent=named(rng, rng.choice(names)),
        other_agent=named(rng, rng.choice(names)),
        third=third,
        place=customer.city,
    )
