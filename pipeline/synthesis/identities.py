"""People made up: a name of some culture, an address in some country, and numbers whose check digits hold."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random

from pipeline.synthesis import numbers
from pipeline.synthesis.tables import Country, Culture, countries, cultures

# Names that IANA reserves (RFC 2606), so that no message can ever reach anybody.
_DOMAINS = (
    "example.com",
    "example.org",
    "example.net",
    "mail.example.com",
    "post.example.org",
    "inbox.example.net",
    "web.example.com",
)
_CUSTOMER_IDS = ("########", "KD-########", "C0########", "###-###-####")
_ORDER_IDS = ("@@-######", "ORD-2026-######", "4########", "W00######", "@@#######")
_PASSWORD_WORDS = ("Sunflower", "Tiger", "Kuchen", "Madrid", "soleil", "Passwort", "letmein", "Bicicleta", "Winter")
_NOT_DECOMPOSED = str.maketrans({
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "\u0131": "i",  # Turkish, without a dot
    "ß": "ss",
    "æ": "ae",
    "Ł": "L",
    "Đ": "D",
    "Ø": "O",
})
_FIRST_BIRTH, _BIRTH_DAYS = date(1944, 1, 1), 22_600  # born 1944 to 2005


@dataclass(frozen=True, slots=True)
class Name:
    """A given and a family name."""

    given: str = field(repr=False)
    family: str = field(repr=False)

    @property
    def full(self) -> str:
        """Return the name as it is written, given name first."""
        return f"{self.given} {self.family}"


@dataclass(frozen=True, slots=True)
class Identity:
    """Everything support may learn about one made-up person. Card and IBAN are without spaces."""

    culture: str
    country: str
    name: Name = field(repr=False)
    email: str = field(repr=False)
    phone: str = field(repr=False)
    street: str = field(repr=False)
    postcode: str = field(repr=False)
    city: str = field(repr=False)
    birth_date: date = field(repr=False)
    customer_id: str = field(repr=False)
    username: str = field(repr=False)
    password: str = field(repr=False)
    card: str = field(repr=False)
    iban: str = field(repr=False)
    national_id: str = field(repr=False)
    order_ids: tuple[str, ...] = field(repr=False)

    @property
    def address(self) -> str:
        """Return street, town and postcode on one line, in the country's order."""
        return countries()[self.country].line.format(street=self.street, city=self.city, postcode=self.postcode)


@cache
def plain_letters(text: str) -> str:
    """Return the text in lower-case ASCII letters alone, as it stands in an e-mail address."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_NOT_DECOMPOSED))
    return "".join(char for char in decomposed if char.isascii() and char.isalpha()).lower()


def make_name(rng: Random, culture: Culture) -> Name:
    """Draw a name."""
    return Name(rng.choice(culture.given), rng.choice(culture.family))


def email_address(rng: Random, name: Name) -> str:
    """Return an address that shows the name, at a domain reserved for examples."""
    given, family = plain_letters(name.given), plain_letters(name.family)
    local = rng.choice((
        f"{given}.{family}{rng.randrange(10, 1000)}",
        f"{given}.{family}",
        f"{given[0]}{family}{rng.randrange(10, 10000)}",
        f"{given}_{family[0]}{rng.randrange(10, 10000)}",
        f"{family}{rng.randrange(1944, 2006)}{given[0]}",
        f"{given}-{family}{rng.randrange(10, 1000)}",
    ))
    return f"{local}@{rng.choice(_DOMAINS)}"


def _username(rng: Random, name: Name) -> str:
    given, family = plain_letters(name.given), plain_letters(name.family)
    return f"{given[:5]}{rng.choice('._')}{family[:4]}{rng.randrange(10, 1000)}"


def make_address(rng: Random, country: Country) -> tuple[str, str, str]:
    """Return street with number, postcode and town."""
    city, postcode = rng.choice(country.cities)
    street = country.street.format(number=rng.randrange(1, 180), street=rng.choice(country.streets))
    return street, numbers.from_pattern(rng, postcode), city


def make_identity(rng: Random, culture: str | None = None, country: str | None = None) -> Identity:
    """Draw a person. Culture and country are keys of `cultures()` and `countries()`, drawn too where missing."""
    people = cultures()[culture or rng.choice(tuple(cultures()))]
    home = countries()[country or rng.choice(tuple(countries()))]
    name = make_name(rng, people)
    birth = _FIRST_BIRTH + timedelta(days=rng.randrange(_BIRTH_DAYS))
    street, postcode, city = make_address(rng, home)
    return Identity(
        culture=people.name,
        country=home.code,
        name=name,
        email=email_address(rng, name),
        phone=numbers.from_pattern(rng, rng.choice(home.phones)),
        street=street,
        postcode=postcode,
        city=city,
        birth_date=birth,
        customer_id=numbers.from_pattern(rng, rng.choice(_CUSTOMER_IDS)),
        username=_username(rng, name),
        password=f"{rng.choice(_PASSWORD_WORDS)}{rng.randrange(10, 10000)}{rng.choice('!?#$')}",
        card=numbers.card(rng),
        iban=numbers.iban(rng, home.code),
        national_id=numbers.national_id(rng, home.code, birth),
        order_ids=tuple(numbers.from_pattern(rng, rng.choice(_ORDER_IDS)) for _ in range(2)),
    )
