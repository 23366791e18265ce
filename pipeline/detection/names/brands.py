"""Which words of a turn belong to a known brand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from pipeline.conversation.brands import brands


def branded(words: Sequence[str]) -> AbstractSet[int]:
    """Return the places of folded words that make up a brand; of several that begin at a word the longest counts."""
    lengths = _lengths()
    found: set[int] = set()
    for index, word in enumerate(words):
        for length in lengths.get(word, ()):
            brand = tuple(words[index : index + length])
            if brand in brands():
                found.update(range(index, index + len(brand)))
                break
    return found


@cache
def _lengths() -> Mapping[str, tuple[int, ...]]:
    """Return how many words the brands have that begin with a word, longest first."""
    lengths: dict[str, set[int]] = {}
    for brand in brands():
        lengths.setdefault(brand[0], set()).add(len(brand))
    return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}
