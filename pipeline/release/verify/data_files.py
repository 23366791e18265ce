"""What one Parquet file of a release must look like from outside: footer, columns, field metadata, pages.

A path goes in; problems leave that name the file and never a value. No row is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.release.columns import Pages
from pipeline.release.labels import forbidden_words
from pipeline.release.manifest import DataFile, Manifest
from pipeline.release.parquet import ROW_GROUP_ROWS, columns_with
from pipeline.release.tables import FIELD_METADATA, TABLE_FORMAT
from pipeline.release.verify.expected_columns import possible_types, required_columns
from pipeline.release.verify.problem import Code, Problem

_ARROW_SCHEMA = "ARROW:schema"
_PARTITION = "veil.partition"


def check_data_file(
    path: Path, entry: DataFile, manifest: Manifest, allowed_words: tuple[str, ...]
) -> tuple[list[Problem], pa.Schema | None]:
    """Return the problems of one file, and its schema for comparison with the table's other files."""
    try:
        with pq.ParquetFile(path) as file:
            metadata, schema = file.metadata, file.schema_arrow
    except (pa.ArrowException, OSError, ValueError) as error:
        unreadable = f"{entry.path}: not readable as Parquet ({type(error).__name__})"
        return [Problem(Code.PARQUET_UNREADABLE, unreadable)], None
    footer = _texts(metadata.metadata)
    footer.pop(_ARROW_SCHEMA, None)
    problems = [
        *_footer(footer, expected_footer(manifest, entry.table), entry.partition),
        *_columns(schema, entry.table),
        *_pages(metadata, schema),
        *_words(footer, schema, allowed_words),
    ]
    if metadata.num_rows != entry.rows:
        problems.append((Code.PARQUET_ROWS, f"{metadata.num_rows} rows, the manifest says {entry.rows}"))
    return [Problem(code, f"{entry.path}: {what}") for code, what in problems], schema


def expected_footer(manifest: Manifest, table: str) -> dict[str, str]:
    """Return what the footer of a data file must say, given the manifest."""
    return {
        "veil.format": TABLE_FORMAT,
        "veil.table": table,
        "veil.dataset_id": manifest.dataset_id,
        "veil.policy_id": manifest.policy.id,
        "veil.policy_version": manifest.policy.version,
        "veil.policy_sha256": manifest.policy.sha256,
        "veil.purpose": manifest.purpose,
        "veil.label": manifest.label,
        "veil.label_sentence": manifest.label_sentence,
        "veil.expires": manifest.expires.isoformat(),
    }


_Found = Iterator[tuple[Code, str]]


def _texts(metadata: Mapping[bytes, bytes] | None) -> dict[str, str]:
    return {key.decode("utf-8", "replace"): value.decode("utf-8", "replace") for key, value in (metadata or {}).items()}


def _footer(found: Mapping[str, str], expected: Mapping[str, str], partition: str) -> _Found:
    for key, value in expected.items():
        if found.get(key) != value:
            yield Code.FOOTER_DIFFERS, f"the footer's {key} is not the manifest's"
    if found.keys() - expected.keys() - {_PARTITION}:
        yield Code.FOOTER_EXTRA, "the footer holds entries that Veil does not write"
    if _partition_column(found.get(_PARTITION)) != partition.partition("=")[0]:
        yield Code.FOOTER_DIFFERS, f"the footer's {_PARTITION} is not the folder's"


def _partition_column(described: str | None) -> str:
    """Return the name of the partition's column that a footer gives, or an empty text."""
    try:
        content = json.loads(described or "{}")
    except ValueError:
        return "?"
    return str(content.get("name", "")) if isinstance(content, dict) else "?"


def _columns(schema: pa.Schema, table: str) -> _Found:
    """Check columns by what their field metadata says they are made of: a column of no known making has no place."""
    for name in required_columns(table):
        if name not in schema.names:
            yield Code.COLUMN_MISSING, f"no column {name}"
    bare = unknown = mistyped = 0
    for field in schema:
        described = _texts(field.metadata)
        if not set(FIELD_METADATA) <= described.keys():
            bare += 1
            continue
        types = possible_types(table, field.name, described["operator"], described["source"])
        unknown += not types
        mistyped += bool(types) and field.type not in types
    if bare:
        yield Code.COLUMN_UNDESCRIBED, f"{bare} columns do not say {', '.join(FIELD_METADATA)}"
    if unknown:
        yield Code.COLUMN_UNKNOWN, f"{unknown} columns are made of what Veil never writes"
    if mistyped:
        yield Code.COLUMN_TYPE, f"{mistyped} columns are of another type than what they are made of gives"


def _words(footer: Mapping[str, str], schema: pa.Schema, allowed: tuple[str, ...]) -> _Found:
    """Check the words of the footer and of the columns' names and metadata. What people said may hold any word."""
    texts = [*footer, *footer.values()]
    for field in schema:
        texts += [field.name, *_texts(field.metadata).values()]
    found = {word for text in texts for word in forbidden_words(text, allowed)}
    if found:
        yield Code.UNTRUE_WORDS, f"its footer or columns call personal data by {len(found)} words that are not true"


def _pages(metadata: pq.FileMetaData, schema: pa.Schema) -> _Found:
    """Check that no row group is too long, and that statistics and dictionaries stand only where they may."""
    statistics = set(columns_with(schema, Pages.STATISTICS, Pages.DICTIONARY))
    dictionaries = set(columns_with(schema, Pages.DICTIONARY))
    spilled: set[str] = set()
    for index in range(metadata.num_row_groups):
        group = metadata.row_group(index)
        if group.num_rows > ROW_GROUP_ROWS:
            yield Code.PAGES, f"row group {index} is longer than {ROW_GROUP_ROWS} rows"
        for column in (group.column(i) for i in range(group.num_columns)):
            name = column.path_in_schema
            if (column.is_stats_set and name not in statistics) or (
                column.has_dictionary_page and name not in dictionaries
            ):
                spilled.add(name.partition(".")[0])
    if spilled:
        yield Code.PAGES, f"{len(spilled)} columns have statistics or a dictionary that their field metadata forbids"
