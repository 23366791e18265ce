"""A line taken apart at its labels, so that it can be changed and put together again with every label in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.synthesis.lines import Line, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A value with its type, or text between values (no type)."""

    text: str = field(repr=False)
    entity_type: str = ""


def pieces(line: Line) -> Iterator[Piece]:
    """Yield what a line consists of, in order; text between values may be empty."""
    read = 0
    for span in line.spans:
        yield Piece(line.text[read : span.start])
        yield Piece(line.text[span.start : span.end], span.entity_type)
        read = span.end
    yield Piece(line.text[read:])


def assembled(parts: Iterable[Piece]) -> Line:
    """Return the line that consists of the pieces."""
    texts: list[str] = []
    spans: list[Span] = []
    length = 0
    for part in parts:
        if part.entity_type and part.text:
            spans.append(Span(length, length + len(part.text), part.entity_type))
        texts.append(part.text)
        length += len(part.text)
    return Line("".join(texts), tuple(spans))


def rewritten(line: Line, outside: Callable[[str], str], value: Callable[[str, str], str]) -> Line:
    """Return the line with its text changed by `outside`, its values by `value` (text and type)."""
    return assembled(
        Piece(value(part.text, part.entity_type), part.entity_type) if part.entity_type else Piece(outside(part.text))
        for part in pieces(line)
    )
