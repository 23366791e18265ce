"""From tokens that are likely personal data to spans of whole words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pipeline.detection.entity_types import DIRECT_TYPES

# "Ana Duarte", "Jean-Luc", "O'Hara": one name. "Ana, Bob" and "Ana. Bob" are two people.
NAME_JOINER: Final = re.compile(r"[ \-'\u2019\u2010\u2011]?")
# "J. Miller", "J.R. Miller": the letter before the dot stands alone.
INITIAL_JOINER: Final = re.compile(r"(?<![^\W_]{2})(?<=[^\W\d_])\. ?")
DIGIT_JOINERS: Final = frozenset("-./\u2010\u2011")
ADDRESS_JOINERS: Final = frozenset("@.+-/")
ADDRESS_REACH: Final = 64
# "12 Main St., Apt. 4", "+34 (600) 123", "https://a.example/b": one value.
VALUE_JOINER: Final = re.compile(r"[^\w\n]{0,3}")


@dataclass(frozen=True, slots=True)
class ModelSpan:
    """Likely personal data at `[start, end)`, in code points of the text; whole words only.

    `score` is the highest probability of one of its tokens, 0 to 1.
    """

    start: int
    end: int
    entity_type: str
    score: float


def whole_words(text: str, hits: Iterable[ModelSpan]) -> tuple[ModelSpan, ...]:
    """Return the spans that hide the hits: sorted, apart from each other, each of whole words.

    Args:
        text: the text that was looked at.
        hits: tokens, sorted; several may lie in one word. Those without a letter or digit hide nothing: left out.
    """
    words: list[ModelSpan] = []
    for hit in hits:
        if not any(char.isalnum() for char in text[hit.start : hit.end]):
            continue
        word = _grown(text, hit)
        if words and word.start < words[-1].end:
            words[-1] = _united(words[-1], word)
        else:
            words.append(word)
    return _joined(text, words)


def _grown(text: str, hit: ModelSpan) -> ModelSpan:
    start, end = hit.start, hit.end
    while start > 0 and _within_word(text, start - 1):
        start -= 1
    while end < len(text) and _within_word(text, end):
        end += 1
    return ModelSpan(start, end, hit.entity_type, hit.score)


def _within_word(text: str, place: int) -> bool:
    """Return whether the character belongs to the word beside it.

    Letters, digits, "_", marks and format characters on them do; so does what joins the parts of one number or of one
    mail address: half of "472-81-0094" or of "ana@mail.example" would help to guess the rest.
    """
    char = text[place]
    if char in DIGIT_JOINERS or char in ADDRESS_JOINERS:
        before, after = text[max(0, place - 1) : place], text[place + 1 : place + 2]
        if char in DIGIT_JOINERS and before.isdigit() and after.isdigit():
            return True
        return before.isalnum() and after.isalnum() and _in_address(text, place)
    return char.isalnum() or char == "_" or unicodedata.category(char) in {"Mn", "Mc", "Me", "Cf"}


def _in_address(text: str, place: int) -> bool:
    """Return whether the characters without a space around a joiner hold an "@"."""
    left = text[max(0, place - ADDRESS_REACH) : place].rsplit(maxsplit=1)[-1]
    right = text[place : place + ADDRESS_REACH].split(maxsplit=1)[0]
    return "@" in left or "@" in right


def _united(one: ModelSpan, other: ModelSpan) -> ModelSpan:
    """Return one span over both; a direct identifier names it before a milder type, then the higher score."""
    leader = max((one, other), key=lambda span: (span.entity_type in DIRECT_TYPES, span.score))
    start, end = min(one.start, other.start), max(one.end, other.end)
    return ModelSpan(start, end, leader.entity_type, max(one.score, other.score))


def _joined(text: str, words: list[ModelSpan]) -> tuple[ModelSpan, ...]:
    joined: list[ModelSpan] = []
    for word in words:
        if joined and joined[-1].entity_type == word.entity_type and _close(text, joined[-1], word):
            joined[-1] = _united(joined[-1], word)
        else:
            joined.append(word)
    return tuple(joined)


def _close(text: str, one: ModelSpan, other: ModelSpan) -> bool:
    if one.entity_type != "PERSON":
        return VALUE_JOINER.fullmatch(text, one.end, other.start) is not None
    return any(joiner.fullmatch(text, one.end, other.start) for joiner in (NAME_JOINER, INITIAL_JOINER))
