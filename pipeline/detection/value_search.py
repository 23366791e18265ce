"""Find given values in turns: as words, whatever their case, accents and separators, whole and in parts.

In: values, turns in folded form. Out: spans. Nothing here knows where the values come from; participants' fields, the
deny list and recurrence all search this way.

A turn is cut once into *words*, maximal runs of letters and digits of the folded text (no case, no accents; an
underscore separates). A value is compared by its letters and digits alone, so "AB-1234", "ab 1234" and "AB1234" are one
value, and it is found where it equals a run of whole neighboring words, whatever stands between them. Time is linear in
the turn: words are read on only while they begin a value.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from pipeline.conversation.normal_form import NormalForm, fold, fold_text

_WORD = re.compile(r"[^\W_]+")
_DIGIT_RUN = re.compile(r"[0-9](?:[\W_]*[0-9])*")
_PREFIX_ZEROS: Final = 3  # "00" before the country's code, a trunk zero behind it: "0049 (0)171"
_HEAD: Final = 3
Found = tuple[str, int, int]
"""Entity type, start and end in the text in normal form."""

PHONE_TAIL: Final = 7
"""How many last digits of a known phone number are enough to know it again."""


class Rule(Enum):
    """Where a value counts that the words of a turn spell."""

    ALWAYS = "always"
    NAME = "name"  # a name's part that may be a word as well: its finder decides
    GLUED = "glued"  # as one word: "jduarte", not "j duarte"
    APART = "apart"  # with signs or spaces in it: "10.0.0.1", not "10001"


@dataclass(frozen=True, slots=True)
class Value:
    """One thing to look for: `key` is the folded text without separators."""

    key: str = field(repr=False)
    entity_type: str
    rule: Rule = Rule.ALWAYS

    @classmethod
    def of(cls, text: str, entity_type: str, rule: Rule = Rule.ALWAYS) -> Value:
        """Fold a text into a value."""
        return cls(squeeze(text), entity_type, rule)


@dataclass(frozen=True, slots=True)
class Hit:
    """A value at `[start, end)` of the turn's text in normal form, and how many words spell it."""

    value: Value
    start: int
    end: int
    words: int = 1


def folded_words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text."""
    return tuple(_WORD.findall(fold_text(text)))


def squeeze(text: str) -> str:
    """Return the folded letters and digits of a text, nothing else."""
    return "".join(folded_words(text))


@dataclass(frozen=True, slots=True)
class Words:
    """A turn's folded words with their spans in the text in normal form."""

    words: tuple[str, ...] = field(repr=False)
    spans: tuple[tuple[int, int], ...] = field(repr=False)

    @classmethod
    def of(cls, form: NormalForm) -> Words:
        """Cut a text in normal form into words."""
        folded = fold(form)
        spans = tuple([match.span() for match in _WORD.finditer(folded.text)])
        words = tuple([folded.text[start:end] for start, end in spans])
        return cls(words, spans if folded.starts is None else tuple([folded.raw_span(*span) for span in spans]))


class ValueIndex:
    """Values in the order of their keys, ready for many turns."""

    def __init__(self, values: Iterable[Value]) -> None:
        by_key: defaultdict[str, list[Value]] = defaultdict(list)
        for value in dict.fromkeys(values):
            if value.key:
                by_key[value.key].append(value)
        self._by_key: Mapping[str, list[Value]] = by_key
        self._keys = sorted(by_key)
        # Most words begin no value, which their first letters tell.
        self._heads = frozenset(key[:length] for key in by_key for length in range(1, _HEAD + 1))

    def __bool__(self) -> bool:
        return bool(self._keys)

    def search(self, words: Words) -> Iterator[Hit]:
        """Yield every place where the words spell a value; whether it counts there is the finder's business."""
        heads = self._heads
        for first in [at for at, word in enumerate(words.words) if word[:_HEAD] in heads]:
            spelled = ""
            for last in range(first, len(words.words)):
                spelled += words.words[last]
                place = bisect_left(self._keys, spelled)
                if place == len(self._keys) or not self._keys[place].startswith(spelled):
                    break
                if self._keys[place] == spelled:
                    for value in self._by_key[spelled]:
                        yield Hit(value, words.spans[first][0], words.spans[last][1], last - first + 1)


class PhoneIndex:
    """Phone numbers by their last digits."""

    def __init__(self, numbers: Iterable[str]) -> None:
        keys = {"".join(char for char in fold_text(number) if char.isdecimal()) for number in numbers}
        by_tail: defaultdict[str, list[str]] = defaultdict(list)
        for key in sorted(keys):
            if len(key) >= PHONE_TAIL:
                by_tail[key[-PHONE_TAIL:]].append(key)
        self._by_tail: Mapping[str, list[str]] = dict(by_tail)

    def __bool__(self) -> bool:
        return bool(self._by_tail)

    def search(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield spans of digits, whatever signs stand between them, that end like one of the numbers.

        The span takes in as many digits before the last seven as agree with the number, prefix zeros among them.
        """
        for run in _DIGIT_RUN.finditer(text):
            places = [index for index in range(run.start(), run.end()) if text[index].isdecimal()]
            digits = "".join(text[index] for index in places)
            for at in range(len(digits) - PHONE_TAIL + 1):
                for number in self._by_tail.get(digits[at : at + PHONE_TAIL], ()):
                    yield places[_first_digit(digits, at, number)], places[at + PHONE_TAIL - 1] + 1


def _first_digit(digits: str, at: int, number: str) -> int:
    """Return where a written number begins whose tail stands at `at`, going back while it agrees with the number."""
    rest = number[:-PHONE_TAIL]
    zeros = 0
    while at > 0:
        if rest and digits[at - 1] == rest[-1]:
            rest = rest[:-1]
        elif digits[at - 1] == "0" and zeros < _PREFIX_ZEROS:
            zeros += 1
        else:
            break
        at -= 1
    return at
