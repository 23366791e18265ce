"""The values that fill a made-up conversation's slots, each with its type."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from types import MappingProxyType
from typing import Final

from pipeline.conversation.normal_form import fold_text
from pipeline.detection.training.dialogue.language import Phrases
from pipeline.detection.training.dialogue.names import NamePool
from pipeline.detection.training.dialogue.speech import Speech, chopped, dictated, spelled
from pipeline.synthesis import numbers
from pipeline.synthesis.templates import Slot, chosen

_PROVIDERS: Final = "gmail.com yahoo.com hotmail.com outlook.com icloud.com aol.com gmx.de web.de orange.fr libero.it ziggo.nl sapo.pt uol.com.br proton.me rediffmail.com comcast.net live.co.uk mail.com example.org".split()
_SYMBOLS: Final = string.ascii_letters + string.digits + "!@#$%"
_EPITHETS: Final = "cool dark happy pixel lucky turbo silent red mega the mr miss real".split()
_ORDERS: Final = (
    "##########", "########", "@@######", "@#####", "###-#######-#######", "@@-####-####", "#####", "######", "@@@###",
    "########-@", "#@#@#@", "RD-######", "NV#####", "CS-####-@####", "KT#######", "@@@@@@", "#### #### ####", "1Z###@##########",
)  # fmt: skip
_SHORT: Final = (
    "###",
    "####",
    "@##",
    "@@@###",
    "#@#",
    "## ## ##",
    "@ ## @",
    "@@@ ###",
    "#####",
    "@# @# @#",
    "### @@@",
    "@@ ###",
)
_ACCOUNTS: Final = (
    "########", "##########", "######", "############", "@@######", "####-####-##", "### ### ###", "K-#######", "#### ####", "@#######",
)  # fmt: skip
_BIRTHS: Final = (1935, 2008)
_RECENT: Final = (2019, 2027)


@dataclass(slots=True)
class Values:
    """One conversation's values: a person and what belongs to them stay the same where they are said again."""

    language: str
    phrases: Phrases = field(repr=False)
    names: NamePool = field(repr=False)
    speech: Speech = field(repr=False)
    chance: Random = field(repr=False)
    said: dict[str, str] = field(default_factory=dict, repr=False)

    def of(self, slot: str) -> tuple[str, str | None]:
        """Return the text of a slot and its type, None where the value is nobody's."""
        maker, entity_type = SLOTS[slot]
        return maker(self), entity_type

    def again(self, slot: str, maker: Callable[[Values], str], share: float = 0.85) -> str:
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


def _given(values: Values) -> str:
    return values.again("given", lambda own: own.names.draw(0, own.chance), 0.95)


def _family(values: Values) -> str:
    return values.again("family", lambda own: own.names.draw(1, own.chance), 0.95)


def _name(values: Values) -> str:
    given, family, kind = _given(values), _family(values), values.chance.random()
    if kind < 0.62:  # noqa: PLR2004
        return f"{given} {family}"
    if kind < 0.78:  # noqa: PLR2004
        return given if values.likely(0.8) else family
    if kind < 0.84:  # noqa: PLR2004
        return f"{given} {values.chance.choice(string.ascii_uppercase)}{values.chance.choice(('.', ''))} {family}"
    if kind < 0.89:  # noqa: PLR2004
        return f"{family}, {given}"
    if kind < 0.95:  # noqa: PLR2004
        return f"{given} {values.names.draw(0, values.chance)} {family}"
    return f"{given[0]}. {family}"


def _third(values: Values) -> str:
    given, family = values.names.draw(0, values.chance), values.names.draw(1, values.chance)
    return f"{given} {family}" if values.likely(0.75) else given


def _spelled(slot: Callable[[Values], str]) -> Callable[[Values], str]:
    def maker(values: Values) -> str:
        text = spelled(slot(values), values.speech, values.chance)
        return text or slot(values)

    return maker


def _said(slot: Callable[[Values], str]) -> Callable[[Values], str]:
    return lambda values: dictated(slot(values), values.speech, values.chance)


def _chopped(slot: Callable[[Values], str]) -> Callable[[Values], str]:
    return lambda values: chopped(slot(values), values.chance)


def _kept(slot: str, key: str) -> Callable[[Values], str]:
    return lambda values: values.again(slot, lambda own: own.pattern(key))


def _numbered(slot: str, patterns: tuple[str, ...]) -> Callable[[Values], str]:
    def maker(values: Values) -> str:
        text = numbers.from_pattern(values.chance, values.chance.choice(patterns))
        return text.lower() if values.likely(0.25) else text

    return lambda values: values.again(slot, maker)


def _letters(values: Values) -> str:
    text = "".join(values.chance.choice(string.ascii_uppercase) for _ in range(values.chance.randint(5, 7)))
    return text if values.likely(0.7) else text.lower()


def _street(values: Values) -> str:
    return values.again("street", _new_street)


def _new_street(values: Values) -> str:
    parts = chosen(values.chance.choice(values.phrases.streets), values.chance)
    return "".join(values.of(_INNER.get(p.name, p.name))[0] if isinstance(p, Slot) else p for p in parts)


_INNER: Final = {"given": "third_given", "family": "third_family", "street": "street_name"}


def _street_said(values: Values) -> str:
    return re.sub(r"\d+", lambda match: dictated(match[0], values.speech, values.chance), _street(values)).lower()


def _user(values: Values) -> str:
    given, family = (re.sub(r"[^a-z0-9]", "", fold_text(name)) for name in (_given(values), _family(values)))
    tail = numbers.digits(values.chance, values.chance.choice((0, 1, 2, 3, 4)))
    kind = values.chance.random()
    if kind < 0.4:  # noqa: PLR2004
        return f"{given[:1]}{family}{tail}"
    if kind < 0.75:  # noqa: PLR2004
        return f"{given}{values.chance.choice('_.-')}{family}{tail}"
    return (
        f"{values.chance.choice(_EPITHETS)}{values.chance.choice(('_', ''))}{given}{numbers.digits(values.chance, 2)}"
    )


def _email(values: Values) -> str:
    host = values.chance.choice(_PROVIDERS)
    if values.likely(0.15):
        host = f"{re.sub(r'[^a-z]', '', fold_text(_family(values))) or 'firma'}.{values.chance.choice(('com', 'net', 'de', 'es', 'eu'))}"
    return f"{_user(values)}@{host}"


def _email_said(values: Values) -> str:
    """Return an address as it is dictated: words for signs, digits as words or apart, letters apart now and then."""
    signs, (local, host) = values.speech.signs, values.again("email", _email).split("@")
    if values.likely(0.15):
        local = " ".join(local)
    for sign in "._-":
        local = local.replace(sign, f" {values.chance.choice(signs[sign])} ")
    local = re.sub(r"\d+", lambda match: f" {_digits_said(match[0], values)} ", local)
    at = values.chance.choice((*signs["@"], "at"))
    dotted = host.replace(".", f" {signs['.'][0]} ")
    return re.sub(r" +", " ", f"{local} {at} {dotted}").strip()


def _digits_said(digits: str, values: Values) -> str:
    return dictated(digits, values.speech, values.chance) if values.likely(0.6) else digits


def _email_broken(values: Values) -> str:
    local, host = values.again("email", _email).split("@")
    plain = re.sub(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])", " ", re.sub(r"[^a-z0-9]", "", local))
    tail = host.replace(".", values.chance.choice(("", " ", ".")))
    return values.chance.choice((
        f"{plain}{tail}",
        f"{plain} {tail}",
        f"{local} @ {host}",
        f"{local}@{tail}",
        f"{local}[at]{host}",
    ))


def _date(years: tuple[int, int], *, spoken: bool) -> Callable[[Values], str]:
    def maker(values: Values) -> str:
        draw, speech = values.chance, values.speech
        day, month, year = draw.randint(1, 28), draw.randint(1, 12), draw.randint(*years)
        name = speech.months[month - 1]
        written = name if values.language in {"es", "fr", "it", "nl", "pt"} else name.capitalize()
        if spoken:
            said = speech.year(year) if values.likely(0.7) else speech.number(year % 100)
            link = {"es": " de ", "pt": " de "}.get(values.language, " ")
            apart = chopped(f"{day:02d}{month:02d}{year}", draw)
            forms = (
                f"{speech.number(day)}{link}{name}{link}{said}",
                f"{speech.number(day)} {speech.number(month)} {said}",
                f"{day}{link}{name}{link}{year}",
                apart,
                f"{day:02d} {month:02d} {year}",
                dictated(f"{day:02d}{month:02d}{year}", speech, draw),
            )
            return draw.choice((*forms, *_english(day, month, said, name)) if values.language == "en" else forms)
        forms = (
            f"{day:02d}/{month:02d}/{year}", f"{day}.{month}.{year}", f"{day:02d}-{month:02d}-{year}", f"{year}-{month:02d}-{day:02d}",
            f"{day}/{month}/{year % 100:02d}", f"{day}{'.' if values.language == 'de' else ''} {written} {year}", f"{day:02d}{month:02d}{year}",
        )  # fmt: skip
        return draw.choice(
            (*forms, f"{written} {day}, {year}", f"{written} {day}{_suffix(day)} {year}")
            if values.language == "en"
            else forms
        )

    return maker


def _english(day: int, month: int, year: str, name: str) -> tuple[str, ...]:
    ordinal = f"{day}{_suffix(day)}"
    return (
        f"{ordinal} of {name} {year}",
        f"{ordinal} of the {month}{_suffix(month)} {year}",
        f"the {ordinal} of {name} {year}",
        f"{name} {ordinal} {year}",
    )


def _suffix(day: int) -> str:
    if 10 < day % 100 < 14:  # noqa: PLR2004
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _secret(values: Values) -> str:
    kind, draw = values.chance.random(), values.chance
    if kind < 0.35:  # noqa: PLR2004
        return numbers.digits(draw, draw.choice((4, 4, 5, 6)))
    if kind < 0.6:  # noqa: PLR2004
        return "".join(draw.choice(_SYMBOLS) for _ in range(draw.randint(7, 12)))
    if kind < 0.85:  # noqa: PLR2004
        return f"{values.names.draw(0, draw)}{numbers.digits(draw, 2)}{draw.choice('!@#$')}"
    return values.names.draw(draw.randint(0, 1), draw)


def _card(values: Values) -> str:
    digits = values.again("card", lambda own: numbers.card(own.chance))
    parted = [digits[place : place + 4] for place in range(0, 16, 4)]
    return values.chance.choice((digits, " ".join(parted), " ".join(parted), "-".join(parted)))


def _tail(values: Values) -> str:
    digits = numbers.digits(values.chance, 4)
    return (
        dictated(digits, values.speech, values.chance)
        if values.likely(0.25)
        else values.chance.choice((digits, digits, f"****{digits}"))
    )


def _iban(values: Values) -> str:
    code = numbers.iban(
        values.chance, values.chance.choice(("DE", "ES", "FR", "IT", "NL", "PT", "GB", "BE", "AT", "IE"))
    )
    return " ".join(code[place : place + 4] for place in range(0, len(code), 4)) if values.likely(0.5) else code


def _url(values: Values) -> str:
    hosts = ("facebook.com/", "linkedin.com/in/", "instagram.com/", "portal.example/u/", "track.example/p?id=")
    return values.chance.choice(("https://", "http://", "www.", "")) + values.chance.choice(hosts) + _user(values)


def _amount(values: Values) -> str:
    number = values.chance.choice((
        f"{values.chance.randint(1, 999)}.{values.chance.randint(0, 99):02d}",
        str(values.chance.randint(1, 2000)),
    ))
    said = values.speech.number(values.chance.randint(2, 900))
    local = number if values.language == "en" else number.replace(".", ",")
    return values.chance.choice((
        f"${number}",
        f"£{number}",
        f"{local} €",
        f"{local} euro",
        f"{said} euro",
        f"{number} dollars",
        f"{said} dollar",
        f"rs {number}",
        f"{number} USD",
    ))


def _error(values: Values) -> str:
    digits = lambda count: numbers.digits(values.chance, count)  # noqa: E731
    return values.chance.choice((
        f"error {digits(3)}",
        f"error code 0x800{digits(4)}",
        f"E{digits(2)}",
        f"HTTP 40{digits(1)}",
        f"{digits(2)} %",
        f"firmware {_version(values)}",
        f"{digits(2)} GB",
    ))


def _version(values: Values) -> str:
    return ".".join(str(values.chance.randint(0, 20)) for _ in range(values.chance.randint(2, 3)))


def _small(values: Values) -> str:
    number = values.chance.randint(1, 60) if values.likely(0.6) else values.chance.randint(1, 12)
    return str(number) if values.likely(0.75) else values.speech.number(number)


def _house(values: Values) -> str:
    return str(
        values.chance.choice((
            values.chance.randint(1, 99),
            values.chance.randint(1, 99),
            values.chance.randint(100, 9999),
        ))
    )


def _clock(values: Values) -> str:
    hour, minute = values.chance.randint(1, 12), values.chance.choice(("00", "15", "30", "45"))
    ending = values.chance.choice((" am", " pm", "")) if values.language == "en" else ""
    return values.chance.choice((f"{hour}:{minute}{ending}", f"{hour}{ending}", values.speech.number(hour)))


def _dimension(values: Values) -> str:
    sides = [str(values.chance.randint(5, 250)) for _ in range(values.chance.randint(2, 3))]
    return values.chance.choice(("x", " x ")).join(sides) + values.chance.choice((" cm", "cm", " mm", ""))


def _ip(values: Values) -> str:
    return ".".join(str(values.chance.randint(1, 254)) for _ in range(4))


_ZIP, _PHONE, _GOV = _kept("zip", "zips"), _kept("phone", "phones"), _kept("gov", "govs")
_ORDER, _ACCOUNT = _numbered("order", _ORDERS), _numbered("account", _ACCOUNTS)
_PIN: Final = lambda values: numbers.digits(values.chance, values.chance.choice((4, 4, 6)))  # noqa: E731
_BORN: Final = lambda values: values.again("birth", _date(_BIRTHS, spoken=False))  # noqa: E731

SLOTS: Final[Mapping[str, tuple[Callable[[Values], str], str | None]]] = MappingProxyType({
    "name": (_name, "PERSON"),
    "given": (_given, "PERSON"),
    "family": (_family, "PERSON"),
    "family2": (lambda values: values.names.draw(1, values.chance), "PERSON"),
    "third": (_third, "PERSON"),
    "third_given": (lambda values: values.names.draw(0, values.chance), "PERSON"),
    "third_family": (lambda values: values.names.draw(1, values.chance), "PERSON"),
    "agent": (lambda values: values.again("agent", lambda own: own.names.draw(0, own.chance)), "PERSON"),
    "name_spelled": (_spelled(_name), "PERSON"),
    "given_spelled": (_spelled(_given), "PERSON"),
    "family_spelled": (_spelled(_family), "PERSON"),
    "zip": (_ZIP, "ZIP_CODE"),
    "zip_spoken": (_said(_ZIP), "ZIP_CODE"),
    "zip_chopped": (_chopped(_ZIP), "ZIP_CODE"),
    "birth": (_BORN, "DATE_OF_BIRTH"),
    "birth_spoken": (_date(_BIRTHS, spoken=True), "DATE_OF_BIRTH"),
    "email": (lambda values: values.again("email", _email), "EMAIL_ADDRESS"),
    "email_spoken": (_email_said, "EMAIL_ADDRESS"),
    "email_broken": (_email_broken, "EMAIL_ADDRESS"),
    "phone": (_PHONE, "PHONE_NUMBER"),
    "phone_spoken": (_said(_PHONE), "PHONE_NUMBER"),
    "phone_chopped": (_chopped(_PHONE), "PHONE_NUMBER"),
    "street": (_street, "STREET_ADDRESS"),
    "street_spoken": (_street_said, "STREET_ADDRESS"),
    "street_name": (lambda values: values.pick("streets"), "STREET_ADDRESS"),
    "city": (lambda values: values.pick("cities"), "LOCATION"),
    "order": (_ORDER, "ORDER_ID"),
    "order_spoken": (_said(_ORDER), "ORDER_ID"),
    "order_chopped": (_chopped(_ORDER), "ORDER_ID"),
    "short_id": (_numbered("short", _SHORT), "ORDER_ID"),
    "letters_id": (_letters, "ORDER_ID"),
    "account": (_ACCOUNT, "ACCOUNT_ID"),
    "account_spoken": (_said(_ACCOUNT), "ACCOUNT_ID"),
    "account_chopped": (_chopped(_ACCOUNT), "ACCOUNT_ID"),
    "iban": (_iban, "ACCOUNT_ID"),
    "user": (lambda values: values.again("user", _user), "USERNAME"),
    "secret": (_secret, "PASSWORD"),
    "pin": (_PIN, "PASSWORD"),
    "pin_spoken": (_said(_PIN), "PASSWORD"),
    "cvv": (lambda values: numbers.digits(values.chance, 3), "PASSWORD"),
    "card": (_card, "CREDIT_CARD"),
    "card_spoken": (_said(_card), "CREDIT_CARD"),
    "card_tail": (_tail, "CREDIT_CARD"),
    "gov": (_GOV, "GOV_ID"),
    "gov_spoken": (_said(_GOV), "GOV_ID"),
    "pin_gov": (_PIN, "GOV_ID"),
    "url": (_url, "URL"),
    "ip": (_ip, "URL"),
    "date": (_date(_RECENT, spoken=False), "DATE_TIME"),
    "day": (lambda values: values.pick("days"), "DATE_TIME"),
    "clock": (_clock, "DATE_TIME"),
    "amount": (_amount, None),
    "small": (_small, None),
    "n": (_house, None),
    "letter": (lambda values: values.chance.choice("abc"), None),
    "product": (lambda values: values.pick("products"), None),
    "error": (_error, None),
    "dimension": (_dimension, None),
    "version": (_version, None),
    "relation": (lambda values: values.pick("relations"), None),
    "title": (lambda values: values.pick("titles"), None),
})
"""Every slot of the sentences: what makes its text, and the type of it."""
