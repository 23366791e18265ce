"""Write records as lines of JSON, compressed as the file's name says."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

import orjson
import zstandard

from pipeline.synthesis.records import Record


class ByteSink(Protocol):
    """What takes bytes: a file or a compressor."""

    def write(self, data: bytes, /) -> object:
        """Take the bytes."""


@contextmanager
def _opened(path: Path) -> Iterator[ByteSink]:
    with ExitStack() as stack:
        raw = stack.enter_context(path.open("wb"))
        if path.suffix == ".gz":
            # No time and no name in the header: same records, same bytes.
            yield stack.enter_context(gzip.GzipFile("", "wb", 6, raw, 0))
        elif path.suffix == ".zst":
            yield stack.enter_context(zstandard.ZstdCompressor().stream_writer(raw, closefd=False))
        else:
            yield raw


def write_jsonl(records: Iterable[Record], path: Path) -> int:
    """Write one record a line and return the number of bytes before compression. An existing file is replaced."""
    size = 0
    with _opened(path) as file:
        for record in records:
            line = orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)
            file.write(line)
            size += len(line)
    return size
