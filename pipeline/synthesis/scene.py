"""Who takes part in one conversation, what it is about, and what each slot of a sentence then says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from types import MappingProxyType

from pipeline.synthesis import numbers, spoken
from pipeline.synthesis.chance import happens
from pipeline.synthesis.identities import Identity, Name
from pipeline.synthesis.lines import Line, Style, Value, fill
from pipeline.synthesis.tables import words
from pipeline.synthesis.templates import Phrasebook, phrasebook


@dataclass(frozen=True, slots=True)
class Scene:
    """One conversation before it is spoken. `rng` is drawn from as sentences are made."""

    rng: Random = field(repr=False)
    language: str
    topic: str
    product: str
    customer: Identity = field(repr=False)
    agent: Name = field(repr=False)
    other_agent: Name = field(repr=False)
    third: Name = field(repr=False)
    place: str = field(repr=False)
    said: set[int] = field(default_factory=set, repr=False)

    @property
    def phrases(self) -> Phrasebook:
        """Return the sentences of the language."""
        return phrasebook(self.language)

    def value(self, slot: str) -> Value:
        """Return entity type and text of a slot."""
        entity_type, make = _VALUES[slot]
        return entity_type, make(self)

    def say(self, key: str, style: Style = Style.PLAIN) -> Line:
        """Return a sentence of that key with everything filled in; one said before only if the next draw is it too."""
        template = self.phrases.pick(key, self.rng)
        if id(template) in self.said:
            template = self.phrases.pick(key, self.rng)
        self.said.add(id(template))
        return fill(template, self.value, self.rng, style)


def _grouped(text: str, separator: str) -> str:
    return separator.join(text[at : at + 4] for at in range(0, len(text), 4))


def _card(scene: Scene) -> str:
    return _grouped(scene.customer.card, scene.rng.choice(("", " ", " ", "-")))


def _iban(scene: Scene) -> str:
    return _grouped(scene.customer.iban, scene.rng.choice(("", " ", " ")))


def _birth(scene: Scene) -> str:
    day, book = scene.customer.birth_date, words(scene.language)
    return scene.rng.choice(book.births).format(
        d=day.day,
        dd=f"{day.day:02d}",
        m=day.month,
        mm=f"{day.month:02d}",
        yyyy=day.year,
        month=book.months[day.month - 1],
    )


def _nth(day: int) -> str:
    return f"{day}{'th' if 10 < day < 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"  # noqa: PLR2004 - English


def _day(scene: Scene) -> str:
    rng, book = scene.rng, words(scene.language)
    if happens(rng, 0.4):
        return rng.choice(book.weekdays)
    day, month = rng.randrange(1, 29), rng.randrange(1, 13)
    return rng.choice(book.dates).format(
        d=day, dd=f"{day:02d}", nth=_nth(day), m=month, mm=f"{month:02d}", month=book.months[month - 1]
    )


def _clock(scene: Scene) -> str:
    hour, minute = scene.rng.randrange(7, 22), scene.rng.randrange(0, 60)
    return f"{hour}h{minute:02d}" if scene.language == "fr" else f"{hour}:{minute:02d}"


def _amount(scene: Scene) -> str:
    form = scene.rng.choice(words(scene.language).amounts)
    return form.format(whole=scene.rng.randrange(3, 900), cents=f"{scene.rng.randrange(100):02d}")


def _version(scene: Scene) -> str:
    return f"{scene.rng.randrange(1, 15)}.{scene.rng.randrange(20)}"


def _name_spelled(scene: Scene) -> str:
    return f"{scene.customer.name.given} {spoken.spelled(scene.customer.name.family, scene.language, scene.rng)}"


def _said(read: Callable[[Identity], str]) -> Callable[[Scene], str]:
    return lambda scene: spoken.code(read(scene.customer), scene.language, scene.rng)


_VALUES: Mapping[str, tuple[str, Callable[[Scene], str]]] = MappingProxyType({
    "name": ("PERSON", lambda scene: scene.customer.name.full),
    "given": ("PERSON", lambda scene: scene.customer.name.given),
    "family": ("PERSON", lambda scene: scene.customer.name.family),
    "agent": ("PERSON", lambda scene: scene.agent.full if happens(scene.rng, 0.3) else scene.agent.given),
    "agent_given": ("PERSON", lambda scene: scene.agent.given),
    "agent_family": ("PERSON", lambda scene: scene.agent.family),
    "other_agent": ("PERSON", lambda scene: scene.other_agent.given),
    "third": ("PERSON", lambda scene: scene.third.full if happens(scene.rng, 0.5) else scene.third.given),
    "third_given": ("PERSON", lambda scene: scene.third.given),
    "third_family": ("PERSON", lambda scene: scene.third.family),
    "email": ("EMAIL_ADDRESS", lambda scene: scene.customer.email),
    "phone": ("PHONE_NUMBER", lambda scene: scene.customer.phone),
    "street": ("STREET_ADDRESS", lambda scene: scene.customer.street),
    "postcode": ("ZIP_CODE", lambda scene: scene.customer.postcode),
    "city": ("LOCATION", lambda scene: scene.customer.city),
    "place": ("LOCATION", lambda scene: scene.place),
    "birth": ("DATE_OF_BIRTH", _birth),
    "customer_id": ("ACCOUNT_ID", lambda scene: scene.customer.customer_id),
    "order": ("ORDER_ID", lambda scene: scene.customer.order_ids[0]),
    "order2": ("ORDER_ID", lambda scene: scene.customer.order_ids[1]),
    "card": ("CREDIT_CARD", _card),
    "iban": ("IBAN_CODE", _iban),
    "user": ("USERNAME", lambda scene: scene.customer.username),
    "password": ("PASSWORD", lambda scene: scene.customer.password),
    "national_id": ("NATIONAL_ID", lambda scene: scene.customer.national_id),
    "name_spelled": ("PERSON", _name_spelled),
    "email_spoken": ("EMAIL_ADDRESS", lambda scene: spoken.email(scene.customer.email, scene.language, scene.rng)),
    "phone_spoken": ("PHONE_NUMBER", _said(lambda person: person.phone)),
    "order_spoken": ("ORDER_ID", _said(lambda person: person.order_ids[0])),
    "customer_id_spoken": ("ACCOUNT_ID", _said(lambda person: person.customer_id)),
    "postcode_spoken": ("ZIP_CODE", _said(lambda person: person.postcode)),
    "birth_spoken": ("DATE_OF_BIRTH", lambda scene: spoken.birth(scene.customer.birth_date, scene.language)),
    "product": ("", lambda scene: scene.product),
    "n": ("", lambda scene: str(scene.rng.randrange(2, 13))),
    "minutes": ("", lambda scene: str(scene.rng.randrange(5, 95))),
    "amount": ("", _amount),
    "day": ("", _day),
    "month": ("", lambda scene: scene.rng.choice(words(scene.language).months)),
    "clock": ("", _clock),
    "code": ("", lambda scene: numbers.from_pattern(scene.rng, scene.rng.choice(("E##", "@-###", "ERR_##", "@@##")))),
    "version": ("", _version),
})
