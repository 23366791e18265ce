"""How a conversation is written down: carefully, in haste, without capitals, or by a speech recognizer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Final

from pipeline.detection.training.dialogue.speech import Speech, dictated
from pipeline.detection.training.examples import Span
from pipeline.synthesis.chance import happens, weighted

Segment = tuple[str, str | None]
"""Text and its type, None for talk."""

_UNTOUCHED: Final = frozenset({"EMAIL_ADDRESS", "URL", "PASSWORD", "USERNAME"})
_SHORTEST_WITH_TYPO: Final = 4
_TYPOS: Final = (("left out", 0.4), ("twice", 0.3), ("turned", 0.3))
_PAIR: Final = 2
"""So many digits are read as one number."""


@dataclass(frozen=True, slots=True)
class Style:
    """What happens to the text; `typo` is the share of segments that get one."""

    lower: bool = False
    upper: bool = False
    bare: bool = False
    parted: bool = False
    heard: bool = False
    plain: bool = False
    typo: float = 0.0


STYLES: Final = (
    (Style(), 5),
    (Style(typo=0.12), 2),
    (Style(lower=True), 3),
    (Style(lower=True, typo=0.15), 2),
    (Style(lower=True, bare=True), 3),
    (Style(lower=True, bare=True, plain=True), 1),
    (Style(lower=True, bare=True, parted=True), 2),
    (Style(lower=True, bare=True, heard=True), 2),
    (Style(plain=True), 1),
    (Style(upper=True), 0.3),
    (Style(bare=True), 1),
)
"""Styles and how often each is drawn."""


def style(chance: Random) -> Style:
    """Return a style for a conversation."""
    return chance.choices([style for style, _ in STYLES], [weight for _, weight in STYLES])[0]


def written(segments: Iterable[Segment], how: Style, speech: Speech, chance: Random) -> tuple[str, tuple[Span, ...]]:
    """Return the text of the segments in a style, and the spans of those with a type."""
    text, spans = "", []
    for raw, entity_type in segments:
        part = _styled(raw, entity_type, how, speech, chance)
        start = len(text) + len(part) - len(part.lstrip())
        text += part
        end = len(text) - (len(part) - len(part.rstrip()))
        if entity_type and start < end:
            spans.append((start, end, entity_type))
    return text, tuple(spans)


def _styled(text: str, entity_type: str | None, how: Style, speech: Speech, chance: Random) -> str:
    if how.lower or how.upper:
        text = _recased(text, lower=how.lower)
    if how.plain:
        text = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    if how.bare and entity_type not in _UNTOUCHED:
        text = re.sub(r"[,!?;:()'\"]|\.(?!\d)", "", text)
    if how.parted and entity_type not in _UNTOUCHED:
        text = re.sub(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])", " ", text).replace("-", " ")
    if how.heard and entity_type not in _UNTOUCHED:
        text = re.sub(r"\d+", lambda match: _heard(match[0], speech, chance), text)
    return _mistyped(text, chance) if happens(chance, how.typo) else text


def _recased(text: str, *, lower: bool) -> str:
    """Return the text in one case, letter by letter, so that its length stays."""
    other = ((char, char.lower() if lower else char.upper()) for char in text)
    return "".join(new if len(new) == 1 else char for char, new in other)


def _heard(digits: str, speech: Speech, chance: Random) -> str:
    return speech.number(int(digits)) if len(digits) == _PAIR else dictated(digits, speech, chance)


def _mistyped(text: str, chance: Random) -> str:
    if len(text) < _SHORTEST_WITH_TYPO:
        return text
    place = chance.randrange(1, len(text) - 1)
    kind = weighted(chance, _TYPOS)
    if not text[place].isalpha() or not text[place + 1].isalpha():
        return text
    if kind == "left out":
        return text[:place] + text[place + 1 :]
    if kind == "twice":
        return text[: place + 1] + text[place:]
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
