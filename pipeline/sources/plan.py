"""What planning hands to reading: frozen descriptors that can be pickled.

`to_json` is what staging may hold: indexes, sizes, formats and digests, never a path. The way back therefore leaves the
paths empty; only the pickled descriptor can be read from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.sources.compression import Compression


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file of the input. `size` and `sha256` are of the bytes as they lie there, compressed or not."""

    uri: str = field(repr=False)
    relative_path: str = field(repr=False)
    size: int
    sha256: str
    format_name: str
    compression: Compression

    def to_json(self) -> dict[str, object]:
        """Return what staging may hold of the file."""
        return {
            "size": self.size,
            "sha256": self.sha256,
            "format": self.format_name,
            "compression": self.compression.value,
        }

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> InputFile:
        """Return the file without its paths."""
        return cls("", "", given["size"], given["sha256"], given["format"], Compression(given["compression"]))


@dataclass(frozen=True, slots=True)
class Slice:
    """Bytes `[start, end)` of one file as they lie there. Only files of lines that are not compressed are cut."""

    file_index: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Shard:
    """The unit of work: slices of one or more files. `shard_id` is the same for the same input."""

    shard_id: str
    slices: tuple[Slice, ...]

    def to_json(self) -> dict[str, object]:
        """Return the shard as JSON types."""
        return {"shard_id": self.shard_id, "slices": [[part.file_index, part.start, part.end] for part in self.slices]}

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Shard:
        """Return the shard of `to_json`."""
        return cls(given["shard_id"], tuple(Slice(*part) for part in given["slices"]))


@dataclass(frozen=True, slots=True)
class SourcePlan:
    """The whole input.

    Attributes:
        files: Sorted by relative path, then digest.
        shards: They cover every byte of every file once.
        input_digest: SHA-256 over contents, formats and declared options: what decides which records are read.
        skipped: Hidden files, markers and checksums in folders that were passed over.
        empty: Files in folders that hold nothing.
    """

    files: tuple[InputFile, ...]
    shards: tuple[Shard, ...]
    input_digest: str
    skipped: int = 0
    empty: int = 0

    def to_json(self) -> dict[str, object]:
        """Return what staging may hold of the plan."""
        return {
            "files": [file.to_json() for file in self.files],
            "shards": [shard.to_json() for shard in self.shards],
            "input_digest": self.input_digest,
            "skipped": self.skipped,
            "empty": self.empty,
        }

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> SourcePlan:
        """Return the plan of `to_json`, without paths."""
        return cls(
            files=tuple(InputFile.from_json(file) for file in given["files"]),
            shards=tuple(Shard.from_json(shard) for shard in given["shards"]),
            input_digest=given["input_digest"],
            skipped=given["skipped"],
            empty=given["empty"],
        )
