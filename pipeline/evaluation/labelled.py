"""Labelled conversations: a record of the native format, and beside it the labels of its turns.

The record is read as any other, so that no label can reach detection; the scorer alone is handed the labels.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Final

import orjson

from pipeline.conversation.model import Conversation, Turn
from pipeline.conversation.outcomes import Reject
from pipeline.errors import EngineFailed, Refused, UnreadableInput
from pipeline.sources.assemble import subject_turn
from pipeline.sources.catalog import named
from pipeline.sources.compression import Compression, decompressed
from pipeline.sources.format import Format, ParseContext
from pipeline.sources.lines import Line, read_lines
from pipeline.sources.locations import Location, locate
from pipeline.sources.opening import is_remote, local_path, open_bytes
from pipeline.sources.sniffing import read_head, sniff

NATIVE: Final = "conversation-jsonl"


@dataclass(frozen=True, slots=True)
class Label:
    """Personal data at `[start, end)` of one turn, in code points. `noisy`: speech recognition garbled it."""

    start: int
    end: int
    entity_type: str
    noisy: bool = False


Labels = tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A conversation and the labels of its input's turns.

    Attributes:
        conversation: as it was read; an e-mail's subject stands before the input's turns.
        labels: one tuple a turn of the input.
        where: it stood in the input, for messages.
        size: bytes of input, decompressed.
    """

    conversation: Conversation
    labels: tuple[Labels, ...]
    where: str
    size: int

    @property
    def skipped(self) -> int:
        """How many of the conversation's turns stand before those of the input."""
        return len(self.conversation.turns) - len(self.labels)

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The turns of the input, to which the labels belong."""
        return self.conversation.turns[self.skipped :]


@dataclass(frozen=True, slots=True)
class LabelledInput:
    """The files to be read, in the order in which the user named them."""

    files: tuple[tuple[Location, Compression], ...] = field(repr=False)

    @property
    def size(self) -> int | None:
        """Bytes to be read, or None where a compressed file does not say."""
        packed = any(compression is not Compression.NONE for _, compression in self.files)
        return None if packed else sum(location.size for location, _ in self.files)

    def holds(self, path: Path) -> bool:
        """Return whether a file that is there is one of the input."""
        local = (local_path(location.uri) for location, _ in self.files if not is_remote(location.uri))
        return any(path.samefile(file) for file in local)

    def __iter__(self) -> Iterator[Labelled]:
        """Yield the conversations of all files.

        Raises:
            EngineFailed: one cannot be read. The message says where it stands and why, never what it holds.
        """
        for number, (location, compression) in enumerate(self.files, 1):
            try:
                with closing(open_bytes(location.uri)) as stream:
                    for line in read_lines(decompressed(stream, compression), ParseContext()):
                        if line.data is None or line.data.strip():
                            yield _labelled(line, number)
            except (OSError, UnreadableInput) as error:
                raise EngineFailed(f"file {number} of the input cannot be read ({type(error).__name__})") from None


def find(inputs: Sequence[str]) -> LabelledInput:
    """Return the files of the inputs; folders are walked.

    Raises:
        Refused: there is nothing to read, or a file is not in the native format.
    """
    locations, _ = locate(inputs)
    if not locations:
        raise Refused("no input: the folders hold no files")
    return LabelledInput(tuple((location, _compression(location)) for location in locations))


def part_of(conversation_id: str) -> str:
    """Return the part that a conversation belongs to: `validation` for every fifth, else `train`.

    Whatever learns from the labelled sets learns from `train`. The rule is that of the sets: md5 of the id, modulo 5.
    """
    digest = hashlib.md5(conversation_id.encode(), usedforsecurity=False).hexdigest()
    return "train" if int(digest, 16) % 5 else "validation"


def of_fields(fields: Mapping[str, object]) -> Labelled:
    """Return a labelled conversation that stands in memory as an object of the native format.

    Raises:
        EngineFailed: it is none.
    """
    return _labelled(Line(0, orjson.dumps(fields)), 0)


def _compression(location: Location) -> Compression:
    try:
        with open_bytes(location.uri) as stream:
            head, compression = read_head(stream, location.relative_path)
            plugin: Format | None = sniff(head)
    except OSError:
        raise Refused("an input file cannot be read") from None
    except Refused:
        plugin = None
    if plugin is None or plugin.name != NATIVE:
        which = f"input {location.uri!r}" if location.typed else "a file in the input folders"
        raise Refused(f"{which} is no {NATIVE}, the one format with labels")
    return compression


def _labelled(line: Line, file_number: int) -> Labelled:
    where = f"file {file_number} of the input, byte {line.offset}"
    if line.data is None:
        raise EngineFailed(f"{where}: too_large")
    (parsed,) = named(NATIVE).parse(BytesIO(line.data), ParseContext())
    if isinstance(parsed, Reject):
        raise EngineFailed(f"{where}: {parsed.reason.value}")
    read = parsed.conversation
    labels = tuple(map(_labels, orjson.loads(line.data)["turns"]))
    if len(labels) + len(subject_turn(read)) != len(read.turns):
        raise EngineFailed(f"{where}: turns and labels do not line up")
    for found, turn in zip(labels, read.turns[len(read.turns) - len(labels) :], strict=True):
        if found is None or any(label.end > len(turn.text) for label in found):
            raise EngineFailed(f"{where}: a label is malformed or does not lie in its turn")
    return Labelled(read, tuple(found or () for found in labels), where, line.size)


def _labels(turn: Mapping[str, object]) -> Labels | None:
    """Return the labels of one turn, or None where they are malformed."""
    given = turn.get("labels") or ()
    if not isinstance(given, list | tuple):
        return None
    labels = tuple(map(_label, given))
    return None if None in labels else tuple(label for label in labels if label)


def _label(given: object) -> Label | None:
    match given:
        case {"start": int(start), "end": int(end), "entity_type": str(entity_type), **rest} if 0 <= start < end:
            return Label(start, end, entity_type, bool(rest.get("noisy")))
        case _:
            return None
