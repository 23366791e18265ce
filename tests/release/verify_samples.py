"""Releases to tamper with, and what tampering takes: everything but the change itself is put right again."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.release.manifest import MANIFEST_NAME, digest_of, from_json

PART = "data/turns/month=2026-05/part-0-end.parquet"
RUN = "0123456789abcdef"
JSON = orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


def edit_manifest(release: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the manifest and write it as Veil would."""
    content = orjson.loads((release / MANIFEST_NAME).read_bytes())
    change(content)
    (release / MANIFEST_NAME).write_bytes(orjson.dumps(content, option=JSON))


def settle_digest(release: Path) -> None:
    """Make the content digest that of the manifest's files."""
    manifest = from_json((release / MANIFEST_NAME).read_bytes())
    digest = digest_of(manifest.dataset_id, manifest.policy.model_dump(), manifest.label, manifest.files)
    edit_manifest(release, lambda content: content.update(content_digest=digest))


def replace_file(release: Path, path: str, content: bytes) -> None:
    """Replace a file and its entry, so that only what it holds can give it away."""
    (release / path).write_bytes(content)

    def change(manifest: dict[str, Any]) -> None:
        for entry in [*manifest["files"], *manifest["documents"]]:
            if entry["path"] == path:
                entry.update(bytes=len(content), sha256=hashlib.sha256(content).hexdigest())

    edit_manifest(release, change)
    settle_digest(release)


def add_document(release: Path, path: str, content: bytes) -> None:
    """Add a document with its entry."""
    (release / path).parent.mkdir(exist_ok=True)
    (release / path).write_bytes(content)
    entry = {"path": path, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    edit_manifest(
        release,
        lambda manifest: manifest.update(
            documents=sorted([*manifest["documents"], entry], key=lambda listed: str(listed["path"]))
        ),
    )


def rewritten(
    release: Path, change: Callable[[pa.Table], pa.Table], options: Mapping[str, Any] | None = None, path: str = PART
) -> bytes:
    """Return a part as another writer would write it."""
    sink = io.BytesIO()
    settings = {"compression": "zstd", "write_statistics": False, "use_dictionary": False, **(options or {})}
    pq.write_table(change(pq.ParquetFile(release / path).read()), sink, **settings)
    return sink.getvalue()


def with_footer_entry(release: Path, key: str, value: str) -> bytes:
    """Return the part with an entry that stands in Parquet's own footer and not in Arrow's schema."""
    table = pq.ParquetFile(release / PART).read()
    sink = io.BytesIO()
    with pq.ParquetWriter(sink, table.schema, write_statistics=False, use_dictionary=False) as writer:
        writer.write_table(table)
        writer.add_key_value_metadata({key: value})
    return sink.getvalue()


def with_field(table: pa.Table, name: str, **metadata: str) -> pa.Table:
    """Return a table whose column says something else of itself."""
    at = table.schema.get_field_index(name)
    field = table.schema.field(at)
    said = {key.decode(): value.decode() for key, value in field.metadata.items()} | metadata
    return table.cast(table.schema.set(at, field.with_metadata(said)))
