"""`views.sql`: the tables of a release as DuckDB views over exactly the files that the manifest lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from pipeline.policy.schema import Policy
from pipeline.release.column_kinds import Kind
from pipeline.release.columns import Column, conversation_columns, turn_columns
from pipeline.release.documents.environment import render
from pipeline.release.manifest import DataFile, Manifest
from pipeline.release.tables import CONVERSATIONS, TURNS

VIEWS_NAME = "views.sql"
# A text, a name, a comment to pass over, or what none of our views has and could hide a text from this reading.
_TOKEN = re.compile(r"'((?:[^']|'')*)'|\"((?:[^\"]|\"\")*)\"|--[^\n]*|(/\*|[$\\])")
_MAY_BE_A_FILE = re.compile(r"[./*\\$]|^\w+:\w")


def render_views(manifest: Manifest, policy: Policy) -> bytes:
    """Return SQL that makes the views `conversations`, `turns` and, where text is written, `dialogues`.

    Paths are relative: DuckDB is started inside the release's folder. Columns and months are written out, because
    DuckDB would take the names of folders above the release (`team=a/`, `month=2020-01/`) for columns, too.
    """
    of_turns = turn_columns(policy)
    names = {column.kind: column.name for column in of_turns}
    sql = render(
        "views.sql.jinja",
        manifest=manifest,
        tables=[
            (CONVERSATIONS, _stored(conversation_columns(policy)), _partitions(manifest.files, CONVERSATIONS)),
            (TURNS, _stored(of_turns), _partitions(manifest.files, TURNS)),
        ],
        by_month=any(entry.partition for entry in manifest.files),
        text=names.get(Kind.TEXT),
        role=names.get(Kind.ROLE),
    )
    return sql.encode()


def files_read(sql: str) -> tuple[str, ...]:
    """Return what the SQL names as a file, sorted, each once: any quoted text that may be one, in either quotes."""
    quoted = ("".join(groups) for groups in _TOKEN.findall(sql))
    return tuple(sorted({text for text in quoted if _MAY_BE_A_FILE.search(text)}))


def _stored(columns: Iterable[Column]) -> list[str]:
    """Return the columns that stand in the files."""
    return [column.name for column in columns if column.kind is not Kind.MONTH]


def _partitions(files: Iterable[DataFile], table: str) -> list[tuple[str, str, list[str]]]:
    """Return the partitions of a table: column and value of each, both empty where there is none, and its files."""
    entries = [entry for entry in files if entry.table == table]
    return [
        (partition.partition("=")[0], partition.partition("=")[2], [entry.path for entry in found])
        for partition, found in groupby(entries, key=lambda entry: entry.partition)
    ]
