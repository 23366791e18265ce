"""JSON in the ways that vendors write it: the same documents come out, held or streamed, and bad ones are told."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.conversation.limits import Limits
from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.errors import UnreadableInput
from pipeline.sources.compression import Compression, decompressed
from pipeline.sources.documents import Document, documents, why_not_json
from pipeline.sources.format import HEAD_BYTES, ParseContext

PAGES = ("tickets", "data.items")
ITEMS: list[dict[str, Any]] = [{"id": number, "text": f"é {number} " * 40} for number in range(400)]
WRAPPINGS: dict[str, Callable[[list[dict[str, Any]]], bytes]] = {
    "a list": orjson.dumps,
    "a page": lambda items: orjson.dumps({"next": None, "tickets": items, "count": len(items)}),
    "a page that begins with another list": lambda items: orjson.dumps({"links": [1, 2], "tickets": items}),
    "a list deeper in a page": lambda items: orjson.dumps({"data": {"items": items}}),
    "a page over several lines": lambda items: json.dumps({"tickets": items}, indent=2).encode(),
    "lines": lambda items: b"".join(map(orjson.dumps, items)).replace(b"}{", b"}\n{"),
    "lines with gaps": lambda items: b"\n\n" + b"\r\n \n".join(map(orjson.dumps, items)) + b"\n",
    "lines of pages": lambda items: b"\n".join(
        orjson.dumps({"tickets": items[at : at + 7]}) for at in range(0, 400, 7)
    ),
    "a byte order mark": lambda items: b"\xef\xbb\xbf" + orjson.dumps(items),
}


def read(data: bytes, limit: int = 64 << 20) -> list[Document | Reject]:
    context = ParseContext(file_index=3, limits=Limits(conversation_bytes=limit))
    return list(documents(io.BytesIO(data), context, PAGES))


def told(found: list[Document | Reject]) -> list[object]:
    return [each.reason if isinstance(each, Reject) else dict(each.fields) for each in found]


@pytest.mark.parametrize("limit", [64 << 20, HEAD_BYTES + 5000], ids=["held", "streamed"])
@pytest.mark.parametrize("wrapping", WRAPPINGS)
def test_every_way_of_writing_gives_the_same_documents(wrapping: str, limit: int) -> None:
    data = WRAPPINGS[wrapping](ITEMS)
    assert len(data) > HEAD_BYTES + 5000
    found = read(data, limit)
    assert told(found) == ITEMS
    assert [each.ordinal for each in found if isinstance(each, Document)] == list(range(400))
    assert sum(each.size for each in found if isinstance(each, Document)) <= len(data) + HEAD_BYTES


BAD = [
    (b"", [], "nothing"),
    (b" \n\t", [], "nothing but space"),
    (b"[]", [], "an empty list"),
    (b'{"tickets": []}', [], "an empty page"),
    (b'{"a": 1}', [{"a": 1}], "one document"),
    (b'{"tickets": {"a": 1}}', [{"tickets": {"a": 1}}], "no list under the page's key"),
    (b'[1, {"a": 1}, null]', [RejectReason.NOT_AN_OBJECT, {"a": 1}, RejectReason.NOT_AN_OBJECT], "no objects"),
    (b'{"tickets": ["a"]}', [RejectReason.NOT_AN_OBJECT], "a page of no objects"),
    (b"7", [RejectReason.NOT_AN_OBJECT], "a number"),
    (b'{"a": ', [RejectReason.NOT_JSON], "cut off"),
    (b'{"a": "\xff"}', [RejectReason.NOT_UTF8], "no UTF-8"),
    (b'{"a": "\\ud800"}', [RejectReason.NUL_OR_SURROGATE], "half a character"),
    (b'{"a": NaN}', [RejectReason.NOT_JSON], "no number of JSON"),
    (b"[" * 100_000, [RejectReason.NOT_JSON], "100,000 levels, open"),
    (b"[" * 100_000 + b"]" * 100_000, [RejectReason.NOT_JSON], "100,000 levels, closed"),
    (b'{"a": 1}\n{"b": \n{"c": 2}\n', [{"a": 1}, RejectReason.NOT_JSON, {"c": 2}], "a bad line between good ones"),
    (b'{"a": 1}\n{"b": "\xff"}\n', [{"a": 1}, RejectReason.NOT_UTF8], "a line that is no UTF-8"),
    (b'{"a": 1}\n7\n', [{"a": 1}, RejectReason.NOT_AN_OBJECT], "a line of something else"),
]


@pytest.mark.parametrize(("data", "expected", "why"), BAD, ids=[why for *_, why in BAD])
def test_what_is_no_document_is_told_where_it_stands(data: bytes, expected: list[object], why: str) -> None:
    assert told(read(data)) == expected


def test_a_long_page_that_is_cut_off_gives_what_stood_before() -> None:
    data = orjson.dumps({"tickets": ITEMS})
    found = told(read(data[: HEAD_BYTES + 9000], HEAD_BYTES + 5000))
    assert found[:-1] == ITEMS[: len(found) - 1]
    assert len(found) > 150
    assert found[-1] is RejectReason.TRUNCATED


def test_a_long_list_that_is_damaged_gives_what_stood_before() -> None:
    data = orjson.dumps(ITEMS)
    found = told(read(data[:100_000] + b"\x01" * 50 + data[100_050:], HEAD_BYTES + 5000))
    assert found[:-1] == ITEMS[: len(found) - 1]
    assert found[-1] in {RejectReason.NOT_JSON, RejectReason.TRUNCATED}


HUGE = [
    (b'{"a": "' + b"x" * 300_000 + b'"}', "a document alone"),
    (b'[{"a": "' + b"x" * 300_000 + b'"}]', "an item"),
    (b'{"links": "' + b"x" * 300_000 + b'", "tickets": [{"a": 1}]}', "what stands before the list"),
    (b'{"a": {"tickets": [' + b"7," * 200_000 + b"7]}}", "a list that is no page's"),
    (b"[" * 300_000, "levels"),
    (b'[{"a": ' + b"[" * 300_000, "levels in an item"),
]


@pytest.mark.parametrize(("data", "why"), HUGE, ids=[why for *_, why in HUGE])
def test_what_is_too_long_is_one_reject(data: bytes, why: str) -> None:
    (only,) = told(read(data, 100_000))
    assert only in {RejectReason.TOO_LARGE, RejectReason.NOT_JSON, RejectReason.TRUNCATED}


def test_an_item_that_is_too_long_does_not_lose_those_before() -> None:
    data = orjson.dumps([*ITEMS, {"a": "x" * 300_000}, {"b": 1}])
    assert told(read(data, 100_000)) == [*ITEMS, RejectReason.TOO_LARGE]


def test_a_line_that_is_too_long_loses_nothing_else() -> None:
    data = b"\n".join(map(orjson.dumps, [*ITEMS[:50], {"a": "x" * 300_000}, *ITEMS[50:]]))
    assert told(read(data, 100_000)) == [*ITEMS[:50], RejectReason.TOO_LARGE, *ITEMS[50:]]


def test_when_the_first_line_is_longer_than_the_head_then_lines_are_still_lines() -> None:
    items = [{"a": "x" * (2 * HEAD_BYTES)}, *ITEMS]
    assert told(read(b"\n".join(map(orjson.dumps, items)), 3 * HEAD_BYTES)) == items


class Endless(io.RawIOBase):
    """A list without end, made as it is read."""

    def __init__(self) -> None:
        self._pieces = (orjson.dumps({"id": number, "text": "x" * 5000}) + b"," for number in count())
        self._rest = b"["

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0, /) -> int:
        assert (offset, whence) == (0, 0)
        self.__init__()  # type: ignore[misc]
        return 0

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        while len(self._rest) < len(buffer):
            self._rest += next(self._pieces)
        buffer[:] = self._rest[: len(buffer)]
        self._rest = self._rest[len(buffer) :]
        return len(buffer)


def test_a_list_needs_no_more_memory_than_its_longest_item_may_have() -> None:
    context = ParseContext(limits=Limits(conversation_bytes=500_000))
    found: Iterator[Document | Reject] = documents(io.BufferedReader(Endless()), context)
    next(found)
    tracemalloc.start()
    for number, _ in zip(range(1, 2000), found, strict=False):
        assert number < 2000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3 << 20


CUT = {
    "lines": b"\n".join(map(orjson.dumps, ITEMS)),
    "a list": orjson.dumps(ITEMS),
    "a page": orjson.dumps({"tickets": ITEMS}),
}


@pytest.mark.parametrize("name", CUT)
def test_when_gzip_breaks_off_then_what_stood_before_is_told_first(name: str) -> None:
    pieces = [CUT[name][at : at + 20_000] for at in range(0, len(CUT[name]), 20_000)]
    packed = b"".join(map(gzip.compress, pieces))
    stream = decompressed(io.BytesIO(packed[: len(packed) * 2 // 3]), Compression.GZIP)
    before: list[Document | Reject] = []
    with pytest.raises(UnreadableInput) as error:
        before.extend(documents(stream, ParseContext(), PAGES))
    assert error.value.reason == "truncated"
    assert told(before) == ITEMS[: len(before)]
    assert len(before) > 100


def test_when_gzip_of_one_document_breaks_off_then_it_is_no_document() -> None:
    packed = gzip.compress(orjson.dumps({"a": [str(number) for number in range(9999)]}))
    stream = decompressed(io.BytesIO(packed[: len(packed) // 2]), Compression.GZIP)
    with pytest.raises(UnreadableInput):
        list(documents(stream, ParseContext(), PAGES))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xff", RejectReason.NOT_UTF8),
        (b'"\\udc00"', RejectReason.NUL_OR_SURROGATE),
        (b'"\\ud83d\\ude00', RejectReason.NOT_JSON),
        (b"{", RejectReason.NOT_JSON),
    ],
)
def test_why_bytes_are_no_json(data: bytes, reason: RejectReason) -> None:
    assert why_not_json(data) is reason


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(st.lists(st.dictionaries(st.text(max_size=5).filter(lambda key: key != "tickets"), json_values, max_size=4)))
def test_streamed_and_held_items_are_equal(items: list[dict[str, Any]]) -> None:
    padded = [*items, *({"pad": "x" * 9000} for _ in range(12))]
    data = orjson.dumps(padded)
    assert told(read(data, len(data) - 1)) == told(read(data)) == padded
