"""Which format is it? The content decides; a name only breaks ties."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import BinaryIO

from pipeline.errors import Refused, UnreadableInput
from pipeline.sources.catalog import formats
from pipeline.sources.compression import MAGIC_BYTES, SUFFIXES, Compression, compression_of, decompressed
from pipeline.sources.format import HEAD_BYTES, Format, Head

SURE_ENOUGH = 0.5


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
