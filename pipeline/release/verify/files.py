"""Every file of a release against its entry in the manifest, and the folder against the manifest's list."""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from pipeline.release.documents.papers import PAPER_PATHS
from pipeline.release.labels import forbidden_words
from pipeline.release.manifest import MANIFEST_NAME, DataFile, Document, Manifest
from pipeline.release.tables import TABLES
from pipeline.release.verify.data_files import check_data_file
from pipeline.release.verify.problem import Code, Problem
from pipeline.release.views import VIEWS_NAME, files_read

_PLAIN_PATH = re.compile(r"[A-Za-z0-9._=/-]{1,200}")
_CHUNK_BYTES = 1 << 20


def check_data(folder: Path, manifest: Manifest, allowed_words: tuple[str, ...]) -> Iterator[Problem]:
    """Yield what is wrong with the data files. No row is read."""
    schemas: dict[str, pa.Schema] = {}
    for entry in manifest.files:
        changed = _changed(folder, entry)
        if changed:
            yield changed
            continue
        problems, schema = check_data_file(folder / entry.path, entry, manifest, allowed_words)
        yield from problems
        if schema is not None and not schemas.setdefault(entry.table, schema).equals(schema, check_metadata=True):
            yield Problem(Code.COLUMNS_DIFFER, f"{entry.path}: its columns are not those of the table's first file")
    for table in TABLES:
        if not any(entry.table == table for entry in manifest.files):
            yield Problem(Code.TABLE_MISSING, f"no file of {table} is listed")


def check_documents(folder: Path, manifest: Manifest, allowed_words: tuple[str, ...]) -> Iterator[Problem]:
    """Yield what is wrong with the papers and with the views."""
    for entry in manifest.documents:
        changed = _changed(folder, entry)
        if changed:
            yield changed
            continue
        content = (folder / entry.path).read_bytes()
        yield from check_words(entry.path, content, allowed_words)
        if entry.path == VIEWS_NAME and files_read(content.decode("utf-8", "replace")) != tuple(
            file.path for file in manifest.files
        ):
            yield Problem(Code.VIEWS_READ_OTHERS, f"{VIEWS_NAME} reads other files than the manifest lists")
    listed = {entry.path for entry in manifest.documents}
    for path in sorted(PAPER_PATHS - listed):
        yield Problem(Code.VIEWS_MISSING if path == VIEWS_NAME else Code.PAPER_MISSING, f"{path} is not listed")


def check_words(name: str, content: bytes, allowed: tuple[str, ...]) -> Iterator[Problem]:
    """Yield whether a paper calls the data by words that are not true of them. The words themselves are not told."""
    found = forbidden_words(content.decode("utf-8", "replace"), allowed)
    if found:
        yield Problem(Code.UNTRUE_WORDS, f"{name} calls personal data by {len(found)} words that are not true of them")


def check_unlisted(folder: Path, manifest: Manifest) -> Iterator[Problem]:
    """Name what stands in the folder and not in the manifest: an orphan is read by whoever reads folders."""
    listed = {MANIFEST_NAME, *(entry.path for entry in manifest.files), *(entry.path for entry in manifest.documents)}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if (path.is_symlink() or not path.is_dir()) and name not in listed:
            shown = name if _PLAIN_PATH.fullmatch(name) else "a file with an unusual name"
            yield Problem(Code.FILE_NOT_LISTED, f"{shown}: not in the manifest")


def is_file(path: Path) -> bool:
    """Whether it is an ordinary file, not a link to one elsewhere."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except FileNotFoundError:
        return False


def _changed(folder: Path, entry: DataFile | Document) -> Problem | None:
    """Return how a file differs from its entry, or None."""
    path = folder / entry.path
    try:
        if not is_file(path):
            return Problem(Code.FILE_MISSING, f"{entry.path}: missing or no ordinary file")
        size = path.stat().st_size
        if size != entry.bytes:
            return Problem(Code.FILE_SIZE, f"{entry.path}: {size} bytes, the manifest says {entry.bytes}")
        if _sha256(path) != entry.sha256:
            return Problem(Code.FILE_DIGEST, f"{entry.path}: its SHA-256 is not the manifest's")
    except OSError as error:
        return Problem(Code.FILE_UNREADABLE, f"{entry.path}: cannot be read ({type(error).__name__})")
    return None


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()
