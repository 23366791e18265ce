"""A finding that holds a part of what is written in one piece takes the rest: "Ji-hye", "C/4471", "the_ana", "ruiz.b".

In: a finding in a turn's text in normal form. Out: where it begins and ends after all. Hyphens join names, further
signs join codes and user names, a country's code joins a phone number; a plain word behind a sign is no part of a name
("Ana-support", "appelle-moi").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from presidio_analyzer import RecognizerResult

from pipeline.conversation.normal_form import fold_text
from pipeline.conversation.words.plain_words import GRAMMAR_AND_MORE
from pipeline.detection.results import recognizer_of, result
from pipeline.detection.scene import Vocabulary

_CODES: Final = frozenset({"ORDER_ID", "ACCOUNT_ID", "CUSTOMER_ID"})
_SHORTEST_PLAIN: Final = 4
"""Letters of a piece that counts as a plain word: shorter ones are parts of names in some language ("Ha-eun")."""
_LONGEST_TAIL: Final = 2
"""Letters behind a full stop that belong to a user name, not to the next sentence."""
_MOST_PIECES: Final = 4
_REACH: Final = 26
_COUNTRY_CODE = re.compile(r"(?<![0-9])(?:\+|00)[1-9][0-9]{0,2}[ ./-]{0,2}(?:\(0\) ?)?\Z")
_PARTICLES: Final = (
    r"(?:[Vv]an|[Vv]on|[Dd]e|[Dd]en|[Dd]er|[Tt]er|[Tt]en|[Dd]el|[Dd]i|[Dd]a|[Dd]os|[Dd]u|[Ll]e|[Ll]a|[Ee]l|[Aa]l)"
)
_NAME_BEFORE = re.compile(
    r"(?<![^\s(\"',:])(?:"
    rf"[A-Z]\.(?:[ -]?[A-Z]\.){{1,4}}\s?(?:{_PARTICLES}\s){{0,3}}"  # "S.J. de" Bruijn
    rf"|[A-Z]\.\s?(?:{_PARTICLES}\s){{1,3}}"  # "S. van der" Bruijn
    r"|(?:[Vv]an (?:der|den|de|'t)|[Vv]on der|[Vv]d|[Vv]\.?d\.)\s"  # "van der" Bruijn: in surnames alone
    r")\Z"
)
_AHEAD = re.compile(r"([-_./])([^\W_]{1,24})(?![^\W_])")
_BEHIND = re.compile(r"(?<![^\W_])([^\W_]{1,24})([-_./])\Z")


def completed_all(found: Sequence[RecognizerResult], text: str, words: Vocabulary) -> list[RecognizerResult]:
    """Return the findings of a turn, each over the whole of what it is a part of."""
    cased = bool(found) and text != text.lower()
    return [completed(each, text, words, cased=cased) for each in found]


def completed(found: RecognizerResult, text: str, words: Vocabulary, *, cased: bool) -> RecognizerResult:
    """Return the finding over the whole of what it is a part of; itself where it is whole.

    Args:
        found: a finding.
        text: the turn in normal form.
        words: those of the conversation's language.
        cased: whether the turn has capitals.
    """
    kind, start, end = found.entity_type, found.start, found.end
    if kind == "PHONE_NUMBER":
        code = _COUNTRY_CODE.search(text, max(0, start - _REACH), start)
        return result(kind, code.start(), end, found.score, recognizer_of(found)) if code else found
    if kind not in _CODES and kind not in {"PERSON", "USERNAME"}:
        return found
    cased = cased and text[start:end].islower()
    if kind == "PERSON" and (name := _NAME_BEFORE.search(text, max(0, start - _REACH), start)):
        start = name.start()
    for _ in range(_MOST_PIECES):
        ahead = _AHEAD.match(text, end)
        if not ahead or not _joins(kind, ahead[1], ahead[2], words, cased=cased) or _is_clitic(ahead[2], ahead[1]):
            break
        end = ahead.end()
    for _ in range(_MOST_PIECES):
        behind = _BEHIND.search(text, max(0, start - _REACH), start)
        if not behind or not _joins(kind, behind[2], behind[1], words, cased=cased):
            break
        start = behind.start()
    if (start, end) == (found.start, found.end):
        return found
    return result(kind, start, end, found.score, recognizer_of(found))


def _joins(kind: str, sign: str, piece: str, words: Vocabulary, *, cased: bool) -> bool:
    """Return whether a piece beside a finding belongs to it.

    Args:
        kind: the finding's type.
        sign: what stands between the two.
        piece: letters and digits up to the next sign.
        words: those of the conversation's language.
        cased: whether the finding is in lower case although the turn has capitals.
    """
    if kind in _CODES:
        return sign in "-/" and (piece.isdecimal() or piece.isupper())
    if sign == "_":
        return True
    if sign == ".":
        return len(piece) <= _LONGEST_TAIL and piece.islower()
    if kind == "USERNAME" or sign != "-":
        return sign == "-"
    plain = len(piece) >= _SHORTEST_PLAIN and words.is_plain(fold_text(piece))
    return piece.isalpha() and not plain and not (cased and piece.islower())


def _is_clitic(piece: str, sign: str) -> bool:
    return sign == "-" and fold_text(piece) in GRAMMAR_AND_MORE
