"""What the vetoes know of a conversation: its language's words and its product."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from pipeline.conversation.model import Conversation
from pipeline.conversation.words.plain_words import plain_words
from pipeline.detection.value_search import Value, ValueIndex

WORD: Final = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
"""A word with what apostrophe and hyphen join: "don't", "Jean-Luc", "dites-moi"."""

_JOINTS = re.compile(r"['-]")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The plain words of a language, folded. A language without lists has none."""

    language: str | None
    plain: frozenset[str] = field(repr=False)

    def is_plain(self, folded: str) -> bool:
        """Return whether the word, or all that is joined in it, is plain (`plain_words`); no single letter is."""
        return _consists_of(folded, self.plain)


def _consists_of(folded: str, words: frozenset[str]) -> bool:
    if folded in words or folded.replace("'", "") in words:
        return len(folded) > 1
    pieces = _JOINTS.split(folded)
    return len(pieces) > 1 and all(len(piece) == 1 or piece in words for piece in pieces)


@cache
def vocabulary(language: str | None) -> Vocabulary:
    """Return the vocabulary of a language, made once."""
    return Vocabulary(language, plain_words(language))


def product_index(conversation: Conversation) -> ValueIndex:
    """Return the record's own product, to be searched for: "Desk Lamp Lumo" is no person, whatever it sounds like."""
    named = dict(conversation.metadata).get("product")
    return ValueIndex([Value.of(named, "PRODUCT")] if isinstance(named, str) else ())
