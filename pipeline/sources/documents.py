"""JSON files of conversations as documents: one document, a list of them, a page that holds a list, or one a line.

Vendors write the same records in all four ways. What is held is one file up to the limit of a conversation; a longer
file is read line by line or streamed item by item, so that a large export needs no more memory than one record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

import ijson
import orjson

from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.sources.format import HEAD_BYTES, ParseContext, RecordError
from pipeline.sources.lines import BOM, Line, read_lines

_SPACE = b" \t\r\n"


@dataclass(frozen=True, slots=True)
class Document:
    """One JSON object that holds one conversation. `ordinal` is its number in the file, `size` its share of bytes."""

    ordinal: int
    fields: Mapping[str, object] = field(repr=False)
    size: int


def documents(stream: BinaryIO, context: ParseContext, pages: Sequence[str] = ()) -> Iterator[Document | Reject]:
    """Yield the documents of a file and a reject for each that is none.

    Args:
        stream: The file from its beginning.
        context: Limits, and what rejects refer to.
        pages: Keys under which a page of the vendor's API holds its list of documents ("tickets", "chats"). An object
            with such a list stands for the items of the list, anything else for itself.
    """
    limit = context.limits.conversation_bytes
    data = stream.read(limit + 1)
    if len(data) <= limit:
        yield from _whole(data.removeprefix(BOM), context, pages)
    else:
        stream.seek(0)
        yield from _streamed(stream, context, pages)


def _whole(data: bytes, context: ParseContext, pages: Sequence[str]) -> Iterator[Document | Reject]:
    if not data.strip(_SPACE):
        return
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError:
        yield from _lines(data, context, pages)
        return
    yield from _numbered(value, len(data), context, pages, 0)


def _lines(data: bytes, context: ParseContext, pages: Sequence[str]) -> Iterator[Document | Reject]:
    """Yield the documents of a file that is not one JSON value: JSON lines if its first line is one, else a reject."""
    lines = [line for line in data.split(b"\n") if line.strip(_SPACE)]
    if len(lines) == 1 or not _is_json(lines[0]):
        yield context.reject(0, why_not_json(data))
        return
    ordinal = 0
    for line in lines:
        try:
            value = orjson.loads(line)
        except orjson.JSONDecodeError:
            yield context.reject(ordinal, why_not_json(line))
            ordinal += 1
            continue
        for found in _numbered(value, len(line), context, pages, ordinal):
            yield found
            ordinal += 1


def _is_json(line: bytes) -> bool:
    try:
        orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    return True


def _numbered(
    value: object, size: int, context: ParseContext, pages: Sequence[str], first: int
) -> Iterator[Document | Reject]:
    items = _items(value, pages)
    for ordinal, item in enumerate(items, first):
        if isinstance(item, dict):
            yield Document(ordinal, item, size // len(items))
        else:
            yield context.reject(ordinal, RejectReason.NOT_AN_OBJECT)


def _items(value: object, pages: Sequence[str]) -> list[object]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        for page in pages:
            inner = value.get(page)
            if isinstance(inner, list):
                return inner
    return [value]


def _streamed(stream: BinaryIO, context: ParseContext, pages: Sequence[str]) -> Iterator[Document | Reject]:
    """Yield the documents of a file that is too long to hold."""
    head = stream.read(HEAD_BYTES).removeprefix(BOM).lstrip(_SPACE)
    stream.seek(0)
    first, newline, _ = head.partition(b"\n")
    if newline and not head.startswith(b"[") and _is_json(first):
        yield from _long_lines(stream, context, pages)
        return
    prefix = "item" if head.startswith(b"[") else _page_prefix(head, pages)
    if prefix is None:
        yield context.reject(0, RejectReason.TOO_LARGE)
        return
    yield from _long_list(_Metered(stream, context.limits.conversation_bytes), prefix, context)


def _page_prefix(head: bytes, pages: Sequence[str]) -> str | None:
    places = {page: re.search(rb'"%b"\s{0,9}:\s{0,9}\[' % re.escape(page.encode()), head) for page in pages}
    found = {page: place.start() for page, place in places.items() if place}
    return f"{min(found, key=found.__getitem__)}.item" if found else None


def _long_lines(stream: BinaryIO, context: ParseContext, pages: Sequence[str]) -> Iterator[Document | Reject]:
    ordinal = 0
    for line in read_lines(stream, context):
        if line.data is not None and not line.data.strip(_SPACE):
            continue
        for found in _line(line, context, pages, ordinal):
            yield found
            ordinal += 1


def _line(line: Line, context: ParseContext, pages: Sequence[str], ordinal: int) -> Iterator[Document | Reject]:
    if line.data is None:
        yield context.reject(ordinal, RejectReason.TOO_LARGE)
        return
    try:
        value = orjson.loads(line.data)
    except orjson.JSONDecodeError:
        yield context.reject(ordinal, why_not_json(line.data))
        return
    yield from _numbered(value, line.size, context, pages, ordinal)


def _long_list(metered: _Metered, prefix: str, context: ParseContext) -> Iterator[Document | Reject]:
    """Yield the items of a list. Where one is too long or no JSON, nothing after it can be found."""
    ordinal = 0
    items = ijson.items(metered, prefix, use_float=True, buf_size=HEAD_BYTES)
    while True:
        try:
            item = next(items)
        except StopIteration:
            return
        except ijson.IncompleteJSONError:
            yield context.reject(ordinal, RejectReason.TRUNCATED)
            return
        except (ijson.JSONError, UnicodeDecodeError, RecursionError):
            yield context.reject(ordinal, RejectReason.NOT_JSON)
            return
        except RecordError as bad:
            yield context.reject(ordinal, bad.reason)
            return
        size = metered.restart()
        if isinstance(item, dict):
            yield Document(ordinal, item, size)
        else:
            yield context.reject(ordinal, RejectReason.NOT_AN_OBJECT)
        ordinal += 1


class _Metered:
    """A stream that gives at most `limit` bytes, and a few buffers, between two items."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream = stream
        self._limit = limit
        self._given = 0

    def read(self, size: int = -1) -> bytes:
        if self._given > self._limit:
            raise RecordError(RejectReason.TOO_LARGE)
        data = self._stream.read(HEAD_BYTES if size < 0 else size)
        self._given += len(data)
        return data

    def restart(self) -> int:
        """Begin a new item; return the bytes that were read for the one before."""
        given, self._given = self._given, 0
        return given


def why_not_json(data: bytes) -> RejectReason:
    """Return why bytes are no JSON: they are no UTF-8, break off, or are something else."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return RejectReason.NOT_UTF8
    return RejectReason.NOT_JSON
