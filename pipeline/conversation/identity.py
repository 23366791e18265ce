"""Who a conversation is with, as canonical text that a key turns into a pseudonym. A name is never an identity."""

from __future__ import annotations

from functools import lru_cache

import phonenumbers

from pipeline.conversation.model import Conversation, Participant, Role

CACHED_PHONES = 4096
DEFAULT_REGION = "ZZ"  # phonenumbers' word for "no region known"


def person_of(conversation: Conversation) -> str | None:
    """Return the canonical identity of the first customer with an id, or None.

    The first of customer id, e-mail address and phone number that the customer has decides, with its kind in front, so
    that an id never equals a phone number.
    """
    region = country_of(conversation) or DEFAULT_REGION
    for participant in conversation.participants:
        if participant.role is Role.CUSTOMER and (identity := _identity(participant, region)):
            return identity
    return None


def _identity(participant: Participant, region: str) -> str | None:
    if participant.customer_id and (customer_id := participant.customer_id.strip()):
        return f"id:{customer_id}"
    if participant.email and (email := canonical_email(participant.email)):
        return f"email:{email}"
    if participant.phone and (phone := canonical_phone(participant.phone, region)):
        return f"phone:{phone}"
    return None


def has_few_values(identity: str) -> bool:
    """Whether an identity could be guessed by trying all values: phone numbers, and ids of under 12 characters."""
    kind, _, value = identity.partition(":")
    return kind == "phone" or (kind == "id" and len(value) < 12)  # noqa: PLR2004


def country_of(conversation: Conversation) -> str | None:
    """Return the record's country (ISO 3166-1 alpha-2) from its metadata, or None."""
    country = dict(conversation.metadata).get("country")
    return country.upper() if isinstance(country, str) and len(country) == 2 and country.isalpha() else None  # noqa: PLR2004


def canonical_email(email: str) -> str:
    """Return an e-mail address without white space around it, in folded case."""
    return email.strip().casefold()


@lru_cache(maxsize=CACHED_PHONES)
def canonical_phone(phone: str, region: str = DEFAULT_REGION) -> str:
    """Return a phone number in E.164, or its digits where the country is not known (ITU-T E.164)."""
    try:
        number = phonenumbers.parse(phone, region)
    except phonenumbers.NumberParseException:
        return "".join(character for character in phone if character.isdigit())
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
