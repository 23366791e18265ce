"""Files as byte streams, local or behind a URI that Arrow's file systems know (s3, gs, abfs, hdfs)."""

from __future__ import annotations

import hashlib
import io
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

import pyarrow.fs as arrow

from pipeline.sources.compression import BUFFER_BYTES


def is_remote(uri: str) -> bool:
    """Say whether a path is a URI; `file://` is taken for the local path it names."""
    return "://" in uri and not uri.startswith("file://")


def local_path(uri: str) -> str:
    """Return the local path of a path or `file://` URI."""
    return unquote(urlsplit(uri).path) if uri.startswith("file://") else uri


def file_system(uri: str) -> tuple[arrow.FileSystem, str]:
    """Return Arrow's file system of a URI and the path in it."""
    filesystem, path = arrow.FileSystem.from_uri(uri)
    return filesystem, path


def open_bytes(uri: str) -> BinaryIO:
    """Open a file for reading; the stream can seek.

    Raises:
        OSError: it cannot be opened. Arrow's errors quote paths: show the class or errno only.
    """
    if not is_remote(uri):
        return open(local_path(uri), "rb", buffering=BUFFER_BYTES)  # noqa: PTH123  # names that are no UTF-8
    filesystem, path = file_system(uri)
    return io.BufferedReader(_ArrowFile(filesystem.open_input_file(path)), BUFFER_BYTES)


def sha256_of(uri: str) -> str:
    """Return the digest of a file's content, as hex."""
    digest = hashlib.sha256()
    with open_bytes(uri) as stream:
        while piece := stream.read(BUFFER_BYTES):
            digest.update(piece)
    return digest.hexdigest()


class _ArrowFile(io.RawIOBase):
    """An Arrow file as Python's raw stream, so that bounded `readline` is the buffered reader's."""

    def __init__(self, inner: arrow.NativeFile) -> None:
        self._inner = inner

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]  # typeshed's WriteableBuffer is private
        data = self._inner.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        self._inner.seek(offset, whence)
        return int(self._inner.tell())

    def tell(self) -> int:
        return int(self._inner.tell())

    def close(self) -> None:
        self._inner.close()
        super().close()
