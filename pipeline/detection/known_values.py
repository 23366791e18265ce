"""What a record says of its participants is searched for in every turn of its conversation.

The rule, which the release sweep checks again with code of its own. *Words* are maximal runs of letters and digits of
the text in normal form without case and accents; a value equals a run of neighboring words whose letters and digits
spell it, whatever separates them.

Always count:
- a full name of two words or more, in its order and with the last word first;
- an e-mail address, and its part before the @ if that has four characters or more and is no common word. Apart from the
  address that part is the person where words of the name spell it ("ana duarte" of ana.duarte@...), else a user name;
- a phone number: any run of digits, whatever signs stand between them, that holds its last seven digits;
- a customer or order id of four characters or more, and each word of it that has four and holds a digit;
- an address, its first line, that line without the house number (two words and eight letters or more), its postcode.

Counts where the word is capitalized, follows a cue (`conversation.name_cues`) or is not among the 5,000 commonest words
of the conversation's language (a language without a list has none):
- each word of a name that has three letters or more, a name of one word among them.

A word of two letters counts where it is capitalized and no common word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.conversation.model import Conversation, Participant
from pipeline.conversation.name_cues import follows_name_cue
from pipeline.conversation.normal_form import NormalForm, fold_text
from pipeline.conversation.words import common_words
from pipeline.detection.value_search import PhoneIndex, Value, ValueIndex, Words, squeeze

SHORTEST_NAME_PART: Final = 2
SHORTEST_SURE_PART: Final = 3
SHORTEST_ID: Final = 4
_SHORTEST_STREET: Final = 8
_WORD = re.compile(r"[^\W_]+")
_LINE = re.compile(r"[,;\n\r|]+")
_POSTCODE = re.compile(
    r"(?<!\w)(?:[a-z]{1,2}[0-9][0-9a-z]? ?[0-9][a-z]{2}|[a-z][0-9][a-z] ?[0-9][a-z][0-9]|[a-z][0-9][0-9w] ?[0-9a-z]{4}"
    r"|[0-9]{4} ?[a-z]{2}|[0-9]{4}-[0-9]{3}|[0-9]{2}-[0-9]{3}|[0-9]{5}(?:-[0-9]{4})?|[0-9]{4})(?!\w)"
)
Found = tuple[str, int, int]
"""Entity type, start and end in the text in normal form."""


class KnownValues:
    """The known values of one conversation, ready to be searched for in its turns."""

    def __init__(self, conversation: Conversation) -> None:
        self._common = common_words(conversation.language)
        people = conversation.participants
        self._index = ValueIndex(
            value
            for value in (
                *(v for person in people for v in _of_person(person, self._common)),
                *_of_orders(conversation),
            )
        )
        self._phones = PhoneIndex(person.phone for person in people if person.phone)

    def __bool__(self) -> bool:
        return bool(self._index) or bool(self._phones)

    @property
    def values(self) -> ValueIndex:
        """All values but phone numbers."""
        return self._index

    @property
    def phones(self) -> PhoneIndex:
        """The phone numbers."""
        return self._phones

    def find(self, form: NormalForm, words: Words) -> Iterator[Found]:
        """Yield the known values in one turn."""
        for hit in self._index.search(words):
            if not hit.value.weak or self._counts(hit.value.key, form.text, hit.start):
                yield hit.value.entity_type, hit.start, hit.end
        for start, end in self._phones.search(form.text):
            yield "PHONE_NUMBER", start, end

    def _counts(self, key: str, text: str, start: int) -> bool:
        if len(key) < SHORTEST_SURE_PART:
            return text[start].isupper() and key not in self._common
        return text[start].isupper() or key not in self._common or follows_name_cue(text, start)


def _of_person(person: Participant, common: frozenset[str]) -> Iterator[Value]:
    yield from name_values(person.name or "")
    if person.email:
        yield Value.of(person.email, "EMAIL_ADDRESS")
        local = squeeze(person.email.partition("@")[0])
        if len(local) >= SHORTEST_ID and local not in common:
            name = frozenset(_WORD.findall(fold_text(person.name or "")))
            yield Value(local, "PERSON" if _is_spelled_by(local, name) else "USERNAME")
    yield from _of_id(person.customer_id or "", "CUSTOMER_ID")
    yield from _of_address(person.address or "")


def _is_spelled_by(local: str, words: frozenset[str]) -> bool:
    """Return whether words of a name make up the whole; time is linear in it, whatever the name."""
    reached = {0}
    for at in range(len(local)):
        if at in reached:
            reached.update(at + len(word) for word in words if local.startswith(word, at))
    return len(local) in reached


def name_values(name: str) -> Iterator[Value]:
    """Yield the full name in both orders, and its words as weak values; glued words ("o'brien") also as one."""
    words = _WORD.findall(fold_text(name))
    if len(words) > 1:
        yield Value("".join(words), "PERSON")
        yield Value("".join((words[-1], *words[:-1])), "PERSON")
    parts = (*words, *(squeeze(part) for part in name.split()))
    for part in dict.fromkeys(parts):
        if len(part) >= SHORTEST_NAME_PART:
            yield Value(part, "PERSON", weak=True)


def _of_orders(conversation: Conversation) -> Iterator[Value]:
    for order in conversation.order_ids:
        yield from _of_id(order, "ORDER_ID")


def _of_id(text: str, entity_type: str) -> Iterator[Value]:
    for part in (squeeze(text), *_WORD.findall(fold_text(text))):
        whole = part == squeeze(text)
        if len(part) >= SHORTEST_ID and (whole or any(char.isdigit() for char in part)):
            yield Value(part, entity_type)


def _of_address(address: str) -> Iterator[Value]:
    lines = [line.strip() for line in _LINE.split(address) if line.strip()]
    if not lines:
        return
    for text in (address, lines[0]):
        if len(squeeze(text)) >= SHORTEST_ID:
            yield Value.of(text, "STREET_ADDRESS")
    names = [word for word in _WORD.findall(fold_text(lines[0])) if not any(char.isdigit() for char in word)]
    if len(names) > 1 and len("".join(names)) >= _SHORTEST_STREET:
        yield Value("".join(names), "STREET_ADDRESS")
    for text in lines[1:] or lines:
        for postcode in _POSTCODE.finditer(fold_text(text)):
            yield Value.of(postcode[0], "ZIP_CODE")
