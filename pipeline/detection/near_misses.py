"""Known names with a slip of the pen or the ear: "Venkatesch", "jhon smth" for John Smith.

In: keys of names and of local parts of e-mail addresses, and a turn's words. Out: words that are one edit from a key of
six to eight letters, two from a longer one, and two words that are two edits from a name; letters that change places
are one edit. A word of the language is never
taken for a slip, and a conversation in a language without a list of words has no near misses.

Only words that the language does not know are compared, and only with keys of about their length, so that time is
linear in the turn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from rapidfuzz.distance import OSA

from pipeline.conversation.model import KnownValue
from pipeline.conversation.words import common_words
from pipeline.conversation.words.frequencies import frequencies
from pipeline.conversation.words.plain_words import plain_words
from pipeline.detection.value_search import Found, Words, folded_words, squeeze

SHORTEST_KEY: Final = 6
_SHORTEST_WITH_TWO: Final = 9
_MOST_SLIPS: Final = 2
_MOST_KEYS: Final = 64
"""Keys that are compared with: records with more people have no near misses of the rest."""


class NearMisses:
    """Keys by the lengths that a slip of them may have, and names of two words by their first letters."""

    def __init__(self, known: Iterable[KnownValue], language: str | None) -> None:
        self._vocabulary = frequencies(language)
        self._common = common_words(language)
        self._plain = plain_words(language)
        known = tuple(known) if self._vocabulary else ()
        self._keys = tuple(dict.fromkeys(_keys(known)))[:_MOST_KEYS]
        self._by_length: defaultdict[int, list[str]] = defaultdict(list)
        for key in self._keys:
            for length in range(len(key) - _edits(key), len(key) + _edits(key) + 1):
                self._by_length[length].append(key)
        self._by_letters: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for first, last in dict.fromkeys(_pairs(known)):
            self._by_letters[first[0] + last[0]].append((first, last))

    def search(self, words: Words) -> Iterator[Found]:
        """Yield the near misses among the words, and among each two neighbors of which one is no word."""
        if not self._by_length and not self._by_letters:
            return
        unknown = frozenset(words.words).difference(self._vocabulary, self._plain, self._keys)
        if not unknown:
            return
        for at, word in enumerate(words.words):
            if word in unknown and self._is_near(word):
                yield "PERSON", *words.spans[at]
        for at, (first, last) in enumerate(pairwise(words.words)):
            if (first in unknown or last in unknown) and self._is_near_pair(first, last):
                yield "PERSON", words.spans[at][0], words.spans[at + 1][1]

    def _is_near(self, word: str) -> bool:
        keys = self._by_length.get(len(word), ())
        return any(OSA.distance(word, key, score_cutoff=_edits(key)) <= _edits(key) for key in keys)

    def _is_near_pair(self, first: str, last: str) -> bool:
        """Return whether two words are a name with up to two slips, none of them in a first letter."""
        names = self._by_letters.get(first[0] + last[0], ())
        return any(self._slips(first, name) + self._slips(last, family) <= _MOST_SLIPS for name, family in names)

    def _slips(self, word: str, name: str) -> int:
        """Return the edits between a word and a name; a common word is never a slip."""
        slips = int(OSA.distance(word, name, score_cutoff=_MOST_SLIPS))
        return _MOST_SLIPS + 1 if slips and word in self._common else slips


def _keys(known: Iterable[KnownValue]) -> Iterator[str]:
    """Yield names, their words, and local parts of addresses, where they have enough letters."""
    for each in known:
        if each.entity_type == "PERSON":
            words = folded_words(each.value)
            keys = ("".join(words), *words)
        elif each.entity_type == "EMAIL_ADDRESS":
            keys = (squeeze(each.value.partition("@")[0]),)
        else:
            continue
        yield from (key for key in keys if sum(map(str.isalpha, key)) >= SHORTEST_KEY)


def _pairs(known: Iterable[KnownValue]) -> Iterator[tuple[str, str]]:
    """Yield first and last word of names that are long enough for two slips, in both orders."""
    for each in known:
        words = folded_words(each.value) if each.entity_type == "PERSON" else ()
        if len(words) > 1 and len(words[0] + words[-1]) >= _SHORTEST_WITH_TWO:
            yield words[0], words[-1]
            yield words[-1], words[0]


def _edits(key: str) -> int:
    return 1 if len(key) < _SHORTEST_WITH_TWO else 2
