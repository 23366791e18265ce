"""`views.sql`: the tables of a release as DuckDB views over exactly the files that the manifest lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.policy.schema import Policy
from pipeline.release.column_kinds import Kind
from pipeline.release.columns import turn_columns
from pipeline.release.documents.environment import render
from pipeline.release.manifest import DataFile, Manifest
from pipeline.release.tables import CONVERSATIONS, TURNS

VIEWS_NAME = "views.sql"
_LISTED = re.compile(r"'(data/[^']*)'")


def render_views(manifest: Manifest, policy: Policy) -> bytes:
    """Return SQL that makes the views `conversations`, `turns` and, where text is written, `dialogues`.

    Paths are relative: DuckDB is started inside the release's folder. Months are read from the folders' names, as text.
    """
    names = {column.kind: column.name for column in turn_columns(policy)}
    sql = render(
        "views.sql.jinja",
        manifest=manifest,
        conversations=_files(manifest.files, CONVERSATIONS),
        turns=_files(manifest.files, TURNS),
        partitions=_partition_names(manifest.files),
        text=names.get(Kind.TEXT),
        role=names.get(Kind.ROLE),
    )
    return sql.encode()


def listed_files(sql: str) -> tuple[str, ...]:
    """Return the data files that the views read, sorted, each once."""
    return tuple(sorted(set(_LISTED.findall(sql))))


def _files(files: Iterable[DataFile], table: str) -> list[str]:
    return [entry.path for entry in files if entry.table == table]


def _partition_names(files: Sequence[DataFile]) -> list[str]:
    return sorted({entry.partition.partition("=")[0] for entry in files if entry.partition})
