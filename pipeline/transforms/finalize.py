"""Write the parts of the release, each from the staged rows of all shards that hold its partition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import apache_beam as beam

from pipeline.release.job import Job
from pipeline.release.parts import PartPlan, finalize_part, plan_parts
from pipeline.release.records import ContactRecord, IdentityRecord, PartRecord, ShardRecord
from pipeline.release.staging import Staging
from pipeline.release.store import FileStore
from pipeline.transforms.guard import guarded


class FinalizeParts(beam.PTransform):
    """Turn the records of all shards into the records of finished parts."""

    def __init__(
        self, job: Job, identities: beam.PCollection[IdentityRecord], contacts: beam.PCollection[ContactRecord]
    ) -> None:
        super().__init__()
        self._job = job
        self._identities = identities
        self._contacts = contacts

    def expand(self, shards: beam.PCollection[ShardRecord]) -> beam.PCollection[PartRecord]:
        """Parts are planned from sums over all shards, then written one element each."""
        return (
            shards.pipeline
            | "PartsOnce" >> beam.Create([None])
            | "PlanParts" >> beam.FlatMap(lambda _, records: plan_parts(records), beam.pvalue.AsList(shards))
            | "SpreadParts" >> beam.Reshuffle()
            | "FinalizePart"
            >> beam.ParDo(
                _FinalizePart(self._job), beam.pvalue.AsList(self._identities), beam.pvalue.AsList(self._contacts)
            )
        )


class _FinalizePart(beam.DoFn):
    def __init__(self, job: Job) -> None:
        self._job = job

    def process(
        self, part: PartPlan, identities: Sequence[IdentityRecord], contacts: Sequence[ContactRecord]
    ) -> Iterator[PartRecord]:
        with guarded(self._job, "part", part.name):
            staging = Staging(FileStore(self._job.staging))
            record = finalize_part(staging, self._job.schemas(), part, identities, contacts)
        yield record
