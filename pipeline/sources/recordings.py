"""Files of speech research (STM, CTM): lines of fields, of which the first names the recording.

The names of recordings are file names, and people are named in them: they only tell where one conversation ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from pipeline.conversation.outcomes import RejectReason
from pipeline.sources.format import Head, ParseContext
from pipeline.sources.lines import read_lines

SNIFF_LINES = 50
MOST_LINES = 1_000_000  # of one recording: short lines take more memory than their bytes
_COMMENT = ";;"


@dataclass(slots=True)
class Recording:
    """The lines that follow each other under one recording's name, and their size in bytes.

    `fault` says why they cannot be read.
    """

    name: str = field(repr=False)
    lines: list[str] = field(default_factory=list, repr=False)
    size: int = 0
    fault: RejectReason | None = None


def recordings(stream: BinaryIO, context: ParseContext) -> Iterator[Recording]:
    """Yield the recordings of a file, each bounded by the limit of a conversation. Comments are left out.

    A line too long to hold has no name, and counts for the recording before it.
    """
    current: Recording | None = None
    for line in read_lines(stream, context):
        text = (line.data or b"\xff").decode(errors="replace")
        name = next(iter(text.split(maxsplit=1)), "")
        if line.data is not None and (not name or name.startswith(_COMMENT)):
            continue
        if current is None or (line.data is not None and name != current.name):
            if current is not None:
                yield current
            current = Recording(name)
        _add(current, line.data, line.size, context)
    if current is not None:
        yield current


def _add(recording: Recording, data: bytes | None, size: int, context: ParseContext) -> None:
    recording.size += size
    too_many = recording.size > context.limits.conversation_bytes or len(recording.lines) >= MOST_LINES
    if data is None or too_many:
        recording.fault, recording.lines = RejectReason.TOO_LARGE, []
    elif recording.fault is None:
        try:
            recording.lines.append(data.decode())
        except UnicodeDecodeError:
            recording.fault, recording.lines = RejectReason.NOT_UTF8, []


def sniffed_lines(head: Head) -> list[str]:
    """Return the first lines of a head that are no comments; none if it is not UTF-8."""
    try:
        lines = [line.decode() for line in head.lines(SNIFF_LINES)]
    except UnicodeDecodeError:
        return []
    return [line for line in lines if not line.lstrip().startswith(_COMMENT)]


def is_number(written: str) -> bool:
    """Say whether a field is a time or a confidence."""
    return written.replace(".", "", 1).isdecimal() and written.isascii()
