"""Sanitize shards: the descriptors are reshuffled, the records never leave their shard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import apache_beam as beam

from pipeline.imports import lasting
from pipeline.release.job import Job
from pipeline.release.records import ShardRecord
from pipeline.sources.plan import Shard
from pipeline.transforms.guard import guarded, silence_libraries
from pipeline.transforms.spread import Spread

if TYPE_CHECKING:
    from pipeline.release.sanitizer import Sanitizer
    from pipeline.release.shard import Keyring


class SanitizeShards(beam.PTransform):
    """Turn shard descriptors into the records of staged, sanitized shards."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def expand(self, shards: beam.PCollection[Shard]) -> beam.PCollection[ShardRecord]:
        """Spread on both sides: work is dealt out evenly, and no later branch runs the stage again."""
        return (
            shards
            | "SpreadShards" >> Spread()
            | "SanitizeShard" >> beam.ParDo(_SanitizeShard(self._job))
            | "KeepRecords" >> Spread()
        )


class _SanitizeShard(beam.DoFn):
    """Loads the model and the sub-keys once a worker."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._sanitizer: Sanitizer | None = None
        self._keyring: Keyring | None = None

    def setup(self) -> None:
        from pipeline.release.worker import load_worker  # noqa: PLC0415 - detection, which only workers need

        silence_libraries()
        with guarded(self._job, "setup", "worker"), lasting():
            self._sanitizer, self._keyring = load_worker(self._job)

    def process(self, shard: Shard) -> Iterator[ShardRecord]:
        from pipeline.release.shard import sanitize_shard  # noqa: PLC0415

        with guarded(self._job, "shard", shard.shard_id):
            assert self._sanitizer is not None
            assert self._keyring is not None
            record = sanitize_shard(self._job, shard, self._sanitizer, self._keyring)
        beam.metrics.Metrics.counter("sanitize", "shards").inc()
        yield record
