"""From tokens that are likely personal data to spans of whole words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

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


@dataclass(frozen=True, slots=True)
class WordGuess:
    """What the network thinks of one whole word at `[start, end)`, in code points of the text.

    `scores` are the probabilities of `labels.ENTITY_TYPES` for the word's likeliest token; `direct` is the highest sum
    of its tokens over all direct identifiers, `value` the same with URL.
    """

    start: int
    end: int
    scores: tuple[float, ...]
    direct: float
    value: float

    def of(self, column: int) -> float:
        """Return the probability of one of `labels.ENTITY_TYPES`."""
        return self.scores[column]


def words_of(text: str, tokens: Iterable[WordGuess]) -> tuple[WordGuess, ...]:
    """Return the guesses about tokens as guesses about whole words: sorted, apart from each other.

    Args:
        text: the text that was looked at.
        tokens: sorted; several may lie in one word. Those without a letter or digit say nothing: left out.
    """
    words: list[WordGuess] = []
    for token in tokens:
        if not any(char.isalnum() for char in text[token.start : token.end]):
            continue
        start, end = _grown(text, token.start, token.end)
        if words and start < words[-1].end:
            words[-1] = _merged(words[-1], token, end)
        elif (start, end) == (token.start, token.end):
            words.append(token)
        else:
            words.append(WordGuess(start, end, token.scores, token.direct, token.value))
    return tuple(words)


def _merged(word: WordGuess, token: WordGuess, end: int) -> WordGuess:
    leader = max((word, token), key=lambda guess: guess.value)
    direct, value = max(word.direct, token.direct), max(word.value, token.value)
    return WordGuess(word.start, max(word.end, end), leader.scores, direct, value)


def _grown(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and _within_word(text, start - 1):
        start -= 1
    while end < len(text) and _within_word(text, end):
        end += 1
    return start, end


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


def joined(text: str, words: Iterable[ModelSpan]) -> tuple[ModelSpan, ...]:
    """Return neighboring words of one type as one span where nothing parts them; `words` are sorted and whole."""
    spans: list[ModelSpan] = []
    for word in words:
        if spans and spans[-1].entity_type == word.entity_type and _close(text, spans[-1], word):
            spans[-1] = ModelSpan(spans[-1].start, word.end, word.entity_type, max(spans[-1].score, word.score))
        else:
            spans.append(word)
    return tuple(spans)


def _close(text: str, one: ModelSpan, other: ModelSpan) -> bool:
    if one.entity_type != "PERSON":
        return VALUE_JOINER.fullmatch(text, one.end, other.start) is not None
    return any(joiner.fullmatch(text, one.end, other.start) for joiner in (NAME_JOINER, INITIAL_JOINER))
