"""A consumer's check of a release: is it whole, unchanged, honestly labelled and still valid? No key, no policy needed.

A folder and a date go in; problems leave as texts without values. It tells accidents and edits, not a forger who also
writes a new manifest: compare `content_digest` with the one the controller announced.
"""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import orjson
import pyarrow as pa

from pipeline.errors import CheckFailed, Refused
from pipeline.release.file_checks import check_file
from pipeline.release.labels import LABEL_SENTENCES, forbidden_words
from pipeline.release.manifest import MANIFEST_NAME, DataFile, Document, Manifest, content_digest, from_json
from pipeline.release.tables import TABLES
from pipeline.release.views import VIEWS_NAME, files_read

LATEST_NAME = "latest.json"
_RELEASE_PATH = re.compile(r"releases/[A-Za-z0-9-]{1,64}")
_PLAIN_PATH = re.compile(r"[A-Za-z0-9._=/-]{1,200}")
_MAX_JSON_BYTES = 256 << 20
_CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Summary:
    """What a release says of itself."""

    run: str
    dataset_id: str
    policy: str
    label: str
    expires: date
    conversations: int
    turns: int
    files: int
    content_digest: str


@dataclass(frozen=True, slots=True)
class VerifyResult:
    """The problems of a release, none if it may be used. `summary` is None where the manifest cannot be read."""

    problems: tuple[str, ...]
    summary: Summary | None = None

    @property
    def ok(self) -> bool:
        """Whether the release may be used."""
        return not self.problems


def find_release(folder: Path) -> Path:
    """Return the folder of the release: the one given, or the one that an OUT folder's `latest.json` names.

    Raises:
        Refused: the folder is neither.
    """
    if (folder / MANIFEST_NAME).is_file():
        return folder
    latest = folder / LATEST_NAME
    if latest.is_file():
        named = _named_release(latest)
        if named is not None and (folder / named).is_dir():
            return folder / named
        raise Refused(f"{LATEST_NAME} names no release in this folder")
    raise Refused(f"no release: the folder has neither {MANIFEST_NAME} nor {LATEST_NAME}")


def _named_release(latest: Path) -> str | None:
    try:
        content = orjson.loads(latest.read_bytes())
    except (OSError, ValueError):
        return None
    named = content.get("release") if isinstance(content, dict) else None
    return named if isinstance(named, str) and _RELEASE_PATH.fullmatch(named) else None


def verify(folder: Path, as_of: date) -> VerifyResult:
    """Check a release folder.

    Args:
        folder: the release's own folder, as `find_release` returns it.
        as_of: the day of use; after the day of expiry it is a problem.
    """
    path = folder / MANIFEST_NAME
    try:
        if not _is_file(path) or path.stat().st_size > _MAX_JSON_BYTES:
            return VerifyResult((f"{MANIFEST_NAME} is missing or no ordinary file",))
        content = path.read_bytes()
        manifest = from_json(content)
    except CheckFailed as error:
        return VerifyResult((error.message,))
    except OSError as error:
        return VerifyResult((f"{MANIFEST_NAME} cannot be read ({type(error).__name__})",))
    problems = [
        *_statements(manifest, as_of),
        *_words(MANIFEST_NAME, content),
        *_files(folder, manifest),
        *_documents(folder, manifest),
        *_unlisted(folder, manifest),
    ]
    return VerifyResult(tuple(problems), _summary(manifest))


def _statements(manifest: Manifest, as_of: date) -> Iterator[str]:
    if manifest.label not in LABEL_SENTENCES:
        yield "the label is none that Veil gives"
    elif manifest.label_sentence != LABEL_SENTENCES[manifest.label]:
        yield "the label's sentence is not the one that belongs to it"
    if as_of > manifest.expires:
        yield f"expired: not to be used after {manifest.expires}"
    if manifest.content_digest != content_digest(manifest):
        yield "content_digest is not that of the files listed"
    failed = sum(not check.passed for check in manifest.checks)
    if failed:
        yield f"{failed} release checks failed"
    if not manifest.checks:
        yield "no release check is recorded"


def _files(folder: Path, manifest: Manifest) -> Iterator[str]:
    schemas: dict[str, pa.Schema] = {}
    for entry in manifest.files:
        changed = _changed(folder, entry)
        if changed:
            yield changed
            continue
        problems, schema = check_file(folder / entry.path, entry, manifest)
        yield from problems
        if schema is not None and not schemas.setdefault(entry.table, schema).equals(schema, check_metadata=True):
            yield f"{entry.path}: its columns are not those of the table's first file"
    for table in TABLES:
        if not any(entry.table == table for entry in manifest.files):
            yield f"no file of {table} is listed"


def _documents(folder: Path, manifest: Manifest) -> Iterator[str]:
    for entry in manifest.documents:
        changed = _changed(folder, entry)
        if changed:
            yield changed
            continue
        content = (folder / entry.path).read_bytes()
        yield from _words(entry.path, content)
        if entry.path == VIEWS_NAME:
            listed = files_read(content.decode("utf-8", "replace"))
            if listed != tuple(file.path for file in manifest.files):
                yield f"{VIEWS_NAME} reads other files than the manifest lists"
    if not any(entry.path == VIEWS_NAME for entry in manifest.documents):
        yield f"{VIEWS_NAME} is not listed"


def _changed(folder: Path, entry: DataFile | Document) -> str | None:
    """Return how a file differs from its entry, or None."""
    path = folder / entry.path
    try:
        if not _is_file(path):
            return f"{entry.path}: missing or no ordinary file"
        if path.stat().st_size != entry.bytes:
            return f"{entry.path}: {path.stat().st_size} bytes, the manifest says {entry.bytes}"
        if _sha256(path) != entry.sha256:
            return f"{entry.path}: its SHA-256 is not the manifest's"
    except OSError as error:
        return f"{entry.path}: cannot be read ({type(error).__name__})"
    return None


def _words(name: str, content: bytes) -> Iterator[str]:
    found = forbidden_words(content.decode("utf-8", "replace"))
    if found:
        yield f"{name} calls personal data by {len(found)} words that are not true of them"


def _unlisted(folder: Path, manifest: Manifest) -> Iterator[str]:
    """Name what stands in the folder and not in the manifest: an orphan is read by whoever reads folders."""
    listed = {MANIFEST_NAME, *(entry.path for entry in manifest.files), *(entry.path for entry in manifest.documents)}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if (path.is_symlink() or not path.is_dir()) and name not in listed:
            yield f"{name if _PLAIN_PATH.fullmatch(name) else 'a file with an unusual name'}: not in the manifest"


def _is_file(path: Path) -> bool:
    """Whether it is an ordinary file, not a link to one elsewhere."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except FileNotFoundError:
        return False


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def _summary(manifest: Manifest) -> Summary:
    return Summary(
        run=manifest.run,
        dataset_id=manifest.dataset_id,
        policy=f"{manifest.policy.id} {manifest.policy.version}",
        label=manifest.label,
        expires=manifest.expires,
        conversations=manifest.rows("conversations"),
        turns=manifest.rows("turns"),
        files=len(manifest.files),
        content_digest=manifest.content_digest,
    )
