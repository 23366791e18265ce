"""Words that are names in most of their uses in a data set: "thanks sam", missed once and found in twenty others.

In: how often each word of each conversation was found to be a name and how often it was left readable. Out: the words
that are names in this data set; what was left readable of them is then hidden as well. Pure functions: what a run keeps
of words between its two steps is keyed digests, which do here as well as the words themselves.

Source of the limits: measured on the labelled sets. With half instead of three fifths nothing more is found there, and
words of places and brands are lost; the second person keeps one person's habit from deciding for all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

VERSION: Final = "1"
"""Counted up whenever other words become names: it stands in the manifest."""
ENTITY_TYPE: Final = "PERSON"
RECOGNIZER: Final = "dataset_names"
MIN_PEOPLE: Final = 2
"""People in whose conversations a word must be a name."""
SHARE: Final = (3, 5)
"""The share of the people using a word, in whose conversations it must be a name."""


class WordUse(NamedTuple):
    """One word in one conversation: whose it is, how often the word was found to be a name, how often left readable."""

    person: str
    conversation: str
    hidden: int
    readable: int


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
