"""Phrases of one to a few words, looked up at a place in a turn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from pipeline.detection.value_search import folded_words

Meaning = TypeVar("Meaning")


class Phrases(Generic[Meaning]):
    """Folded phrases with their meanings; where several start at a word, the longest counts.

    Raises:
        ValueError: a phrase has two meanings.
    """

    def __init__(self, meanings: Iterable[tuple[str, Meaning]]) -> None:
        by_first: defaultdict[str, dict[tuple[str, ...], Meaning]] = defaultdict(dict)
        for text, meaning in meanings:
            words = folded_words(text)
            if by_first[words[0]].setdefault(words, meaning) != meaning:
                raise ValueError(f"two meanings: {text}")
        self._by_first: Mapping[str, tuple[tuple[tuple[str, ...], Meaning], ...]] = {
            first: tuple(sorted(phrases.items(), key=lambda entry: -len(entry[0])))
            for first, phrases in by_first.items()
        }

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_first)

    def match(self, words: tuple[str, ...], at: int) -> tuple[Meaning, int] | None:
        """Return the meaning of the phrase that starts at a word, and how many words it has."""
        known = self._by_first.get(words[at]) if at < len(words) else None
        for phrase, meaning in known or ():
            if words[at : at + len(phrase)] == phrase:
                return meaning, len(phrase)
        return None
