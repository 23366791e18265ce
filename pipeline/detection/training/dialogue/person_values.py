"""Names, and what people make of their names: accounts, addresses, passwords."""

from __future__ import annotations

import re
import string
from typing import Final

from pipeline.conversation.normal_form import fold_text
from pipeline.detection.training.dialogue.speech import dictated
from pipeline.detection.training.dialogue.values import Values
from pipeline.synthesis import numbers
from pipeline.synthesis.chance import weighted

_PROVIDERS: Final = (
    "gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com", "aol.com", "gmx.de", "web.de", "orange.fr",
    "libero.it", "ziggo.nl", "sapo.pt", "uol.com.br", "proton.me", "rediffmail.com", "comcast.net", "live.co.uk",
    "mail.com", "example.org",
)  # fmt: skip
_HOSTS: Final = ("facebook.com/", "linkedin.com/in/", "instagram.com/", "portal.example/u/", "track.example/p?id=")
_SYMBOLS: Final = string.ascii_letters + string.digits + "!@#$%"
_EPITHETS: Final = (
    "cool", "dark", "happy", "pixel", "lucky", "turbo", "silent", "red", "mega", "the", "mr", "miss", "real",
)  # fmt: skip
_NAMES: Final = (("plain", 0.62), ("one", 0.16), ("initial", 0.06), ("turned", 0.05), ("second", 0.06), ("short", 0.05))
_USERS: Final = (("initial", 0.4), ("joined", 0.35), ("epithet", 0.25))
_SECRETS: Final = (("digits", 0.35), ("symbols", 0.25), ("name and digits", 0.25), ("name", 0.15))


def given(values: Values) -> str:
    """Return the person's given name; seldom another's."""
    return values.again("given", lambda own: own.names.draw(0, own.chance), 0.95)


def family(values: Values) -> str:
    """Return the person's family name; seldom another's."""
    return values.again("family", lambda own: own.names.draw(1, own.chance), 0.95)


def name(values: Values) -> str:
    """Return the person's name in one of the ways in which people give it."""
    first, last, kind = given(values), family(values), weighted(values.chance, _NAMES)
    if kind == "one":
        return first if values.likely(0.8) else last
    if kind == "initial":
        return f"{first} {values.chance.choice(string.ascii_uppercase)}{values.chance.choice(('.', ''))} {last}"
    if kind == "turned":
        return f"{last}, {first}"
    if kind == "second":
        return f"{first} {values.names.draw(0, values.chance)} {last}"
    return f"{first[0]}. {last}" if kind == "short" else f"{first} {last}"


def third(values: Values) -> str:
    """Return the name of somebody else."""
    first, last = values.names.draw(0, values.chance), values.names.draw(1, values.chance)
    return f"{first} {last}" if values.likely(0.75) else first


def user(values: Values) -> str:
    """Return a user name made of the person's name."""
    first, last = (re.sub(r"[^a-z0-9]", "", fold_text(part)) for part in (given(values), family(values)))
    tail = numbers.digits(values.chance, values.chance.choice((0, 1, 2, 3, 4)))
    kind = weighted(values.chance, _USERS)
    if kind == "initial":
        return f"{first[:1]}{last}{tail}"
    if kind == "joined":
        return f"{first}{values.chance.choice('_.-')}{last}{tail}"
    epithet, joiner = values.chance.choice(_EPITHETS), values.chance.choice(("_", ""))
    return f"{epithet}{joiner}{first}{numbers.digits(values.chance, 2)}"


def email(values: Values) -> str:
    """Return a mail address with a user name of the person's."""
    host = values.chance.choice(_PROVIDERS)
    if values.likely(0.15):
        own = re.sub(r"[^a-z]", "", fold_text(family(values))) or "firma"
        host = f"{own}.{values.chance.choice(('com', 'net', 'de', 'es', 'eu'))}"
    return f"{user(values)}@{host}"


def email_said(values: Values) -> str:
    """Return an address as it is dictated: words for signs, digits as words or apart, letters apart now and then."""
    signs, (local, host) = values.speech.signs, values.again("email", email).split("@")
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


def email_broken(values: Values) -> str:
    """Return an address as it is mistyped, masked, or written by a recognizer."""
    local, host = values.again("email", email).split("@")
    plain = re.sub(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])", " ", re.sub(r"[^a-z0-9]", "", local))
    tail = host.replace(".", values.chance.choice(("", " ", ".")))
    forms = (f"{plain}{tail}", f"{plain} {tail}", f"{local} @ {host}", f"{local}@{tail}", f"{local}[at]{host}")
    return values.chance.choice(forms)


def secret(values: Values) -> str:
    """Return a password: digits, symbols, or a name with digits or without."""
    draw = values.chance
    kind = weighted(draw, _SECRETS)
    if kind == "digits":
        return numbers.digits(draw, draw.choice((4, 4, 5, 6)))
    if kind == "symbols":
        return "".join(draw.choice(_SYMBOLS) for _ in range(draw.randint(7, 12)))
    if kind == "name and digits":
        return f"{values.names.draw(0, draw)}{numbers.digits(draw, 2)}{draw.choice('!@#$')}"
    return values.names.draw(draw.randint(0, 1), draw)


def url(values: Values) -> str:
    """Return the address of a page that is about the person."""
    return values.chance.choice(("https://", "http://", "www.", "")) + values.chance.choice(_HOSTS) + user(values)
