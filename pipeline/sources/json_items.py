"""The items of one list in a JSON stream, built one at a time, in memory that follows the item and never the nesting.

ijson's own `items` keeps the path to where it stands as one text a level: 100,000 open brackets cost it gigabytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import ijson

from pipeline.conversation.outcomes import RejectReason
from pipeline.sources.format import HEAD_BYTES, RecordError

LEVELS = 500
"""How deep values may be nested. Vendors nest about ten levels; `orjson` stops at 1,024."""
_OPEN = frozenset({"start_map", "start_array"})
_CLOSE = frozenset({"end_map", "end_array"})

Event = tuple[str, object]


class Readable(Protocol):
    """What ijson reads from."""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes, none only at the end."""


def items_at(stream: Readable, keys: Sequence[str]) -> Iterator[object]:
    """Yield the items of the list at these keys; without keys, of the list that the document is.

    Raises:
        RecordError: something is nested deeper than `LEVELS`.
        ijson.JSONError: the document is no JSON, or cut off (`ijson.IncompleteJSONError`).
    """
    events: Iterator[Event] = ijson.basic_parse(stream, use_float=True, buf_size=HEAD_BYTES)
    wanted = list(keys)
    at: list[object] = []  # the key under which each open object stands just now; None for each open list
    for event, value in events:
        if event == "start_array" and at == wanted:
            yield from _list_items(events)
        elif event in _OPEN:
            at.append(None)
            _check(len(at))
        elif event in _CLOSE:
            at.pop()
        elif event == "map_key":
            at[-1] = value


def _list_items(events: Iterator[Event]) -> Iterator[object]:
    """Yield the items of the list that was just opened, up to its end."""
    for event, value in events:
        if event == "end_array":
            return
        yield _item(event, value, events)


def _item(event: str, value: object, events: Iterator[Event]) -> object:
    builder = ijson.ObjectBuilder()
    builder.event(event, value)
    levels = int(event in _OPEN)
    while levels:
        event, value = next(events)
        builder.event(event, value)
        levels += (event in _OPEN) - (event in _CLOSE)
        _check(levels)
    return builder.value


def _check(levels: int) -> None:
    if levels > LEVELS:
        raise RecordError(RejectReason.NOT_JSON)
