"""What was found once is hidden in every turn of its conversation, as whole words, whatever case and accents.

In: what the passes before have found, as it is written or would be. Out: further findings. Names recur in parts (three
letters or more, no common word of the conversation's language); addresses of every kind, numbers and codes recur whole,
and with their last digits behind words that announce them; dates of birth recur in all their forms. One round: what
recurrence finds does not recur again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from pipeline.conversation.names import family_names, given_names
from pipeline.conversation.words import common_words
from pipeline.conversation.words.plain_words import GRAMMAR_AND_MORE, plain_words
from pipeline.detection.birth_dates import BirthDates
from pipeline.detection.last_digits import NUMBERED, LastDigits
from pipeline.detection.name_variants import SHORTEST_SURE_PART
from pipeline.detection.names.lexicon import lexicon
from pipeline.detection.record_values import SHORTEST_ID
from pipeline.detection.value_search import Found, PhoneIndex, Value, ValueIndex, Words, folded_words, squeeze

_KNOWN: Final = 3.9
"""Zipf frequency from which on a word is known."""
WHOLE_TYPES: Final = frozenset({
    "EMAIL_ADDRESS",
    "PHONE_NUMBER",
    "STREET_ADDRESS",
    "ACCOUNT_ID",
    "ORDER_ID",
    "CUSTOMER_ID",
    "USERNAME",
    "SOCIAL_HANDLE",
    "PASSWORD",
    "SECRET",
    "CREDIT_CARD",
    "IBAN_CODE",
    "NATIONAL_ID",
    "PASSPORT",
    "DRIVER_LICENSE",
    "VEHICLE_PLATE",
    "MAC_ADDRESS",
    "DEVICE_ID",
    "CRYPTO",
    "GOV_ID",
    "PIN",
    "CARD_SECURITY_CODE",
})


def recurring_values(found: Iterable[tuple[str, str]], language: str | None) -> Iterator[Value]:
    """Yield the values to look for.

    Args:
        found: entity type and text (in normal form) of each finding.
        language: the conversation's, or None.
    """
    common = common_words(language)
    for entity_type, text in dict.fromkeys(found):
        if entity_type == "PERSON":
            for key in dict.fromkeys((*map(squeeze, text.split()), *folded_words(text))):
                if len(key) >= SHORTEST_SURE_PART and not _is_word(key, language) and not key.isdigit():
                    yield Value(key, entity_type)
        elif entity_type in WHOLE_TYPES:
            key = squeeze(text)
            if entity_type == "STREET_ADDRESS" and _is_word(key, language):
                continue
            if len(key) >= SHORTEST_ID - any(map(str.isdigit, key)) and key not in common:
                yield Value(key, entity_type)


def _is_word(key: str, language: str | None) -> bool:
    """Return whether a key is a word that people know and no listed name: it was taken for a name once, wrongly."""
    return key in _no_names(language) or (lexicon(language).frequency(key) >= _KNOWN and not _is_listed(key))


def _is_listed(key: str) -> bool:
    return key in given_names() or key in family_names()


@cache
def _no_names(language: str | None) -> frozenset[str]:
    """Return the words that recur as words of the language, not as the name of which they are a part."""
    return common_words(language) | plain_words(language) | GRAMMAR_AND_MORE


class Recurrence:
    """The values found in one conversation, ready to be searched for in its turns.

    Attributes:
        values: all values but phone numbers.
        phones: the phone numbers.
        births: the dates of birth.
        tails: the numbers whose last digits may be told.
    """

    def __init__(self, found: Iterable[tuple[str, str]], language: str | None) -> None:
        found = tuple(dict.fromkeys(found))
        self.values = ValueIndex(recurring_values(found, language))
        self.phones = PhoneIndex(text for entity_type, text in found if entity_type == "PHONE_NUMBER")
        self.births = BirthDates(text for entity_type, text in found if entity_type == "DATE_OF_BIRTH")
        self.tails = LastDigits((entity_type, text) for entity_type, text in found if entity_type in NUMBERED)

    def __bool__(self) -> bool:
        return bool(self.values) or bool(self.phones) or bool(self.births)

    def find(self, text: str, words: Words) -> Iterator[Found]:
        """Yield what recurs in one turn."""
        for hit in self.values.search(words):
            yield hit.value.entity_type, hit.start, hit.end
        for start, end in self.phones.search(text) if self.phones else ():
            yield "PHONE_NUMBER", start, end
        if self.births:
            yield from self.births.search(words)
        if self.tails:
            yield from self.tails.search(text)
