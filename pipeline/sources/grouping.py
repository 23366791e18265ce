"""Messages of one conversation, gathered from all over a file that holds one message a record.

Records of one conversation may stand apart. The file is therefore read twice: first to count each conversation's
records, then to tell a conversation as soon as its last one was met. Held are the ids and the conversations that are
open; a conversation beyond the limits is dropped as it grows, and so are those that would hold too much together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Generic, TypeVar

from pipeline.conversation.limits import Limits
from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.errors import UnreadableInput

HELD_BYTES = 1 << 30
"""The most that open conversations of one file hold together, in bytes of input."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Message(Generic[T]):
    """One record: its number, the id of its conversation, what it says, its size in bytes, or why it says nothing."""

    ordinal: int
    conversation: str = field(repr=False)
    said: T | None = field(repr=False)
    size: int
    fault: RejectReason | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """What cannot be read; where it is the last thing in a file, the file broke off there."""

    reject: Reject


@dataclass(slots=True)
class Group(Generic[T]):
    """The messages of one conversation. `first` is the number of its first record; `fault` says why it is none."""

    first: int
    fault: RejectReason | None
    said: list[T] = field(default_factory=list, repr=False)
    size: int = 0
    records: int = 0

    def add(self, message: Message[T], limits: Limits) -> None:
        """Add a message, or drop all where one is faulty or they are too many."""
        self.records += 1
        self.size += message.size
        if message.fault is None and (self.size > limits.conversation_bytes or self.records > limits.turns):
            self.drop(RejectReason.TOO_LARGE)
        elif message.fault is not None or message.said is None:
            self.drop(message.fault or RejectReason.BAD_STRUCTURE)
        elif self.fault is None:
            self.said.append(message.said)

    def drop(self, fault: RejectReason) -> None:
        """Hold nothing any more; the first fault is the reason."""
        self.fault = self.fault or fault
        self.said.clear()


@dataclass(slots=True)
class _Outline:
    """What the first reading finds, and why the file was not read to its end."""

    records: int = 0
    by_conversation: Counter[str] = field(default_factory=Counter, repr=False)
    latest: str | None = field(default=None, repr=False)
    broken: RejectReason | None = None
    unreadable: UnreadableInput | None = None


def groups(read: Callable[[], Iterator[Message[T] | Reject | Break]], limits: Limits) -> Iterator[Group[T] | Reject]:
    """Yield the conversations of a file in the order of their last records, and its rejects where they stood.

    Where the file breaks off, the conversation it broke off in is at fault: its last turns may be missing.

    Args:
        read: Reads the file from its beginning, the same each time.
        limits: What one conversation may hold.
    """
    outline = _outline(read)
    opened: dict[str, Group[T]] = {}
    held = 0
    for record in islice(read(), outline.records):
        if isinstance(record, Reject | Break):
            yield record if isinstance(record, Reject) else record.reject
            continue
        key = record.conversation
        if key not in opened:
            opened[key] = Group(record.ordinal, outline.broken if key == outline.latest else None)
        group = opened[key]
        held += record.size
        group.add(record, limits)
        if held > HELD_BYTES:
            group.drop(RejectReason.TOO_LARGE)
        if group.records == outline.by_conversation[key]:
            held -= group.size
            yield opened.pop(key)
    if outline.unreadable:
        raise outline.unreadable


def _outline(read: Callable[[], Iterator[Message[T] | Reject | Break]]) -> _Outline:
    outline = _Outline()
    try:
        for record in read():
            outline.records += 1
            if isinstance(record, Break):
                outline.broken = record.reject.reason
            elif isinstance(record, Message):
                outline.broken, outline.latest = None, record.conversation
                outline.by_conversation[record.conversation] += 1
    except UnreadableInput as error:
        outline.broken, outline.unreadable = RejectReason(error.reason), error
    return outline
