"""What one Parquet file of a release must look like from outside: footer, field metadata, pages. No row is read.

A path goes in; problems leave as texts that name the file and never a value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.release.columns import Pages
from pipeline.release.manifest import DataFile, Manifest
from pipeline.release.parquet import ROW_GROUP_ROWS, columns_with
from pipeline.release.tables import CONVERSATIONS, FIELD_METADATA, TABLE_FORMAT, TURNS

REQUIRED_COLUMNS = {
    CONVERSATIONS: ("conversation_key", "turns", "redactions"),
    TURNS: ("conversation_key", "turn_index", "redactions"),
}
_OPTIONAL_FOOTER = frozenset({"veil.partition"})


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


def check_file(path: Path, entry: DataFile, manifest: Manifest) -> tuple[list[str], pa.Schema | None]:
    """Return the problems of one file, and its schema for comparison with the table's other files."""
    try:
        with pq.ParquetFile(path) as file:
            metadata, schema = file.metadata, file.schema_arrow
    except (pa.ArrowException, OSError, ValueError) as error:
        return [f"{entry.path}: not readable as Parquet ({type(error).__name__})"], None
    problems = [
        *_footer(_texts(schema.metadata), expected_footer(manifest, entry.table)),
        *_fields(schema, entry.table),
        *_pages(metadata, schema),
    ]
    if metadata.num_rows != entry.rows:
        problems.append(f"{metadata.num_rows} rows, the manifest says {entry.rows}")
    return [f"{entry.path}: {problem}" for problem in problems], schema


def _texts(metadata: Mapping[bytes, bytes] | None) -> dict[str, str]:
    return {key.decode("utf-8", "replace"): value.decode("utf-8", "replace") for key, value in (metadata or {}).items()}


def _footer(found: Mapping[str, str], expected: Mapping[str, str]) -> Iterator[str]:
    for key, value in expected.items():
        if found.get(key) != value:
            yield f"the footer's {key} is not the manifest's"
    if found.keys() - expected.keys() - _OPTIONAL_FOOTER:
        yield "the footer holds entries that Veil does not write"


def _fields(schema: pa.Schema, table: str) -> Iterator[str]:
    for name in REQUIRED_COLUMNS[table]:
        if name not in schema.names:
            yield f"no column {name}"
    bare = [field for field in schema if not set(FIELD_METADATA) <= _texts(field.metadata).keys()]
    if bare:
        yield f"{len(bare)} columns do not say operator, source, quasi-identifier and description"


def _pages(metadata: pq.FileMetaData, schema: pa.Schema) -> Iterator[str]:
    """Check that no row group is too long, and that statistics and dictionaries stand only where they may."""
    statistics = set(columns_with(schema, Pages.STATISTICS, Pages.DICTIONARY))
    dictionaries = set(columns_with(schema, Pages.DICTIONARY))
    spilled: set[str] = set()
    for index in range(metadata.num_row_groups):
        group = metadata.row_group(index)
        if group.num_rows > ROW_GROUP_ROWS:
            yield f"row group {index} is longer than {ROW_GROUP_ROWS} rows"
        for column in (group.column(i) for i in range(group.num_columns)):
            name = column.path_in_schema
            if (column.is_stats_set and name not in statistics) or (
                column.has_dictionary_page and name not in dictionaries
            ):
                spilled.add(name.partition(".")[0])
    if spilled:
        yield f"{len(spilled)} columns have statistics or a dictionary that their field metadata does not allow"
