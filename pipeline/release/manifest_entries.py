"""The entries of a manifest: counts, files, papers, checks. Each refuses what has no place in one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from pipeline.errors import CheckFailed

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")]
Words = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
Version = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9.+_:-]{0,99}$")]
DataPath = Annotated[
    str,
    StringConstraints(
        pattern=r"^data/(conversations|turns)/([a-z][a-z0-9_]*=[A-Za-z0-9][A-Za-z0-9._-]*/)?part-[A-Za-z0-9-]+\.parquet$"
    ),
]
DocumentPath = Annotated[str, StringConstraints(pattern=r"^(documents/)?[A-Za-z0-9][A-Za-z0-9_-]*\.[a-z0-9]{1,8}$")]
Count = Annotated[int, Field(ge=0)]
Counts = dict[Code, Count]
Reason = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}(\.[a-z]{1,32})?$")]


class Entry(BaseModel):
    """Base of the manifest and its entries: frozen, strict about types and keys, silent about values in errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, strict=True)


class PolicyReference(Entry):
    """Which policy the dataset stands under."""

    id: Code
    version: Version
    sha256: Sha256


class Versions(Entry):
    """What made the dataset. `model` is the digest of the detection model."""

    veil: Version
    python: Version
    pyarrow: Version
    beam: Version
    presidio: Version
    model: Version


class Inputs(Entry):
    """What was read: number of files, bytes as stored, and one digest over the files' digests."""

    files: Count
    bytes: Count
    digest: Sha256


class RecordCounts(Entry):
    """What became of the records: every one is in exactly one of released, refused, rejected and duplicates."""

    read: Count
    released: Count
    refused: dict[Reason, Count]
    rejected: Counts
    duplicates: Count
    turns: Count
    people: Count
    channels: Counts
    languages: Counts

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        accounted = self.released + sum(self.refused.values()) + sum(self.rejected.values()) + self.duplicates
        if accounted != self.read:
            raise ValueError("records read are not those released, refused, rejected and duplicates")
        return self


class DataFile(Entry):
    """One Parquet file. `partition` is the folder's name (`month=2026-05`), or empty."""

    path: DataPath
    table: Literal["conversations", "turns"]
    partition: str
    rows: Annotated[int, Field(ge=1)]
    bytes: Annotated[int, Field(ge=1)]
    sha256: Sha256

    @classmethod
    def at(cls, path: str, *, rows: int, size: int, sha256: str) -> DataFile:
        """Return the entry of a data file; its table and partition are read from its path.

        Raises:
            CheckFailed: the path is not one of a data file.
        """
        parts = path.split("/")
        try:
            return cls.model_validate({
                "path": path,
                "table": parts[1] if len(parts) > 1 else "",
                "partition": "/".join(parts[2:-1]),
                "rows": rows,
                "bytes": size,
                "sha256": sha256,
            })
        except ValidationError:
            raise CheckFailed("manifest: a data file has a wrong path, size or digest") from None

    @model_validator(mode="after")
    def _path_says_so(self) -> Self:
        folder = "/".join(part for part in ("data", self.table, self.partition) if part)
        if self.path.rpartition("/")[0] != folder:
            raise ValueError("table and partition are not those of the path")
        return self


class Document(Entry):
    """One paper of the release."""

    path: DocumentPath
    bytes: Annotated[int, Field(ge=1)]
    sha256: Sha256


class ListUsed(Entry):
    """A list of people whose records were kept out: of which day it is, how many stand on it, and which file it was."""

    name: Code
    date: date
    people: Count
    sha256: Sha256


class RedactionCount(Entry):
    """How often one kind of personal data was hidden by one operator."""

    entity_type: Code
    operator: Code
    count: Count


def redaction_counts(counted: Iterable[tuple[str, str, int]]) -> tuple[RedactionCount, ...]:
    """Return counts of (entity type, operator, how often) as entries, sorted."""
    return tuple(
        RedactionCount(entity_type=kind, operator=operator, count=count) for kind, operator, count in sorted(counted)
    )


class DatasetNames(Entry):
    """How many words are names in the data set, and how many mentions of them were hidden that detection had missed.

    `version` is that of the rule.
    """

    version: Version
    words: Count
    mentions: Count


class CheckResult(Entry):
    """One release check: what it asks, whether the run passed, and the figure beside its limit."""

    name: Words
    passed: bool
    detail: Words
