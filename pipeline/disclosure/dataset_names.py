"""Words that are names in most of their uses in a data set: "thanks sam", missed once and found in twenty others.

In: how often each word of each conversation was found to be a name and how often it was left readable. Out: the words
that are names in this data set; what was left readable of them is then hidden as well. Pure functions: what a run keeps
of words between its two steps is keyed digests, which do here as well as the words themselves.

Source of the limits: measured on the labelled sets. With half instead of three fifths nothing more is found there, and
words of places and brands are lost; the second person keeps one person's habit from deciding for all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from pipeline.anonymization.sanitized import SanitizedText
from pipeline.anonymization.written_words import readable_stretches
from pipeline.conversation.model import TurnFindings
from pipeline.conversation.normal_form import fold_text
from pipeline.detection.names.lexicon import lexicon
from pipeline.detection.turns import DENIED, KNOWN, RECURRENCE
from pipeline.detection.value_search import folded_words

VERSION: Final = "1"
"""Counted up whenever other words become names: it stands in the manifest."""
ENTITY_TYPE: Final = "PERSON"
RECOGNIZER: Final = "dataset_names"
MIN_PEOPLE: Final = 2
"""People in whose conversations a word must be a name."""
SHARE: Final = (3, 5)
"""The share of the people using a word, in whose conversations it must be a name."""
TOO_COMMON: Final = 4.9
"""Zipf frequency from which a word is left to what detection says of each place."""
SHORTEST: Final = 3
_REMEMBERED: Final = 1 << 16
_BORROWED: Final = frozenset({KNOWN, DENIED, RECURRENCE})
"""Who hides a word because it stands elsewhere; what they alone hide says neither yes nor no."""


class WordUse(NamedTuple):
    """One word in one conversation: whose it is, how often the word was found to be a name, how often left readable."""

    person: str
    conversation: str
    hidden: int
    readable: int


class WordCounter:
    """Counts the words that might be names; `allowed` are terms that the policy's owner wants left alone."""

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        self._allowed = frozenset(map(fold_text, allowed))
        self._may_be_name = lru_cache(_REMEMBERED)(self._judge)

    def count(
        self, turns: Iterable[tuple[str, TurnFindings, SanitizedText]], language: str | None
    ) -> dict[str, tuple[int, int]]:
        """Return how often each word that might be a name was found to be one, and how often it was left readable.

        Args:
            turns: raw text, findings in it, and what is written of it.
            language: the conversation's.
        """
        hidden: Counter[str] = Counter()
        readable: Counter[str] = Counter()
        for raw, findings, written in turns:
            for start, end in _evidence(findings):
                hidden.update(folded_words(raw[start:end]))
            for start, end in readable_stretches(written):
                readable.update(folded_words(written.value[start:end]))
        words = (word for word in hidden.keys() | readable.keys() if self._may_be_name(word, language))
        return {word: (hidden[word], readable[word]) for word in words}

    def _judge(self, word: str, language: str | None) -> bool:
        if len(word) < SHORTEST or not word.isalpha() or word in self._allowed:
            return False
        known = lexicon(language)
        return word not in known.harmless and known.frequency(word) < TOO_COMMON


def _evidence(findings: TurnFindings) -> Sequence[tuple[int, int]]:
    """Return where a name was found for what stands there, disjoint and in order."""
    spans: list[tuple[int, int]] = []
    for found in sorted(findings, key=lambda each: each.start):
        if found.entity_type != ENTITY_TYPE or found.recognizer in _BORROWED:
            continue
        if spans and found.start < spans[-1][1]:
            spans[-1] = spans[-1][0], max(spans[-1][1], found.end)
        else:
            spans.append((found.start, found.end))
    return spans


def is_name(uses: Iterable[WordUse]) -> bool:
    """Return whether a word with these uses is a name in the data set; their order and repetitions do not count.

    A person counts once, however much is said: for it where the word is a name at least as often as it is left
    readable, else against it. Conversations in which only known values hide the word count in neither.
    """
    people: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for use in set(uses):
        people[use.person][0] += use.hidden
        people[use.person][1] += use.readable
    voting = [hidden >= readable for hidden, readable in people.values() if hidden or readable]
    names, (part, whole) = sum(voting), SHARE
    return names >= MIN_PEOPLE and names * whole >= part * len(voting)


def names_of(uses: Mapping[str, Iterable[WordUse]]) -> frozenset[str]:
    """Return the words that are names, of all words with their uses."""
    return frozenset(word for word, own in uses.items() if is_name(own))
