"""Rows of a CSV file, each line bounded and decoded by the rules that all readers share."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from pipeline.conversation.outcomes import RejectReason
from pipeline.sources.format import ParseContext, RecordError
from pipeline.sources.lines import read_lines

FILE_BYTES = 1 << 30
"""The largest file that is read, decompressed."""
DELIMITERS = ",;\t|"


def rows(stream: BinaryIO, context: ParseContext, delimiter: str | None = None) -> Iterator[list[str]]:
    """Yield the header and the rows that are not blank; without a delimiter the header tells it.

    Raises:
        RecordError: a line or the file is too long.
        csv.Error: it is no CSV from here on.
    """
    # The module's limit of a cell is one for the process, so it is only ever raised; `assemble` checks turns.
    csv.field_size_limit(max(csv.field_size_limit(), context.limits.conversation_bytes))
    lines = _decoded(stream, context)
    first = next(lines, "")
    yield from filter(None, csv.reader(chain([first], lines), delimiter=delimiter or delimiter_of(first), strict=True))


def delimiter_of(header: str) -> str:
    """Return the delimiter that a header holds most of."""
    return max(DELIMITERS, key=header.count)


def is_utf8(text: str) -> bool:
    """Say whether all bytes of a text were UTF-8; those that are not stand in it as lone surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _decoded(stream: BinaryIO, context: ParseContext) -> Iterator[str]:
    for line in read_lines(stream, context):
        if line.data is None or line.offset + line.size > FILE_BYTES:
            raise RecordError(RejectReason.TOO_LARGE)
        yield line.data.decode(errors="surrogateescape")
