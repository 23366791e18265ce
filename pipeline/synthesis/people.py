"""Who contacts support at which place of the corpus: customers by number, some of whom come back.

The customer of a record depends on the record's index alone, so a corpus may be made in any order or in parts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from pipeline.synthesis.chance import happens, weighted
from pipeline.synthesis.identities import Identity, Name, make_identity, make_name
from pipeline.synthesis.tables import countries, cultures

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
# Twenty contacts are fifteen customers': who calls, and how long after that customer's first contact (least and most
# seconds). One comes three times within hours, one three times over weeks, one twice within days.
_CONTACTS = (
    *((customer, 0, 0) for customer in range(12)),
    *((12, 0, 0), (12, 4 * _MINUTE, 50 * _MINUTE), (12, 70 * _MINUTE, 20 * _HOUR)),
    *((13, 0, 0), (13, 8 * _DAY, 20 * _DAY), (13, 25 * _DAY, 50 * _DAY)),
    *((14, 0, 0), (14, 25 * _HOUR, 6 * _DAY)),
)
_CUSTOMERS = 15
# Contacts of one customer lie apart in the file: a step through a window of 500 that meets every place once.
_WINDOW, _STEP = 500, 211
_RETURNING = 13  # the customer who comes back over weeks must begin early
_FIRST_DAY, _DAYS, _DAYS_OF_RETURNING = datetime(2026, 4, 1, tzinfo=UTC), 175, 130
_AGENTS = 60
_LOCAL_SHARE = 0.5
_LOCAL = {
    "GB": ("british", "british", "indian", "polish"),
    "IE": ("irish", "irish", "polish", "brazilian"),
    "US": ("british", "mexican", "chinese", "vietnamese"),
    "DE": ("german", "german", "turkish", "polish"),
    "AT": ("austrian", "austrian", "serbian", "hungarian"),
    "ES": ("spanish", "spanish", "catalan", "romanian"),
    "FR": ("french", "french", "arabic", "portuguese"),
    "BE": ("french", "dutch", "arabic", "italian"),
}
_HOMES = {
    "en": ("GB",) * 6 + ("IE",) * 3 + ("US",),
    "de": ("DE",) * 8 + ("AT",) * 2,
    "es": ("ES",),
    "fr": ("FR",) * 7 + ("BE",) * 3,
}
_FIELDS = {"name": 0.92, "email": 0.8, "phone": 0.6, "address": 0.4, "customer_id": 0.85, "age": 0.5}


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer: who, which language, when first in touch, and which of the fields the company knows."""

    number: int
    identity: Identity = field(repr=False)
    language: str
    first_contact: datetime
    known: frozenset[str]


def contact(index: int) -> tuple[int, int, int]:
    """Return the customer's number and the least and most seconds since that customer's first contact."""
    window, place = divmod(index, _WINDOW)
    block, seat = divmod(window * _WINDOW + place * _STEP % _WINDOW, len(_CONTACTS))
    customer, least, most = _CONTACTS[seat]
    return block * _CUSTOMERS + customer, least, most


def make_customer(seed: int, number: int, languages: tuple[tuple[str, float], ...]) -> Customer:
    """Return the customer of that number; `languages` are shares by language."""
    rng = Random(f"{seed}/customer/{number}")
    language = weighted(rng, languages)
    country = rng.choice(_HOMES[language])
    culture = rng.choice(_LOCAL[country]) if happens(rng, _LOCAL_SHARE) else None
    days = _DAYS_OF_RETURNING if number % _CUSTOMERS == _RETURNING else _DAYS
    opening = timedelta(days=rng.randrange(days), seconds=rng.randrange(7 * _HOUR, 19 * _HOUR))
    known = frozenset(name for name, share in _FIELDS.items() if rng.random() < share)
    if not known & {"email", "phone", "customer_id"}:
        known |= {"customer_id"}
    return Customer(number, make_identity(rng, culture, country), language, _FIRST_DAY + opening, known)


def started_at(customer: Customer, least: int, most: int, rng: Random) -> datetime:
    """Return when the contact begins."""
    return customer.first_contact + timedelta(seconds=rng.randint(least, most))


def agent_name(seed: int, rng: Random) -> Name:
    """Return one of the company's agents."""
    own = Random(f"{seed}/agent/{rng.randrange(_AGENTS)}")
    return make_name(own, cultures()[own.choice(tuple(cultures()))])


def other_person(rng: Random, identity: Identity) -> Name:
    """Return somebody the customer speaks of; often of the same family."""
    name = make_name(rng, cultures()[identity.culture])
    return Name(name.given, identity.name.family) if happens(rng, 0.4) else name


def place_name(rng: Random, language: str) -> str:
    """Return a town where the language is spoken."""
    near = [country for country in countries().values() if country.language == language]
    return rng.choice(rng.choice(near).cities)[0]
