"""What was found once is hidden in every turn of its conversation, as whole words, whatever case and accents.

In: what the passes before have found, by turn. Out: further findings. Names recur in parts (three letters or more, no
common word of the conversation's language); addresses of every kind, numbers and codes recur whole. One round: what
recurrence finds does not recur again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from pipeline.conversation.normal_form import NormalForm
from pipeline.conversation.words import common_words
from pipeline.conversation.words.plain_words import plain_words
from pipeline.detection.name_variants import SHORTEST_SURE_PART
from pipeline.detection.record_values import SHORTEST_ID
from pipeline.detection.value_search import Found, PhoneIndex, Value, ValueIndex, Words, squeeze

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
})


def recurring_values(found: Iterable[tuple[str, str]], language: str | None) -> Iterator[Value]:
    """Yield the values to look for.

    Args:
        found: entity type and text (in normal form) of each finding.
        language: the conversation's, or None.
    """
    common, plain = common_words(language), plain_words(language)
    for entity_type, text in dict.fromkeys(found):
        if entity_type == "PERSON":
            for part in (*text.split(), *Words.of(NormalForm(text)).words):
                key = squeeze(part)
                if len(key) >= SHORTEST_SURE_PART and key not in common and key not in plain and not key.isdigit():
                    yield Value(key, entity_type)
        elif entity_type in WHOLE_TYPES:
            key = squeeze(text)
            if len(key) >= SHORTEST_ID - any(map(str.isdigit, key)) and key not in common:
                yield Value(key, entity_type)


class Recurrence:
    """The values found in one conversation, ready to be searched for in its turns."""

    def __init__(self, found: Iterable[tuple[str, str]], language: str | None) -> None:
        found = tuple(found)
        self._index = ValueIndex(recurring_values(found, language))
        self._phones = PhoneIndex(text for entity_type, text in found if entity_type == "PHONE_NUMBER")

    def __bool__(self) -> bool:
        return bool(self._index) or bool(self._phones)

    def find(self, text: str, words: Words) -> Iterator[Found]:
        """Yield what recurs in one turn."""
        for hit in self._index.search(words):
            yield hit.value.entity_type, hit.start, hit.end
        for start, end in self._phones.search(text):
            yield "PHONE_NUMBER", start, end
