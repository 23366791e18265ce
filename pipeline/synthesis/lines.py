"""Write a sentence and know where its values stand: labels are right by construction, in every style."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from random import Random

from pipeline.synthesis.chance import happens
from pipeline.synthesis.templates import Template, chosen

Value = tuple[str, str]
"""Entity type (empty for what is no personal data) and text."""

_PUNCTUATION = re.compile(r" ?[.,;:!?¿¡]")  # French has a space before some
_AS_GIVEN = frozenset({"PASSWORD", "USERNAME"})  # case matters, people copy them
_SHORTEST_TYPO = 5
_TYPO_RATE = 0.12


class Style(Enum):
    """How somebody types or how a transcript looks."""

    PLAIN = "plain"
    CASUAL = "casual"  # lower case, no punctuation, typos
    SHOUTED = "shouted"
    HEARD = "heard"  # a transcript without punctuation


@dataclass(frozen=True, slots=True)
class Span:
    """A value at `[start, end)` of a line, in code points."""

    start: int
    end: int
    entity_type: str


@dataclass(frozen=True, slots=True)
class Line:
    """Text with the places of its values, in order."""

    text: str = field(repr=False)
    spans: tuple[Span, ...] = ()


def _mistyped(text: str, rng: Random) -> str:
    at = rng.randrange(1, len(text) - 1)
    first, second = text[at], text[at + 1]
    if not (first.isalpha() and second.isalpha()):
        return text
    return text[:at] + (second + first if happens(rng, 0.5) else second) + text[at + 2 :]


def _literal(text: str, style: Style, rng: Random) -> str:
    if style is Style.PLAIN:
        return text
    if style is Style.SHOUTED:
        return text.upper()
    bare = _PUNCTUATION.sub("", text.lower())
    if style is Style.CASUAL:
        bare = bare.replace("'", "")
    if style is Style.CASUAL and len(bare) > _SHORTEST_TYPO and happens(rng, _TYPO_RATE):
        return _mistyped(bare, rng)
    return bare


def _styled_value(text: str, entity_type: str, style: Style) -> str:
    if style is Style.PLAIN or entity_type in _AS_GIVEN:
        return text
    return text.upper() if style is Style.SHOUTED else text.lower()


def fill(template: Template, value: Callable[[str], Value], rng: Random, style: Style = Style.PLAIN) -> Line:
    """Return the sentence with its choices made and its slots filled by `value(slot name)`."""
    pieces: list[str] = []
    spans: list[Span] = []
    length = 0
    for part in chosen(template, rng):
        if isinstance(part, str):
            piece = _literal(part, style, rng)
        else:
            entity_type, text = value(part.name)
            piece = _styled_value(text, entity_type, style)
            if entity_type:
                spans.append(Span(length, length + len(piece), entity_type))
        pieces.append(piece)
        length += len(piece)
    return Line("".join(pieces), tuple(spans))


def join(lines: Sequence[Line], separator: str) -> Line:
    """Return the lines as one, with the spans moved to where their text now stands."""
    spans: list[Span] = []
    offset = 0
    for line in lines:
        spans += (Span(span.start + offset, span.end + offset, span.entity_type) for span in line.spans)
        offset += len(line.text) + len(separator)
    return Line(separator.join(line.text for line in lines), tuple(spans))


def with_ending(line: Line, ending: str) -> Line:
    """Return the line with text after it that holds no value: emoji, `!!!`."""
    return Line(line.text + ending, line.spans)


def as_sentence(line: Line) -> Line:
    """Return the line with a capital first and a stop at its end, as people write in mails."""
    first, rest = line.text[0].upper(), line.text[1:]
    if len(first) > 1:  # a capital that needs two characters would move every span
        first = line.text[0]
    return Line(first + rest + ("." if line.text[-1].isalnum() else ""), line.spans)


def labels(spans: Iterable[Span]) -> list[dict[str, int | str]]:
    """Return the spans as the `labels` of a turn."""
    return [{"start": span.start, "end": span.end, "entity_type": span.entity_type} for span in spans]
