"""Files that may hold raw personal data: of mode 0600, written whole or not at all, never inside a release."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from pipeline.errors import EngineFailed, Refused

RELEASE_MARKS: Final = ("manifest.json", "latest.json", "releases")
"""What lies in a release, or in the folder of releases."""


def refuse_inside_release(path: Path) -> None:
    """Refuse a place from which a release could be copied together with the file.

    Raises:
        Refused: a folder above the file holds a release.
    """
    for folder in path.resolve().parents:
        if any((folder / mark).exists() for mark in RELEASE_MARKS):
            raise Refused("a file with raw text may not lie inside the folder of a release; name another place")


@contextmanager
def private_file(path: Path) -> Iterator[BinaryIO]:
    """Open a new file of mode 0600 that takes the path's place once all is written.

    Raises:
        Refused: it cannot be made.
        EngineFailed: it cannot be written to its end. Nothing is left behind.
    """
    if path.exists() and not path.is_file():
        raise Refused("the output is no regular file")
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise Refused(f"the output cannot be written ({type(error).__name__})") from None
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
        temporary.replace(path)
    except OSError as error:
        raise EngineFailed(f"the output cannot be written ({type(error).__name__})") from None
    finally:
        temporary.unlink(missing_ok=True)
