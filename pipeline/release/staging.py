"""Where the steps of a run put their files and records, and how finished work is found again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import ValidationError

from pipeline.errors import EngineFailed
from pipeline.release.records import FailureRecord, Record, StagedFile
from pipeline.release.store import FileStore

R = TypeVar("R", bound=Record)
STAGED_ROW_GROUP = 8192


@dataclass(frozen=True, slots=True)
class Staging:
    """The staging folder of one run. It holds sanitized rows, keyed digests and counts, and goes after the run."""

    store: FileStore

    def write_record(self, name: str, record: Record) -> None:
        """Write a record; the work it describes counts as done from now on."""
        self.store.write(f"{name}.json", record.model_dump_json().encode())

    def read_record(self, name: str, kind: type[R]) -> R | None:
        """Return a record, or None where the work is not done or its record cannot be read."""
        try:
            return kind.model_validate_json(self.store.read(f"{name}.json"))
        except (FileNotFoundError, ValidationError):
            return None

    def write_table(self, path: str, table: pa.Table) -> StagedFile:
        """Write a table that only later steps of the run read, and return what was written."""
        with self.store.create(path) as sink:
            pq.write_table(
                table,
                sink,
                compression="zstd",
                row_group_size=STAGED_ROW_GROUP,
                write_statistics=[
                    name for name in ("conversation_key", "person_key", "word", "month") if name in table.column_names
                ],
                use_dictionary=False,
            )
        return self.describe(path, table.num_rows)

    def describe(self, path: str, rows: int) -> StagedFile:
        """Return what a file in staging is."""
        size, sha256 = self.store.digest(path)
        return StagedFile(path=path, rows=rows, bytes=size, sha256=sha256)

    def is_intact(self, file: StagedFile) -> bool:
        """Whether a file is still what its record says."""
        try:
            return self.store.digest(file.path) == (file.bytes, file.sha256)
        except (FileNotFoundError, EngineFailed):
            return False

    def note_failure(self, failure: FailureRecord) -> None:
        """Leave word of why a worker gave up, for the process that submitted the run."""
        self.store.write(f"failures/{failure.step}-{failure.item}.json", failure.model_dump_json().encode())

    def failures(self) -> tuple[FailureRecord, ...]:
        """Return what the workers of this attempt left word of."""
        return tuple(FailureRecord.model_validate_json(self.store.read(name)) for name in self.store.list("failures"))

    def note_reuse(self, shard_id: str) -> None:
        """Leave word that a shard of an earlier attempt was used."""
        self.store.write(f"reused/{shard_id}", b"")

    def reused(self) -> int:
        """Return how many shards of earlier attempts this attempt used."""
        return len(self.store.list("reused"))

    def begin_attempt(self) -> None:
        """Forget what an earlier attempt left word of; its finished work stays."""
        self.store.delete_all("failures")
        self.store.delete_all("reused")
