"""The values that a record says of its participants, in the forms in which the sweep looks for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.conversation.model import Conversation
from pipeline.conversation.normal_form import fold_text, normalise

SHORTEST_NAME_PART = 3
SHORTEST_ID = 4
SHORTEST_PHONE = 7
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


def known_values(conversation: Conversation) -> KnownValues:
    """Return the known values of a conversation: names, e-mail addresses, phone numbers, customer and order ids.

    A name of one word has no full form: it counts as a part. Ids of fewer than four characters and numbers of fewer
    than seven digits are too short to be told from other text.
    """
    phrases: dict[Phrase, str] = {}
    parts: set[str] = set()
    for party in conversation.participants:
        words = words_of(party.name or "")
        if len(words) > 1 and sum(map(len, words)) >= SHORTEST_ID:
            phrases[words] = "name"
        parts.update(word for word in words if len(word) >= SHORTEST_NAME_PART and word.isalpha())
    for words in _ids(conversation):
        phrases.setdefault(words, "id")
        phrases.setdefault(("".join(words),), "id")
    lengths: dict[str, set[int]] = {}
    for words in phrases:
        lengths.setdefault(words[0], set()).add(len(words))
    phones = {
        digits for party in conversation.participants if len(digits := digits_of(party.phone or "")) >= SHORTEST_PHONE
    }
    return KnownValues(
        phrases=phrases,
        lengths={word: tuple(sorted(found)) for word, found in lengths.items()},
        name_parts=frozenset(parts),
        emails=frozenset(fold_text(party.email).strip() for party in conversation.participants if party.email),
        phone_ends=frozenset(digits[-NATIONAL_DIGITS:] for digits in phones),
        phone_tails=frozenset(digits[-n:] for digits in phones for n in range(SHORTEST_PHONE, len(digits) + 1)),
    )


def _ids(conversation: Conversation) -> Iterator[Phrase]:
    for value in (*conversation.order_ids, *(party.customer_id for party in conversation.participants)):
        words = words_of(value or "")
        if sum(map(len, words)) >= SHORTEST_ID:
            yield words
