"""What a record says of its people, as values to search for: participants' fields, order ids, and its known values.

In: a conversation. Out: `Value`s; which of them count where, `known_values` says. Known values outside the
participants (`Conversation.known_values`) are treated by their type as the participants' field of that type is, all
other types as ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from pipeline.conversation.model import Conversation, KnownValue
from pipeline.conversation.normal_form import fold_text
from pipeline.conversation.words import common_words
from pipeline.detection.birth_dates import WHOLE_DATE
from pipeline.detection.entity_types import ENTITY_TYPES
from pipeline.detection.name_variants import name_values
from pipeline.detection.value_search import PHONE_TAIL, Rule, Value, folded_words, squeeze

SHORTEST_ID: Final = 4
_SHORTEST_NUMBER_OF_ID: Final = 5
"""Digits of an id that count without its letters and leading zeros; four might be a year."""
_SHORTEST_STREET: Final = 8
_LETTERS_THEN_DIGITS = re.compile(r"[a-z]*0*([0-9]+)")
_LINE = re.compile(r"[,;\n\r|]+")
_POSTCODE = re.compile(
    r"(?<!\w)(?:[a-z]{1,2}[0-9][0-9a-z]? ?[0-9][a-z]{2}|[a-z][0-9][a-z] ?[0-9][a-z][0-9]|[a-z][0-9][0-9w] ?[0-9a-z]{4}"
    r"|[0-9]{4} ?[a-z]{2}|[0-9]{4}-[0-9]{3}|[0-9]{2}-[0-9]{3}|[0-9]{5}(?:-[0-9]{4})?|[0-9]{4})(?!\w)"
)
_FIELDS: Final = {
    "PERSON": "name",
    "EMAIL_ADDRESS": "email",
    "PHONE_NUMBER": "phone",
    "STREET_ADDRESS": "address",
    "CUSTOMER_ID": "customer_id",
}


def known_of(conversation: Conversation) -> tuple[KnownValue, ...]:
    """Return all that is known, in one form: participants' fields, order ids and known values, each once."""
    found = [
        KnownValue(kind, text)
        for person in conversation.participants
        for kind, field in _FIELDS.items()
        if (text := getattr(person, field))
    ]
    found += [KnownValue("ORDER_ID", order) for order in conversation.order_ids]
    for known in conversation.known_values:
        kind = known.entity_type if known.entity_type in ENTITY_TYPES else "CUSTOMER_ID"
        found.append(KnownValue(kind, known.value))
    return tuple(dict.fromkeys(found))


def values_of(known: Iterable[KnownValue], language: str | None) -> Iterator[Value]:
    """Yield what to search for, all but full phone numbers (`PhoneIndex`) and forms of dates (`BirthDates`)."""
    known = tuple(known)
    names = frozenset(word for each in known if each.entity_type == "PERSON" for word in folded_words(each.value))
    common = common_words(language)
    for each in known:
        kind, text = each.entity_type, each.value
        if kind == "PERSON":
            yield from name_values(text, language)
        elif kind == "STREET_ADDRESS":
            yield from _of_address(text, common)
        elif kind == "EMAIL_ADDRESS":
            yield from _of_email(text, names, common)
        elif kind in ("DATE_OF_BIRTH", "IP_ADDRESS"):
            yield from _whole(text, kind, common)
        elif kind != "PHONE_NUMBER" or sum(map(str.isdecimal, fold_text(text))) < PHONE_TAIL:
            yield from _of_id(text, kind, common)


def _whole(text: str, entity_type: str, common: frozenset[str]) -> Iterator[Value]:
    """Yield a value whose digits say nothing without the signs between them: a date, an address of the net."""
    words, key = folded_words(text), squeeze(text)
    if len(key) >= SHORTEST_ID and key not in common:
        apart = len(words) > 1 and (entity_type == "IP_ADDRESS" or len(key) < WHOLE_DATE)
        yield Value(key, entity_type, Rule.APART if apart else Rule.ALWAYS)


def _of_email(email: str, names: frozenset[str], common: frozenset[str]) -> Iterator[Value]:
    yield Value.of(email, "EMAIL_ADDRESS")
    local = squeeze(email.partition("@")[0])
    if len(local) >= SHORTEST_ID and local not in common:
        yield Value(local, "PERSON" if _is_spelled_by(local, names) else "USERNAME")


def _is_spelled_by(local: str, words: frozenset[str]) -> bool:
    """Return whether words of a name make up the whole; time is linear in it, whatever the name."""
    reached = {0}
    for at in range(len(local)):
        if at in reached:
            reached.update(at + len(word) for word in words if local.startswith(word, at))
    return len(local) in reached


def _of_id(text: str, entity_type: str, common: frozenset[str]) -> Iterator[Value]:
    """Yield an id, its words, and its number without letters and zeros before it; common words are none."""
    whole = squeeze(text)
    for part in dict.fromkeys((whole, *folded_words(text))):
        if len(part) < SHORTEST_ID or part in common:
            continue
        if part == whole or any(char.isdigit() for char in part):
            yield Value(part, entity_type)
    number = _LETTERS_THEN_DIGITS.fullmatch(whole)
    if number and len(number[1]) >= _SHORTEST_NUMBER_OF_ID:
        yield Value(number[1], entity_type)


def _of_address(address: str, common: frozenset[str]) -> Iterator[Value]:
    lines = [line.strip() for line in _LINE.split(address) if line.strip()]
    if not lines:
        return
    for text in (address, lines[0]):
        key = squeeze(text)
        if len(key) >= SHORTEST_ID and key not in common:
            yield Value(key, "STREET_ADDRESS")
    names = [word for word in folded_words(lines[0]) if not any(char.isdigit() for char in word)]
    if len(names) > 1 and len("".join(names)) >= _SHORTEST_STREET:
        yield Value("".join(names), "STREET_ADDRESS")
    for text in lines[1:] or lines:
        for postcode in _POSTCODE.finditer(fold_text(text)):
            yield Value.of(postcode[0], "ZIP_CODE")
