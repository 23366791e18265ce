"""What the user named, as a list of files: folders walked, patterns expanded, each file once.

A path that the user typed may stand in an error, for he typed it. Names of files found inside folders can be personal
data: errors only say how many.
"""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path, PurePosixPath
from urllib.parse import quote

import pyarrow.fs as arrow

from pipeline.errors import Refused
from pipeline.sources import opening
from pipeline.sources.opening import is_remote, local_path

SIDECARS = frozenset({".crc", ".md5", ".sha1", ".sha256", ".sha512", ".sig", ".asc"})
CLUTTER = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Location:
    """One file. `relative_path` is below the INPUT root; `typed` says that the user wrote this very path."""

    uri: str = field(repr=False)
    relative_path: str = field(repr=False)
    size: int
    typed: bool


@dataclass(slots=True)
class _Found:
    """Files by what they really are, and what was met besides."""

    files: dict[str, Location] = field(default_factory=dict, repr=False)
    skipped: int = 0
    unreadable: int = 0
    special: int = 0

    def add(self, real: str, location: Location) -> None:
        """Add a file. Of several ways to it the first by path counts, whatever the order of the arguments."""
        known = self.files.get(real, location)
        first = min(known, location, key=lambda way: (way.relative_path, way.uri))
        self.files[real] = replace(first, typed=known.typed or location.typed)


def locate(inputs: Sequence[str]) -> tuple[list[Location], int]:
    """Return all files of the inputs, each once, and how many hidden files and sidecars were passed over.

    Raises:
        Refused: an input does not exist, is no regular file or folder, or something in a folder cannot be read.
    """
    if not inputs:
        raise Refused("no input: name a file, a folder or a URI")
    found = _Found()
    for typed in inputs:
        if is_remote(typed):
            _add_remote(typed, found)
        else:
            path = local_path(typed)
            for root, relative in _expanded(path):
                _add_local(root, relative, typed, found)
    if found.special:
        raise Refused(f"{found.special} things in the input folders are no regular files (pipes, devices or sockets)")
    if found.unreadable:
        raise Refused(f"{found.unreadable} files or folders inside the input folders cannot be read")
    return list(found.files.values()), found.skipped


def _expanded(path: str) -> list[tuple[str, PurePosixPath]]:
    """Return what a path or a pattern stands for, each with its path below the part that is no pattern."""
    if os.path.lexists(path) or not glob.has_magic(path):
        return [(path, PurePosixPath(PurePosixPath(path).name))]
    matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207  # Path.glob knows no absolute patterns
    if not matches:
        raise Refused(f"no input: nothing matches {path!r}")
    fixed = PurePosixPath(*takewhile(lambda part: not glob.has_magic(part), PurePosixPath(path).parts))
    return [(match, PurePosixPath(match).relative_to(fixed)) for match in matches]


def _add_local(path: str, relative: PurePosixPath, typed: str, found: _Found) -> None:
    try:
        status = os.stat(path)  # noqa: PTH116  # text paths keep names that are no UTF-8
    except OSError as error:
        why = "does not exist" if isinstance(error, FileNotFoundError) else "cannot be read"
        raise Refused(f"input {typed!r} {why}") from None
    if stat.S_ISDIR(status.st_mode):
        _walk(Path(path), PurePosixPath(), found, {os.path.realpath(path)})
    elif stat.S_ISREG(status.st_mode):
        if not os.access(path, os.R_OK):
            raise Refused(f"input {typed!r} cannot be read")
        found.add(os.path.realpath(path), Location(path, _text(relative), status.st_size, path == local_path(typed)))
    else:
        raise Refused(f"input {typed!r} is neither a regular file nor a folder")


def _walk(folder: Path, below: PurePosixPath, found: _Found, seen: set[str]) -> None:
    """Add the files below a folder. A link that leads back to a folder seen before adds nothing anew."""
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208  # names only
    except OSError:
        found.unreadable += 1
        return
    for name in names:
        if _is_aside(name):
            found.skipped += 1
            continue
        path = folder / name
        try:
            status = path.stat()
        except OSError:  # a dangling link or a link to itself
            found.unreadable += 1
            continue
        real = os.path.realpath(path)
        if stat.S_ISDIR(status.st_mode):
            if real not in seen:
                seen.add(real)
                _walk(path, below / name, found, seen)
        elif not stat.S_ISREG(status.st_mode):
            found.special += 1
        elif not os.access(path, os.R_OK):
            found.unreadable += 1
        else:
            found.add(real, Location(str(path), _text(below / name), status.st_size, typed=False))


def _add_remote(uri: str, found: _Found) -> None:
    try:
        filesystem, path = opening.file_system(uri)
        for info, relative in _remote_files(filesystem, path):
            if any(map(_is_aside, PurePosixPath(relative).parts)):
                found.skipped += 1
                continue
            full = _remote_uri(uri, path, info.path)
            found.add(full, Location(full, relative, info.size, typed=False))
    except (OSError, ValueError, NotImplementedError) as error:
        # Arrow's text may hold a signed URL: the class is all that is shown.
        raise Refused(f"an input URI cannot be read ({type(error).__name__}); check its scheme and access") from None


def _remote_files(filesystem: arrow.FileSystem, path: str) -> Iterator[tuple[arrow.FileInfo, str]]:
    top = filesystem.get_file_info(path)
    if top.type == arrow.FileType.File:
        yield top, PurePosixPath(path).name
        return
    if top.type == arrow.FileType.NotFound:
        raise FileNotFoundError
    for info in filesystem.get_file_info(arrow.FileSelector(path, recursive=True)):
        if info.type == arrow.FileType.File:
            yield info, str(PurePosixPath(info.path).relative_to(path))


def _remote_uri(uri: str, root: str, path: str) -> str:
    """Return the URI of a file below the root that a URI named; its query (region, endpoint) is kept."""
    base, mark, query = uri.partition("?")
    below = quote(path.removeprefix(root.rstrip("/")).lstrip("/"))
    return (f"{base.rstrip('/')}/{below}" if below else base) + mark + query


def _is_aside(name: str) -> bool:
    """Say whether a name is that of a hidden file, a marker such as `_SUCCESS`, a checksum or clutter."""
    return name.startswith((".", "_")) or PurePosixPath(name).suffix.lower() in SIDECARS or name.lower() in CLUTTER


def _text(path: PurePosixPath | str) -> str:
    """Return a path as text that can be written: bytes that are no UTF-8 become escapes."""
    return os.fsencode(str(path)).decode(errors="backslashreplace")
