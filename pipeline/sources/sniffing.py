"""Which format is it? The content decides; a name only breaks ties."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import BinaryIO

import orjson

from pipeline.errors import Refused, UnreadableInput
from pipeline.sources.catalog import formats, named
from pipeline.sources.compression import MAGIC_BYTES, SUFFIXES, Compression, compression_of, decompressed
from pipeline.sources.field_map import MAPPED, MAPPED_LINES, FieldMap
from pipeline.sources.format import HEAD_BYTES, Format, Head
from pipeline.sources.lines import BOM

SURE_ENOUGH = 0.5
PARQUET_MAGIC = b"PAR1"


def sniff(head: Head) -> Format:
    """Return the format that is surest of the head, of equals the one whose suffix the file has.

    Raises:
        Refused: no format is sure enough.
    """
    scored = [(plugin.sniff(head), head.suffix in plugin.suffixes, plugin) for plugin in formats().values()]
    score, _, best = max(scored, key=lambda entry: entry[:2])
    if score < SURE_ENOUGH:
        raise Refused("format not recognised; name it with --format")
    return best


def of_map(head: Head, field_map: FieldMap) -> Format:
    """Return the format of a file that a field map with columns is for: the content tells it from its kin."""
    start = head.data.removeprefix(BOM).lstrip()
    if start.startswith(PARQUET_MAGIC):
        return named(MAPPED + "parquet")
    if not start.startswith((b"{", b"[")):
        return named("csv")
    return named(MAPPED_LINES if field_map.turns and not field_map.records and _is_lines(head) else MAPPED + "json")


def _is_lines(head: Head) -> bool:
    """Whether each of the first lines is an object of its own; one line alone may be any document."""
    lines = head.lines(2)
    return len(lines) > 1 and all(map(_is_object, lines))


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(orjson.loads(line), dict)
    except orjson.JSONDecodeError:
        return False


def read_head(stream: BinaryIO, relative_path: str) -> tuple[Head, Compression]:
    """Return the first bytes of a file, decompressed, and how it is compressed.

    Args:
        stream: The file from its beginning; it must be able to seek.
        relative_path: Only its suffixes are used.
    """
    compression = compression_of(stream.read(MAGIC_BYTES))
    stream.seek(0)
    data, complete = _first_bytes(decompressed(stream, compression))
    suffixes = [suffix.lower() for suffix in PurePosixPath(relative_path).suffixes]
    if suffixes and suffixes[-1] in SUFFIXES:
        suffixes.pop()
    return Head(data, suffixes[-1] if suffixes else "", complete), compression


def _first_bytes(stream: BinaryIO) -> tuple[bytes, bool]:
    data = bytearray()
    while len(data) < HEAD_BYTES:
        try:
            piece = stream.readline(HEAD_BYTES - len(data))
        except UnreadableInput:
            return bytes(data), False  # cut off or damaged: reading will say so, record by record
        if not piece:
            return bytes(data), True
        data += piece
    return bytes(data), False
