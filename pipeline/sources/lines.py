"""Lines of a stream within a byte range, each bounded: a 2 GB line costs no more memory than the limit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from pipeline.sources.format import ParseContext

SKIP_BYTES = 1 << 20
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its line end. `offset` is that of its first byte; `data` is None where it was too long."""

    offset: int
    data: bytes | None = field(repr=False)
    size: int = 0


def read_lines(stream: BinaryIO, context: ParseContext) -> Iterator[Line]:
    """Yield the lines that start in the context's byte range, blank ones too.

    A line belongs to the range in which its first byte lies, so that ranges which cover a file yield each line once.
    A byte order mark at the very beginning is left out.
    """
    limit = context.limits.conversation_bytes
    offset = context.start
    if offset:
        remaining = None if context.end is None else context.end - offset + 1
        offset += _skip(stream, remaining) - 1
    while context.end is None or offset < context.end:
        data = stream.readline(limit + 1)
        if not data:
            return
        size = len(data)
        if size > limit and not data.endswith(b"\n"):
            yield Line(offset, None, size)
            remaining = None if context.end is None else context.end - offset - size
            offset += size + _skip(stream, remaining)
            continue
        yield Line(offset, data if offset else data.removeprefix(BOM), size)
        offset += size


def _skip(stream: BinaryIO, remaining: int | None) -> int:
    """Read past the next line end, but no further than the range asks: return the number of bytes read."""
    skipped = 0
    while remaining is None or skipped < remaining:
        data = stream.readline(SKIP_BYTES)
        skipped += len(data)
        if not data or data.endswith(b"\n"):
            break
    return skipped
