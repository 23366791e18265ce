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
from pipeline.errors import UnreadableInput
from pipeline.sources.format import HEAD_BYTES, ParseContext, RecordError
from pipeline.sources.json_items import items_at
from pipeline.sources.lines import BOM, Line, read_lines

_SPACE = b" \t\r\n"
# A high surrogate that no low one follows, or a low one that no high one precedes, as JSON escapes.
_LONE_SURROGATE = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F]"
)


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
        pages: Keys under which a page of the vendor's API holds its list of documents ("tickets", "data.chats"). An
            object with such a list stands for the items of the list, anything else for itself.

    Raises:
        UnreadableInput: the stream breaks off; what could be read before was yielded.
    """
    limit = context.limits.conversation_bytes
    try:
        data = stream.read(limit + 1)
        held = len(data) <= limit
    except UnreadableInput:
        held = False  # read in pieces, what stands before the break is found
    if held:
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
            inner: object = value
            for key in page.split("."):
                inner = inner.get(key) if isinstance(inner, dict) else None
            if isinstance(inner, list):
                return inner
    return [value]


def _streamed(stream: BinaryIO, context: ParseContext, pages: Sequence[str]) -> Iterator[Document | Reject]:
    """Yield the documents of a file that is too long to hold, or that breaks off."""
    if _begins_with_line(stream, context.limits.conversation_bytes):
        stream.seek(0)
        yield from _long_lines(stream, context, pages)
        return
    stream.seek(0)
    head = _head(stream).removeprefix(BOM).lstrip(_SPACE)
    keys = () if head.startswith(b"[") else _page_keys(head, pages)
    if keys is None:
        _skip(stream, context.limits.conversation_bytes)
        yield context.reject(0, RejectReason.TOO_LARGE)
        return
    stream.seek(0)
    if stream.read(len(BOM)) != BOM:
        stream.seek(0)
    yield from _long_list(_Metered(stream, context.limits.conversation_bytes), keys, context)


def _begins_with_line(stream: BinaryIO, limit: int) -> bool:
    """Whether the first line that is not blank is an object of its own."""
    line = BOM
    try:
        while line.endswith(b"\n") or line == BOM:
            line = stream.readline(limit + 1).removeprefix(BOM)
            if line.strip(_SPACE):
                return line.endswith(b"\n") and line.lstrip(_SPACE).startswith(b"{") and _is_json(line)
    except UnreadableInput:
        return False
    return False


def _head(stream: BinaryIO) -> bytes:
    """Return the first bytes of a file, all that there are where it breaks off among them."""
    head = b""
    try:
        while len(head) < HEAD_BYTES and (piece := stream.readline(HEAD_BYTES - len(head))):
            head += piece
    except UnreadableInput:
        pass
    return head


def _skip(stream: BinaryIO, limit: int) -> None:
    """Read as far as a document may go, so that a file that breaks off before says so itself."""
    left = limit
    while left > 0 and (piece := stream.read(min(left, HEAD_BYTES))):
        left -= len(piece)


def _page_keys(head: bytes, pages: Sequence[str]) -> Sequence[str] | None:
    """Return the keys that lead to the page's list that begins first."""
    places: dict[str, int] = {}
    for page in pages:
        place = 0
        for key in page.split("."):
            found = re.compile(rb'"%b"\s{0,9}:' % re.escape(key.encode())).search(head, place)
            place = found.end() if found else -1
            if place < 0:
                break
        if place >= 0 and head[place:].lstrip(_SPACE).startswith(b"["):
            places[page] = place
    return min(places, key=places.__getitem__).split(".") if places else None


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


def _long_list(metered: _Metered, keys: Sequence[str], context: ParseContext) -> Iterator[Document | Reject]:
    """Yield the items of a list. Where one is too long or no JSON, nothing after it can be found."""
    ordinal = 0
    items = items_at(metered, keys)
    while True:
        try:
            item = next(items)
        except StopIteration:
            if not ordinal:  # the list stands elsewhere than it seemed: then the file is one document, and too long
                yield context.reject(0, RejectReason.TOO_LARGE)
            return
        except ijson.IncompleteJSONError:
            yield context.reject(ordinal, RejectReason.TRUNCATED)
            return
        except (ijson.JSONError, ValueError, OverflowError, RecursionError):
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
    """Return why bytes are no JSON: they are no UTF-8, hold half a character, or are something else."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return RejectReason.NOT_UTF8
    return RejectReason.NUL_OR_SURROGATE if _LONE_SURROGATE.search(data) else RejectReason.NOT_JSON
