"""Bytes that were good once: a format's examples after a few accidents, for the tests that feed readers anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import orjson
from hypothesis import strategies as st

from pipeline.sources.format import Format

CANARY = "zyx canary"
"""It holds a space, so that it cannot pass for the name of a field."""

Draw = Callable[[st.SearchStrategy[Any]], Any]
"""Hypothesis's own function, which a strategy made of steps is handed."""

ODD = [
    b'"', b"'", b"{", b"}", b"[", b"]", b",", b";", b":", b"\\", b"\n", b"\r", b"\t", b"\0", b"\x1a", b"\xff", b"\xc3",
    b"\xef\xbb\xbf", b"\\ud800", b"<", b"</", b"&#", b"<!--", b"]]>", b"-", b"---\n", b"From ", b"=\n", b"1e999",
    b"NaN", b"-1", b"9" * 400, b"null", b"[" * 200, b'{"a":' * 200, b"<b>" * 200, b"x" * 3000, CANARY.encode(),
]  # fmt: skip
ODD_VALUES: list[Any] = [
    None, True, 0, -1, 1.5, 1e308, 2**53, "", " ", CANARY, f"{CANARY}\0", "9" * 400, [], {}, [[]], [None], [CANARY],
    {"": {}}, {CANARY: CANARY}, [{}], "2026-99-99", "<p>" * 50, [[[[[[[[0]]]]]]]],
]  # fmt: skip


@st.composite
def mutated(draw: Draw, plugin: Format, others: list[bytes]) -> tuple[int, bytes]:
    """Return the number of one of the format's examples and its bytes after one to four accidents.

    Args:
        draw: Hypothesis's.
        plugin: The format.
        others: Bytes that pieces may be spliced in from.
    """
    number = draw(st.integers(0, len(plugin.examples) - 1))
    data = plugin.examples[number].data
    for _ in range(draw(st.integers(1, 4))):
        data = draw(st.sampled_from(ACCIDENTS))(draw, data, others)
    return number, data


def _flip(draw: Draw, data: bytes, _: list[bytes]) -> bytes:
    at: int = draw(st.integers(0, max(len(data) - 1, 0)))
    return data[:at] + bytes([draw(st.integers(0, 255))]) + data[at + 1 :]


def _truncate(draw: Draw, data: bytes, _: list[bytes]) -> bytes:
    end: int = draw(st.integers(0, len(data)))
    return data[:end]


def _delete(draw: Draw, data: bytes, _: list[bytes]) -> bytes:
    start, end = _range(draw, data)
    return data[:start] + data[end:]


def _double(draw: Draw, data: bytes, _: list[bytes]) -> bytes:
    start, end = _range(draw, data)
    times: int = draw(st.integers(1, 3))
    return data[:end] + data[start:end] * times + data[end:]


def _insert(draw: Draw, data: bytes, _: list[bytes]) -> bytes:
    at: int = draw(st.integers(0, len(data)))
    return data[:at] + _odd(draw) + data[at:]


def _splice(draw: Draw, data: bytes, others: list[bytes]) -> bytes:
    other: bytes = draw(st.sampled_from(others))
    start, end = _range(draw, other)
    at: int = draw(st.integers(0, len(data)))
    return data[:at] + other[start:end] + data[at:]


def _word(draw: Draw, data: bytes, _: list[bytes]) -> bytes:
    words = list(re.finditer(rb"[A-Za-z0-9@.:-]{2,}", data))
    if not words:
        return data
    word = draw(st.sampled_from(words))
    return data[: word.start()] + _odd(draw) + data[word.end() :]


def _node(draw: Draw, data: bytes, others: list[bytes]) -> bytes:
    """Replace, drop or rename one node of a JSON document, or of one line of JSON lines."""
    lines = data.split(b"\n")
    documents = [(None, data), *enumerate(lines)]
    for number, text in documents:
        try:
            value = orjson.loads(text)
        except orjson.JSONDecodeError:
            continue
        changed = orjson.dumps(_changed(draw, value))
        if number is None:
            return changed
        return b"\n".join([*lines[:number], changed, *lines[number + 1 :]])
    return _word(draw, data, others)


def _changed(draw: Draw, value: Any) -> Any:
    places = list(_places(value))
    if not places:
        return draw(st.sampled_from(ODD_VALUES))
    holder, key = draw(st.sampled_from(places))
    how = draw(st.sampled_from(["replace", "replace", "replace", "drop", "rename"]))
    if how == "replace":
        holder[key] = draw(st.sampled_from(ODD_VALUES))
    elif how == "drop":
        del holder[key]
    elif isinstance(holder, dict):
        holder[CANARY] = holder.pop(key)
    return value


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield (object or list, key or index) of every node below a value."""
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in below:
        yield value, key
        yield from _places(inner)


def _odd(draw: Draw) -> bytes:
    piece: bytes = draw(st.sampled_from(ODD))
    return piece


def _range(draw: Draw, data: bytes) -> tuple[int, int]:
    start = draw(st.integers(0, len(data)))
    return start, draw(st.integers(start, len(data)))


ACCIDENTS = [_flip, _truncate, _delete, _double, _insert, _splice, _word, _node, _node]
