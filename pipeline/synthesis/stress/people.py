"""Who takes part in a conversation of a stress set: people of many cultures, living where the language is spoken."""

from __future__ import annotations

from datetime import date
from random import Random

from pipeline.synthesis import numbers
from pipeline.synthesis.identities import Identity, Name, make_name, plain_letters
from pipeline.synthesis.stress.tables import cultures, homes, speech

_DOMAINS = (
    "post.example",
    "brieftaube.example",
    "correo.example",
    "webmail.example.org",
    "example.com",
    "lettre.example.net",
)
_LOCAL_PARTS = (
    "{given}.{family}",
    "{initial}.{family}{number}",
    "{family}.{given}",
    "{given}{number}",
    "{family}_{initial}",
)
_CUSTOMER_IDS = ("#######", "K######", "VN-##-####", "10########", "C/######")
_ORDER_IDS = ("@@@######", "#########", "BR-#####-@", "2026/######", "@#######")
_USERNAMES = ("{given}{number}", "{family}.{initial}", "the_{given}", "{initial}{family}{number}")
_PASSWORDS = ("Gartenzaun##", "ananas####!", "Rover-####")


def named(rng: Random, culture: str) -> Name:
    """Draw a name of that culture."""
    return make_name(rng, cultures()[culture])


def person(rng: Random, culture: str, language: str) -> Identity:
    """Draw somebody of that culture who lives where the language is spoken."""
    home = rng.choice(homes(language))
    name = named(rng, culture)
    city, postcode = rng.choice(home.cities)
    birth = date(int(rng.choice(tuple(speech(language).years))), rng.randrange(1, 13), rng.randrange(1, 29))
    return Identity(
        culture=culture,
        country=home.country,
        name=name,
        email=f"{_handle(rng, name, _LOCAL_PARTS)}@{rng.choice(_DOMAINS)}",
        phone=numbers.from_pattern(rng, rng.choice(home.phones)),
        street=home.street.format(number=rng.randrange(1, 240), street=rng.choice(home.streets)),
        postcode=numbers.from_pattern(rng, postcode),
        city=city,
        birth_date=birth,
        customer_id=numbers.from_pattern(rng, rng.choice(_CUSTOMER_IDS)),
        username=_handle(rng, name, _USERNAMES),
        password=numbers.from_pattern(rng, rng.choice(_PASSWORDS)),
        card=numbers.card(rng),
        iban=numbers.iban(rng, home.country),
        national_id="",
        order_ids=tuple(numbers.from_pattern(rng, rng.choice(_ORDER_IDS)) for _ in range(2)),
    )


def _handle(rng: Random, name: Name, patterns: tuple[str, ...]) -> str:
    given, family = plain_letters(name.given), plain_letters(name.family)
    number = rng.randrange(2, 999)
    return rng.choice(patterns).format(given=given, family=family, initial=given[0], number=number)
