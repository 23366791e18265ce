"""The words of one conversation that might be names, and how often each is hidden as one or left readable.

Apart from `dataset_names`, which decides from the counts, because this asks detection what it knows of a word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from pipeline.anonymization.sanitized import SanitizedText
from pipeline.anonymization.written_words import readable_stretches
from pipeline.conversation.model import TurnFindings
from pipeline.conversation.normal_form import fold_text
from pipeline.conversation.repeated import remembered
from pipeline.detection.names.lexicon import lexicon
from pipeline.detection.turns import DENIED, KNOWN, RECURRENCE
from pipeline.detection.value_search import folded_words
from pipeline.disclosure.dataset_names import ENTITY_TYPE

TOO_COMMON: Final = 4.9
"""Zipf frequency from which a word is left to what detection says of each place."""
SHORTEST: Final = 3
_REMEMBERED: Final = 1 << 16
_BORROWED: Final = frozenset({KNOWN, DENIED, RECURRENCE})
"""Who hides a word because it stands elsewhere; what they alone hide says neither yes nor no."""

_words_of = remembered(folded_words)


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
        hidden_words: list[str] = []
        readable_words: list[str] = []
        for raw, findings, written in turns:
            for start, end in _evidence(findings) if findings else ():
                hidden_words += folded_words(raw[start:end])
            if not written.redactions:  # most turns
                readable_words += _words_of(written.value)
                continue
            for start, end in readable_stretches(written):
                readable_words += folded_words(written.value[start:end])
        hidden, readable = Counter(hidden_words), Counter(readable_words)
        words = (hidden.keys() | readable.keys()) - lexicon(language).harmless  # most words go here
        return {word: (hidden[word], readable[word]) for word in words if self._may_be_name(word, language)}

    def _judge(self, word: str, language: str | None) -> bool:
        if len(word) < SHORTEST or not word.isalpha() or word in self._allowed:
            return False
        return lexicon(language).frequency(word) < TOO_COMMON


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
