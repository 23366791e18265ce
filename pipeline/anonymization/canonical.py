"""When two mentions are the same: the canonical form that numbers and keyed tokens are made from."""

from __future__ import annotations

import re

from pipeline.conversation.normal_form import fold_text

NAME_TYPES = frozenset({"PERSON"})
CODE_TYPES = frozenset({
    "ACCOUNT_ID", "CREDIT_CARD", "CUSTOMER_ID", "DEVICE_ID", "DRIVER_LICENSE", "GOV_ID", "IBAN_CODE", "NATIONAL_ID",
    "ORDER_ID", "PASSPORT", "VEHICLE_PLATE", "ZIP_CODE",
})  # fmt: skip

_POSSESSIVE = re.compile(r"'s\b")
_WORD = re.compile(r"[^\W_]+")
# Forms of address in the shipped languages, folded: "Mr Duarte" and "Duarte" are one person.
_TITLES = frozenset({
    "dhr", "don", "dona", "dr", "fr", "frau", "herr", "hr", "m", "madam", "madame", "meneer", "mevr", "mevrouw", "miss",
    "mlle", "mme", "monsieur", "mr", "mrs", "ms", "mx", "senhor", "senhora", "senor", "senora", "senorita", "sig",
    "signor", "signora", "signore", "sir", "sr", "sra", "srta",
})  # fmt: skip


def canonical(text: str, entity_type: str) -> str:
    """Return the form in which mentions of one type are compared.

    Case, accents, zero-width characters and runs of spaces never count. Separators do not count in codes and phone
    numbers, and neither do the zeros or the plus sign in front of a phone number; forms of address and a possessive do
    not count in names.
    """
    folded = fold_text(text)
    if entity_type == "PHONE_NUMBER":
        digits = "".join(char for char in folded if char.isdecimal())
        return digits.lstrip("0") or " ".join(folded.split())
    if entity_type in CODE_TYPES:
        return "".join(_WORD.findall(folded)) or " ".join(folded.split())
    if entity_type in NAME_TYPES:
        return " ".join(name_words(folded)) or " ".join(folded.split())
    return " ".join(folded.split())


def name_words(folded: str) -> tuple[str, ...]:
    """Return the words of a folded name without forms of address; all words where nothing else is left."""
    words = tuple(_WORD.findall(_POSSESSIVE.sub("", folded)))
    return tuple(word for word in words if word not in _TITLES) or words
