"""The forms in which a person's id, e-mail address and phone number are compared, however they were written.

What is compared is meant to match too much rather than too little: a record of somebody with the same number in another
country is refused as well, and nothing else happens to it.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Final

import phonenumbers

from pipeline.conversation.model import Participant
from pipeline.conversation.normal_form import fold_text, normalise

_KINDS: Final = ("id", "email", "phone")
_ADDRESS: Final = re.compile(r"[^\s<>:,;\"'()\[\]]+@[^\s<>:,;\"'()\[\]]+")
_PHONE: Final = re.compile(
    r"(?:tel:)?\s{0,3}\+?[\d\s().,/-]{7,30}(?:\s{0,2}(?:x|ext\.?|#)\s{0,2}\d{1,6})?", re.IGNORECASE
)
_EXTENSION: Final = re.compile(r"(?:;|x|ext\.?|#).{0,20}$", re.IGNORECASE)
_LEAST_PHONE_DIGITS: Final = 6
_NO_REGION: Final = "ZZ"  # phonenumbers' word for "no region known"


def of_participant(participant: Participant, region: str | None) -> frozenset[str]:
    """Return every form of a participant's id, e-mail address and phone number.

    Args:
        participant: whoever is looked up.
        region: the record's country (ISO 3166-1 alpha-2), with which a national phone number is read.
    """
    return (
        _id(participant.customer_id or "") | _email(participant.email or "") | _phone(participant.phone or "", region)
    )


def of_line(line: str) -> frozenset[str]:
    """Return every form of what one line of a list names, or nothing where it names nothing.

    A line may say its kind (`phone: 0151 2345678`). Without, what holds an @ is an e-mail address, what looks like a
    phone number is taken for a phone number and for an id, and all else is an id.
    """
    kind, colon, rest = line.partition(":")
    named = kind.strip().casefold()
    if colon and named in _KINDS:
        return {"id": _id, "email": _email, "phone": _phone}[named](rest)
    if "@" in normalise(line).text:
        return _email(line)
    phone = _phone(line) if _PHONE.fullmatch(normalise(line).text.strip()) else frozenset[str]()
    return phone | _id(line)


def _id(written: str) -> frozenset[str]:
    """Return an id without case, accents and what stands between its letters and digits."""
    bare = "".join(filter(str.isalnum, fold_text(written)))
    return frozenset({f"id:{bare}"}) if bare else frozenset()


def _email(written: str) -> frozenset[str]:
    """Return the mailbox of an address: without display name, `mailto:`, sub-address and case.

    Domains are compared in their ASCII form (RFC 5891), and the dots that Gmail ignores are left out.
    """
    text = re.sub(r"(?i)mailto:", "", normalise(written).text)
    found = _ADDRESS.search(text)
    if found is None:
        return frozenset()
    local, _, domain = found[0].casefold().rpartition("@")
    local, domain = local.partition("+")[0], domain.rstrip(".")
    with suppress(UnicodeError):
        domain = domain.encode("idna").decode("ascii")
    if domain in {"gmail.com", "googlemail.com"}:
        local, domain = local.replace(".", ""), "gmail.com"
    return frozenset({f"email:{local}@{domain}"}) if local and domain else frozenset()


def _phone(written: str, region: str | None = None) -> frozenset[str]:
    """Return a number as its international and its national digits (ITU-T E.164), both without zeros in front.

    Where the country is not known, the digits as written are taken for either.
    """
    text = normalise(written).text.strip()
    with suppress(phonenumbers.NumberParseException):
        number = phonenumbers.parse(text, region or _NO_REGION)
        return _digits(f"{number.country_code}{number.national_number}") | _digits(str(number.national_number))
    return _digits(_EXTENSION.sub("", text))


def _digits(text: str) -> frozenset[str]:
    digits = "".join(filter(str.isdigit, text)).lstrip("0")
    return frozenset({f"phone:{digits}"}) if len(digits) >= _LEAST_PHONE_DIGITS else frozenset()
