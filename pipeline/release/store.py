"""The one door to storage for everything a run writes: write once, list, read, move, delete.

Built on `pyarrow.fs`, so that a local folder, S3, GCS and Azure look alike. A file appears whole or not at all: local
files are written under a name unique to the attempt and renamed; object stores publish an object when its upload ends.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import pyarrow.fs as pafs

from pipeline.errors import EngineFailed, Refused

TEMPORARY_PREFIX = ".attempt-"
CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class FileStore:
    """A root folder or bucket prefix and what may be done below it. Paths are relative, with `/` between parts."""

    root: str

    @property
    def is_local(self) -> bool:
        """Whether the root is a folder of this machine, not a URI."""
        return "://" not in self.root

    def _open_root(self) -> tuple[pafs.FileSystem, str]:
        if self.is_local:
            return pafs.LocalFileSystem(), str(Path(self.root).absolute())
        try:
            filesystem, path = pafs.FileSystem.from_uri(self.root)
        except (OSError, ValueError) as error:
            raise Refused(f"the storage location cannot be opened ({type(error).__name__})") from None
        return filesystem, path.rstrip("/")

    def child(self, name: str) -> FileStore:
        """Return the store of a folder below this one."""
        return FileStore(f"{self.root.rstrip('/')}/{name}")

    @contextlib.contextmanager
    def create(self, path: str) -> Iterator[BinaryIO]:
        """Open a file for writing; it appears under its name when the block ends without an error."""
        filesystem, root = self._open_root()
        target = f"{root}/{path}"
        folder, _, _ = target.rpartition("/")
        local = isinstance(filesystem, pafs.LocalFileSystem)
        written = f"{folder}/{TEMPORARY_PREFIX}{uuid.uuid4().hex}" if local else target
        with _storage_errors():
            filesystem.create_dir(folder, recursive=True)
            stream = filesystem.open_output_stream(written)
        try:
            yield stream
            with _storage_errors():
                stream.close()
                if local:
                    Path(written).replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                stream.close()
            with contextlib.suppress(OSError):
                filesystem.delete_file(written)
            raise

    def write(self, path: str, content: bytes) -> None:
        """Write a whole file, replacing one of that name."""
        with self.create(path) as stream, _storage_errors():
            stream.write(content)

    def append(self, path: str, content: bytes, *, after: int) -> None:
        """Put content behind the first `after` bytes of a file, cut off what lay there, and wait for the disk.

        An object store has no such thing: there the whole object is written again.
        """
        if not self.is_local:
            before = self.read(path)[:after] if after else b""
            self.write(path, before + content)
            return
        with _storage_errors():
            descriptor = os.open(Path(self.root, path), os.O_CREAT | os.O_RDWR, 0o644)
            try:
                os.ftruncate(descriptor, after)
                os.pwrite(descriptor, content, after)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def read(self, path: str) -> bytes:
        """Return a file's bytes."""
        with self.open(path) as stream, _storage_errors():
            return bytes(stream.read())

    def open(self, path: str) -> pafs.NativeFile:
        """Open a file for reading at random."""
        filesystem, root = self._open_root()
        with _storage_errors():
            return filesystem.open_input_file(f"{root}/{path}")

    def exists(self, path: str) -> bool:
        """Whether a file or folder of that name is there."""
        filesystem, root = self._open_root()
        return bool(filesystem.get_file_info(f"{root}/{path}").type != pafs.FileType.NotFound)

    def list(self, folder: str) -> tuple[str, ...]:
        """Return the files below a folder, relative to the root, sorted; unfinished ones are left out."""
        filesystem, root = self._open_root()
        selector = pafs.FileSelector(f"{root}/{folder}" if folder else root, recursive=True, allow_not_found=True)
        with _storage_errors():
            found = filesystem.get_file_info(selector)
        names = (info.path[len(root) + 1 :] for info in found if info.type == pafs.FileType.File)
        return tuple(sorted(name for name in names if not name.rpartition("/")[2].startswith(TEMPORARY_PREFIX)))

    def modified(self, path: str) -> datetime:
        """Return when a file was written last, in UTC."""
        filesystem, root = self._open_root()
        with _storage_errors():
            info = filesystem.get_file_info(f"{root}/{path}")
        return datetime.fromtimestamp(info.mtime_ns / 1e9, tz=UTC)

    def digest(self, path: str) -> tuple[int, str]:
        """Return a file's size in bytes and its SHA-256 in hex digits."""
        sha256, size = hashlib.sha256(), 0
        with self.open(path) as stream, _storage_errors():
            while chunk := stream.read(CHUNK_BYTES):
                sha256.update(chunk)
                size += len(chunk)
        return size, sha256.hexdigest()

    def move_to(self, path: str, target: FileStore, target_path: str) -> None:
        """Move a file into another store; a copy and a delete where the two do not lie on one file system."""
        if self.is_local and target.is_local:
            destination = Path(target.root, target_path)
            with _storage_errors():
                destination.parent.mkdir(parents=True, exist_ok=True)
                Path(self.root, path).replace(destination)
            return
        with self.open(path) as source, target.create(target_path) as sink, _storage_errors():
            while chunk := source.read(CHUNK_BYTES):
                sink.write(chunk)
        self.delete(path)

    def delete(self, path: str) -> None:
        """Delete a file; nothing happens where there is none."""
        filesystem, root = self._open_root()
        with contextlib.suppress(FileNotFoundError), _storage_errors():
            filesystem.delete_file(f"{root}/{path}")

    def delete_contents(self) -> None:
        """Delete everything below the root, which stays with its mode."""
        filesystem, root = self._open_root()
        with _storage_errors():
            filesystem.delete_dir_contents(root, missing_dir_ok=True)

    def delete_all(self, folder: str = "") -> None:
        """Delete a folder with all it holds; nothing happens where there is none."""
        filesystem, root = self._open_root()
        target = f"{root}/{folder}" if folder else root
        if filesystem.get_file_info(target).type != pafs.FileType.NotFound:
            with _storage_errors():
                filesystem.delete_dir(target)


@contextlib.contextmanager
def _storage_errors() -> Iterator[None]:
    """Turn an error of the storage into one whose text holds neither a path nor content."""
    try:
        yield
    except OSError as error:
        if isinstance(error, FileNotFoundError):
            raise
        reason = os.strerror(error.errno) if error.errno else type(error).__name__
        raise EngineFailed(f"storage failed: {reason}") from None
