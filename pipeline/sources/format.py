"""The contract of a format: what its one file in `formats/` states, receives and yields."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import tzinfo
from enum import StrEnum
from typing import BinaryIO
from zoneinfo import ZoneInfo

from pipeline.conversation.limits import Limits
from pipeline.conversation.model import Channel, Conversation
from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.errors import VeilError
from pipeline.sources.field_map import FieldMap

STAGE = "sources"
HEAD_BYTES = 64 * 1024
"""How much of a file, decompressed, a format may look at to recognize it."""


class RecordError(VeilError):
    """A record that cannot be used. It never leaves a reader: it becomes a `Reject` with the same reason."""

    def __init__(self, reason: RejectReason) -> None:
        super().__init__(f"bad record: {reason.value}")
        self.reason = reason

    def __reduce__(self) -> tuple[type[RecordError], tuple[RejectReason]]:
        return type(self), (self.reason,)


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """What the user declares about the input as a whole.

    Without `zone` times that carry none are rejected; `default_channel` serves formats that have no channel of their
    own; `field_map` names the columns and labels of formats that leave them free.
    """

    namespace: str | None = None
    zone: tzinfo | None = None
    default_channel: Channel | None = None
    field_map: FieldMap | None = None
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class ParseContext(SourceOptions):
    """What a reader knows about the bytes it is handed.

    Attributes:
        file_index: Position of the file in the plan's sorted list; the first half of every record reference.
        relative_path: POSIX path below the INPUT root, for ids of formats without ids. It may be personal data.
        start: First byte of the range that a line-delimited reader owns. If it is not 0, the stream stands one byte
            before it, so that `lines.read_lines` can tell whether a line starts there.
        end: First byte after that range, or None for the rest of the stream.
    """

    file_index: int = 0
    relative_path: str = field(default="", repr=False)
    start: int = 0
    end: int | None = None

    @classmethod
    def of(cls, options: SourceOptions, file_index: int, relative_path: str) -> ParseContext:
        """Return the context of a whole file under these options."""
        declared = {option.name: getattr(options, option.name) for option in fields(SourceOptions)}
        return cls(**declared, file_index=file_index, relative_path=relative_path)

    def in_zone(self, zone: str | None) -> ParseContext:
        """Return the context with the zone that a field map or a record names, if it names one."""
        return replace(self, zone=ZoneInfo(zone)) if zone else self

    def reject(self, ordinal: int, reason: RejectReason, exception: str = "") -> Reject:
        """Return the reject of the record at that ordinal of this file."""
        return Reject(f"{self.file_index}:{ordinal}", STAGE, reason, exception)


@dataclass(frozen=True, slots=True)
class Record:
    """A conversation and where it stood.

    `ordinal` is unique in the file and independent of sharding: the offset of the line's first byte (decompressed) in
    line-delimited formats, a running number in others. `size` is in bytes of input, decompressed.
    """

    ordinal: int
    conversation: Conversation
    size: int


Parsed = Record | Reject


@dataclass(frozen=True, slots=True)
class Head:
    """The first `HEAD_BYTES` of a file, decompressed. `complete` says that this is all of it."""

    data: bytes = field(repr=False)
    suffix: str = ""
    complete: bool = False

    def lines(self, limit: int) -> list[bytes]:
        """Return up to `limit` whole lines that are not blank; a line cut off by the head's end is none."""
        lines = self.data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
        whole = lines if self.complete else lines[:-1]
        return [line for line in whole if line.strip()][:limit]


@dataclass(frozen=True, slots=True)
class FormatExample:
    """Bytes and what they say: conversations as (id, number of turns), in order, and the reasons of the rejects.

    A shared test parses it, and sniffs it unless `sniffed` is False.
    """

    says: str
    data: bytes = field(repr=False)
    conversations: tuple[tuple[str, int], ...] = ()
    rejects: tuple[RejectReason, ...] = ()
    options: SourceOptions = field(default_factory=SourceOptions)
    sniffed: bool = True


class Evidence(StrEnum):
    """What a reader was built from."""

    OWN = "own"
    """The format is Veil's own, or as loose as its user's field map says."""
    SAMPLE = "sample"
    """It was tried on files that the format's own software wrote."""
    DESCRIPTION = "description"
    """There was only the vendor's description: try it on your own files before you rely on it."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format, the whole of what `formats/<name>.py` gives.

    Attributes:
        name: What `--format` takes.
        title: One line for people.
        suffixes: Usual file suffixes, without that of a compression; they only break ties between sniffs.
        splittable: Records are lines, so any byte range can be read alone; `parse` then uses `lines.read_lines`.
        identified: Records carry an id. Otherwise the id is the relative path and an ordinal.
        sniff: How sure the content makes us, 0 to 1; 0.5 and above count. It must not raise.
        parse: Yields a `Record` or a `Reject` for every record and never raises for a bad one. It lets
            `UnreadableInput` of its stream pass after yielding what stood before. A reader of whole files may go
            back to the stream's start.
        examples: Checked by shared tests; at least one.
        evidence: What the reader was built from; `veil formats` shows it.
        by_map: It reads what a field map's paths say, so it needs a map and is never recognized by content alone.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    splittable: bool
    sniff: Callable[[Head], float]
    parse: Callable[[BinaryIO, ParseContext], Iterator[Parsed]]
    examples: tuple[FormatExample, ...]
    identified: bool = True
    evidence: Evidence = Evidence.DESCRIPTION
    by_map: bool = False
