"""Files of a Debian package (deb(5)): an `ar` archive with a compressed tar inside."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

_MAGIC: Final = b"!<arch>\n"
_HEADER: Final = 60


def files(package: Path, wanted: Callable[[str], bool]) -> Iterator[bytes]:
    """Yield what stands in the files whose path is wanted, in the order of their paths.

    Raises:
        ValueError: the file is no Debian package with a data archive.
    """
    with tarfile.open(fileobj=io.BytesIO(_data(package.read_bytes()))) as archive:
        for member in sorted((member for member in archive if member.isfile()), key=lambda member: member.name):
            file = archive.extractfile(member) if wanted(member.name) else None
            if file is not None:
                yield file.read()


def _data(package: bytes) -> bytes:
    """Return the member `data.tar.*` of an `ar` archive."""
    place = len(_MAGIC)
    while place < len(package):
        name, size = package[place : place + 16].strip(), int(package[place + 48 : place + 58])
        begin = place + _HEADER
        if name.startswith(b"data.tar"):
            return package[begin : begin + size]
        place = begin + size + size % 2
    raise ValueError("not a Debian package: it has no data archive")
