"""The values that a record says of its participants, in the forms in which the sweep looks for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from pipeline.conversation.model import Conversation, KnownValue
from pipeline.conversation.normal_form import fold_text, normalise

SHORTEST_NAME_PART = 3
SHORTEST_ID = 4
SHORTEST_PHONE = 7
_WHOLE_DATE = 8
# Longer numbers are compared by their last digits, so that country code and trunk zero do not count.
NATIONAL_DIGITS = 9

WORD = re.compile(r"[^\W_]+")

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownValues:
    """What must not stand in the written text, folded.

    Attributes:
        phrases: kind by words in a row (full names, ids), found by their first word in `lengths`.
        lengths: for each first word of a phrase, how many words such phrases have.
        name_parts: single words of names, which count where the word is not an ordinary one.
        emails: whole addresses.
        phone_ends: the last nine digits of phone numbers, or all where there are fewer.
        phone_tails: all ends of phone numbers of seven digits or more.
    """

    phrases: dict[Phrase, str] = field(repr=False)
    lengths: dict[str, tuple[int, ...]] = field(repr=False)
    name_parts: frozenset[str] = field(repr=False)
    emails: frozenset[str] = field(repr=False)
    phone_ends: frozenset[str] = field(repr=False)
    phone_tails: frozenset[str] = field(repr=False)

    @property
    def empty(self) -> bool:
        """Whether nothing is known."""
        return not (self.phrases or self.name_parts or self.emails or self.phone_ends)


def words_of(text: str) -> Phrase:
    """Return the folded words of a value: runs of letters and digits."""
    return tuple(WORD.findall(fold_text(text)))


def digits_of(text: str) -> str:
    """Return the digits of a text, all other characters left out."""
    return "".join(char for char in normalise(text).text if char in "0123456789")


def known_values(conversation: Conversation, ordinary: AbstractSet[str] = frozenset()) -> KnownValues:
    """Return the known values of a conversation: names, e-mail addresses, phone numbers, ids and whatever else.

    A name of one word has no full form: it counts as a part. Ids of fewer than four characters and numbers of fewer
    than seven digits are too short to be told from other text, and one that is an ordinary word is no id.

    Args:
        conversation: the record.
        ordinary: the commonest words of its language, folded.
    """
    phrases: dict[Phrase, str] = {}
    parts: set[str] = set()
    emails: set[str] = set()
    phones: set[str] = set()
    for known in _all_known(conversation):
        kind, digits = known.entity_type, digits_of(known.value)
        if kind == "PERSON":
            words = words_of(known.value)
            if len(words) > 1 and sum(map(len, words)) >= SHORTEST_ID:
                phrases[words] = "name"
            parts.update(word for word in words if len(word) >= SHORTEST_NAME_PART and word.isalpha())
        elif kind == "EMAIL_ADDRESS":
            emails.add(fold_text(known.value).strip())
        elif kind == "PHONE_NUMBER" and len(digits) >= SHORTEST_PHONE:
            phones.add(digits)
        else:
            for phrase in _written(known, ordinary):
                phrases.setdefault(phrase, "id")
    lengths: dict[str, set[int]] = {}
    for words in phrases:
        lengths.setdefault(words[0], set()).add(len(words))
    return KnownValues(
        phrases=phrases,
        lengths={word: tuple(sorted(found)) for word, found in lengths.items()},
        name_parts=frozenset(parts),
        emails=frozenset(emails),
        phone_ends=frozenset(digits[-NATIONAL_DIGITS:] for digits in phones),
        phone_tails=frozenset(digits[-n:] for digits in phones for n in range(SHORTEST_PHONE, len(digits) + 1)),
    )


def _all_known(conversation: Conversation) -> Iterator[KnownValue]:
    for party in conversation.participants:
        for kind, value in (
            ("PERSON", party.name),
            ("EMAIL_ADDRESS", party.email),
            ("PHONE_NUMBER", party.phone),
            ("STREET_ADDRESS", party.address),
            ("CUSTOMER_ID", party.customer_id),
        ):
            if value:
                yield KnownValue(kind, value)
    yield from (KnownValue("ORDER_ID", order) for order in conversation.order_ids)
    yield from conversation.known_values


def _written(known: KnownValue, ordinary: AbstractSet[str]) -> Iterator[Phrase]:
    """Yield the words of a value, and the value as one word.

    Digits of an address of the net in one word are any number; those of a date are one only where all eight stand.
    """
    words = words_of(known.value)
    whole = "".join(words)
    if len(whole) < SHORTEST_ID or whole in ordinary:
        return
    if len(words) > 1 or known.entity_type != "IP_ADDRESS":
        yield words
    if known.entity_type != "IP_ADDRESS" and (known.entity_type != "DATE_OF_BIRTH" or len(whole) >= _WHOLE_DATE):
        yield (whole,)
