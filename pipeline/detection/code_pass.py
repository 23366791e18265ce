"""Codes taken apart by hurry or speech recognition: "mm 78 m 7", "6 hh 6 h 2", "qvt 897".

In: a turn's words. Out: runs of neighboring short tokens in which digits and letters change places. Chats and calls
only: long written texts are full of units and abbreviations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from itertools import pairwise
from typing import Final

from presidio_analyzer import RecognizerResult

from pipeline.detection.language import linking_letters, words_of_all
from pipeline.detection.names.lexicon import PLAIN, Lexicon, lexicon
from pipeline.detection.results import result
from pipeline.detection.turns import ConversationView, Results, TurnView

NAME: Final = "split_code"
_REMEMBERED: Final = 1 << 14
"""Words whose kind is remembered."""
LONGEST_TURN: Final = 300
"""Characters of a turn that is looked at."""
_SCORE: Final = 0.5
_FEWEST_SYMBOLS: Final = 5
_FEWEST_DIGITS: Final = 2
_LONGEST_LETTERS: Final = 4
_KNOWN: Final = 3.9  # Zipf; "hcf" and "ke" lie below, "for" and "the" above
_SAID: Final = 4.7
_SHORT_WORDS: Final = frozenset({
    *("ab", "am", "an", "and", "at", "be", "by", "de", "do", "el", "en", "for", "go", "he", "hi", "if", "im"),
    *("in", "is", "it", "la", "le", "me", "my", "no", "of", "ok", "on", "or", "pm", "se", "so", "te", "the"),
    *("to", "um", "un", "up", "us", "we"),
})  # fmt: skip
_MOST_WORDS_OF_LONE: Final = 7
_JOINT = re.compile(r"[ \-./]{1,2}")
_UNIT = re.compile(
    r"[0-9]{1,6}(?:st|nd|rd|th|am|pm|gb|mb|kb|tb|k|m|g|kg|km|cm|mm|ml|mg|h|hrs?|mins?|secs?|s|x|p|hz|ghz|mhz|w|v)"
)
_NEVER: Final = frozenset({
    *("ab", "al", "am", "an", "and", "as", "at", "avec", "be", "bis", "by", "cm", "con", "da", "de", "do"),
    *("el", "en", "es", "et", "eu", "eur", "for", "from", "ft", "gb", "gbp", "go", "he", "hi", "hz", "if"),
    *("il", "im", "in", "inr", "is", "it", "kb", "kg", "km", "la", "le", "mb", "me", "mg", "mit", "ml", "mm"),
    *("my", "na", "nd", "no", "of", "ok", "om", "on", "op", "or", "os", "ou", "para", "per", "ph", "pm"),
    *("po", "pour", "rd", "rs", "se", "so", "st", "su", "tb", "te", "th", "the", "thru", "till", "to", "un"),
    *("und", "until", "up", "us", "usd", "van", "von", "we", "zu"),
})  # fmt: skip


class CodePass:
    """Finds codes whose parts stand apart."""

    name = NAME

    def find(self, view: ConversationView, found: Results) -> Results:  # noqa: ARG002
        """Return the codes of each turn."""
        look = partial(_found, words=lexicon(view.conversation.language))
        return [
            list(turn.once(NAME, look)) if len(turn.form.text) <= LONGEST_TURN and turn.clues.digits else []
            for turn in view.turns
        ]


def _found(turn: TurnView, words: Lexicon) -> list[RecognizerResult]:
    return [result("ORDER_ID", start, end, _SCORE, NAME) for start, end in codes(turn, words)]


def codes(turn: TurnView, words: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield the spans of codes in one turn's text in normal form."""
    spans, said = turn.words.spans, turn.words.words
    kinds = [_kind(word, words) for word in said]
    lone = _is_lone_code(said, words)
    # Most turns are no code and hold no two such words in a row, whatever of them is an amount.
    if " " not in turn.form.text or not (lone or any(one and other for one, other in pairwise(kinds))):
        return
    amounts = turn.amounts
    kinds = ["" if amounts.holds(*span) else kind for kind, span in zip(kinds, spans, strict=True)]
    if lone and not any(amounts.holds(*span) for span in spans):
        yield spans[_labels(said, 0, len(said))][0], spans[-1][1]
        return
    letters = linking_letters(turn.languages[0] if turn.languages else None)
    kinds = ["" if _is_link(said, kinds, at, letters) else kind for at, kind in enumerate(kinds)] if letters else kinds
    for first, last in _runs(turn, kinds):
        start, end = spans[first][0], spans[last - 1][1]
        if " " in turn.form.text[start:end] and _is_code(said[first:last], kinds[first:last]):
            yield spans[_labels(said, first, last)][0], end


def _labels(said: Sequence[str], first: int, last: int) -> int:
    """Return the first word of a run that is no label of the rest: "zip 741369"."""
    labels = words_of_all("short_labels")
    while first < last - 1 and said[first] in labels:
        first += 1
    return first


def _is_link(said: Sequence[str], kinds: Sequence[str], at: int, letters: frozenset[str]) -> bool:
    """Return whether a letter is a word between or beside whole numbers: "2019 a 2023"; in "a 4 e 5 b" it is none."""
    if said[at] not in letters:
        return False
    beside = [said[other] for other in (at - 1, at + 1) if 0 <= other < len(said) and kinds[other] in {"D", "M"}]
    return bool(beside) and all(len(each) > 1 for each in beside)


def _is_lone_code(said: Sequence[str], words: Lexicon) -> bool:
    """Return whether a whole turn is one code: short tokens, digits among them, none a word that people say."""
    if not 1 < len(said) <= _MOST_WORDS_OF_LONE:
        return False
    joined = "".join(said)
    digits = sum(map(str.isdigit, joined))
    if not digits or digits == len(joined) or len(joined) < _FEWEST_SYMBOLS:
        return False
    if len(said) == 2 and (digits < 3 or said[0].isdigit()):  # noqa: PLR2004  # "20 mb", "4 pm"
        return False
    return not any(_is_said(word, words) for word in said)


def _is_said(word: str, words: Lexicon) -> bool:
    """Return whether a token is a word that people say, or a unit; two letters of a code may look like a short word."""
    if word.isdigit() or len(word) == 1:
        return False
    if not word.isalpha():
        return _UNIT.fullmatch(word) is not None
    if len(word) == 2:  # noqa: PLR2004
        return word in _SHORT_WORDS
    return len(word) > _LONGEST_LETTERS or words.kind(word)[0] == PLAIN or words.frequency(word) >= _SAID


@lru_cache(_REMEMBERED)
def _kind(word: str, words: Lexicon) -> str:
    """Return `D` digits, `M` digits and letters together, `L` a letter, `S` a few letters that are no word, or ""."""
    if word.isdigit():
        return "D"
    if not word.isalpha():
        return "" if _UNIT.fullmatch(word) else "M"
    if len(word) == 1:
        return "L"
    if len(word) > _LONGEST_LETTERS or word in _NEVER or words.kind(word)[0] == PLAIN:
        return ""
    return "S" if words.frequency(word) < _KNOWN else ""


def _runs(turn: TurnView, kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    spans, text = turn.words.spans, turn.form.text
    first = 0
    while first < len(kinds):
        if not kinds[first]:
            first += 1
            continue
        last = first + 1
        while last < len(kinds) and kinds[last] and _JOINT.fullmatch(text, spans[last - 1][1], spans[last][0]):
            last += 1
        yield first, last
        first = last


def _is_code(words: Sequence[str], kinds: Sequence[str]) -> bool:
    joined = "".join(words)
    digits = sum(map(str.isdigit, joined))
    letters = len(joined) - digits
    if len(kinds) == 1 or not letters or digits < _FEWEST_DIGITS:
        return False
    changes = sum(one != other for one, other in pairwise(kinds)) + kinds.count("M")
    return (len(joined) >= _FEWEST_SYMBOLS and (changes > 1 or len(joined) > _FEWEST_SYMBOLS)) or changes > 2  # noqa: PLR2004
