"""Compressed files as byte streams, told by their first bytes and never by name.

All readers stream: what is held is bounded by the reader's line limit, not by what a few bytes unfold to. gzip and
bzip2 bound their own output; zstandard is fed in small pieces. Cut off or damaged data raise `UnreadableInput` after
all that could be read was handed out; so does a bomb, for a megabyte of line ends could otherwise keep a worker for
hours.
"""

from __future__ import annotations

import bz2
import gzip
import io
import re
import zlib
from collections.abc import Callable
from enum import StrEnum
from typing import BinaryIO, Protocol

import zstandard

from pipeline.conversation.outcomes import RejectReason
from pipeline.errors import UnreadableInput

MAGIC_BYTES = 4
BUFFER_BYTES = 256 * 1024
# A zstandard block of 4 bytes may unfold to 128 KiB: 512 bytes at a time are 16 MiB at worst.
ZSTD_FEED_BYTES = 512
ZSTD_READ_BYTES = 16 * 1024


# Talk unfolds to 5 to 30 times its size. A file that has given this many bytes and this many times its size is made to
# do harm.
BOMB_BYTES = 1 << 30
BOMB_RATIO = 400


class Compression(StrEnum):
    """How a file is compressed."""

    NONE = "none"
    GZIP = "gzip"
    ZSTD = "zstd"
    BZIP2 = "bzip2"


# A skippable frame (pzstd begins with one): magic numbers 0x184D2A50 to 0x184D2A5F, little-endian.
_ZSTD_SKIPPABLE = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18")
SUFFIXES = frozenset({".gz", ".gzip", ".zst", ".zstd", ".bz2"})


def compression_of(magic: bytes) -> Compression:
    """Return the compression that a file's first `MAGIC_BYTES` tell (RFC 1952, RFC 8878, bzip2)."""
    if magic.startswith(b"\x1f\x8b"):
        return Compression.GZIP
    if magic.startswith(b"\x28\xb5\x2f\xfd") or _ZSTD_SKIPPABLE.match(magic):
        return Compression.ZSTD
    if magic.startswith(b"BZh"):
        return Compression.BZIP2
    return Compression.NONE


def decompressed(stream: BinaryIO, compression: Compression) -> BinaryIO:
    """Return a buffered stream of the decompressed bytes, which can seek back to its start alone.

    Several members or frames read as one. The compressed stream must stand at its own start and be able to seek.
    Reading raises `UnreadableInput` with `truncated` (cut off), `bad_structure` (damaged) or `too_large` (a bomb), and
    `OSError` only where the underlying stream does.
    """
    if compression is Compression.NONE:
        return stream
    return io.BufferedReader(_Checked(stream, _OPENERS[compression]), BUFFER_BYTES)


class _Readable(Protocol):
    def read1(self, size: int, /) -> bytes: ...


class _Checked(io.RawIOBase):
    """The decoder's bytes, with its errors as ours: theirs may quote the data. It can go back to its start."""

    def __init__(self, stream: BinaryIO, opener: Callable[[BinaryIO], _Readable]) -> None:
        self._stream = stream
        self._opener = opener
        self._limit = max(BOMB_BYTES, BOMB_RATIO * stream.seek(0, io.SEEK_END))
        stream.seek(0)
        self._inner = opener(stream)
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        if offset or whence != io.SEEK_SET:
            raise io.UnsupportedOperation("only back to the start")
        self._stream.seek(0)
        self._inner = self._opener(self._stream)
        self._position = 0
        return 0

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]  # typeshed's WriteableBuffer is private
        if self._position > self._limit:
            raise UnreadableInput(RejectReason.TOO_LARGE)
        try:
            data = self._inner.read1(len(buffer))
        except EOFError:
            raise UnreadableInput(RejectReason.TRUNCATED) from None
        except (zlib.error, zstandard.ZstdError):
            raise UnreadableInput(RejectReason.BAD_STRUCTURE) from None
        except OSError as error:
            if error.errno is not None:
                raise  # the disk's error; gzip's and bzip2's own complaints have no number
            raise UnreadableInput(RejectReason.BAD_STRUCTURE) from None
        buffer[: len(data)] = data
        self._position += len(data)
        return len(data)


class _ZstdFrames:
    """Frames of zstandard, one after the other. The library's own reader takes a cut-off file for a whole one."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._frame: zstandard.ZstdDecompressionObj | None = None
        self._pending = b""
        self._out = b""
        self._given = 0  # bytes of `_out` that were handed out: slicing it anew each time would cost its square

    def read1(self, size: int, /) -> bytes:
        """Return up to `size` bytes, none only at the end."""
        while self._given == len(self._out):
            self._pending = self._pending or self._stream.read(ZSTD_READ_BYTES)
            if not self._pending:
                if self._frame is not None:
                    raise EOFError
                return b""
            self._out, self._given = self._step(), 0
        data = self._out[self._given : self._given + size]
        self._given += len(data)
        return data

    def _step(self) -> bytes:
        if self._frame is None:
            self._frame = zstandard.ZstdDecompressor().decompressobj()
        piece, self._pending = self._pending[:ZSTD_FEED_BYTES], self._pending[ZSTD_FEED_BYTES:]
        out = self._frame.decompress(piece)
        if self._frame.eof:
            self._pending = self._frame.unused_data + self._pending
            self._frame = None
        return out


def _gzip(stream: BinaryIO) -> _Readable:
    return gzip.GzipFile(fileobj=stream, mode="rb")


def _bzip2(stream: BinaryIO) -> _Readable:
    return bz2.BZ2File(stream)


_OPENERS: dict[Compression, Callable[[BinaryIO], _Readable]] = {
    Compression.GZIP: _gzip,
    Compression.ZSTD: _ZstdFrames,
    Compression.BZIP2: _bzip2,
}
