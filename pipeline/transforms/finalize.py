"""Write the parts of the release, each from the staged rows of all shards that hold its partition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import apache_beam as beam

from pipeline.release.job import Job
from pipeline.release.late_names import LateNames
from pipeline.release.parts import PartPlan, Settled, finalize_part, plan_parts
from pipeline.release.records import ContactRecord, IdentityRecord, NamesRecord, PartRecord, ShardRecord
from pipeline.release.small_classes import classes_of
from pipeline.release.staging import Staging
from pipeline.release.store import FileStore
from pipeline.transforms.guard import guarded, silence_libraries
from pipeline.transforms.spread import Spread


class FinalizeParts(beam.PTransform):
    """Turn the records of all shards into the records of finished parts."""

    def __init__(
        self,
        job: Job,
        shards: beam.PCollection[ShardRecord],
        identities: beam.PCollection[IdentityRecord],
        contacts: beam.PCollection[ContactRecord],
        names: beam.PCollection[NamesRecord],
    ) -> None:
        super().__init__()
        self._job = job
        self._shards = shards
        self._settled = (identities, contacts, names)

    def expand(self, once: beam.PCollection[bytes]) -> beam.PCollection[PartRecord]:
        """Parts are planned from sums over all shards, then written one element each."""
        return (
            once
            | "PlanParts" >> beam.FlatMap(lambda _, records: plan_parts(records), beam.pvalue.AsList(self._shards))
            | "SpreadParts" >> Spread()
            | "FinalizePart" >> beam.ParDo(_FinalizePart(self._job), *map(beam.pvalue.AsList, self._settled))
        )


class _FinalizePart(beam.DoFn):
    """Loads the label and the sub-key of late names once a worker."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._late_names: LateNames | None = None

    def setup(self) -> None:
        from pipeline.release.worker import load_late_names  # noqa: PLC0415 - detection, which only workers need

        silence_libraries()
        with guarded(self._job, "setup", "worker"):
            self._late_names = load_late_names(self._job)

    def process(
        self,
        part: PartPlan,
        identities: Sequence[IdentityRecord],
        contacts: Sequence[ContactRecord],
        names: Sequence[NamesRecord],
    ) -> Iterator[PartRecord]:
        with guarded(self._job, "part", part.name):
            staging = Staging(FileStore(self._job.staging))
            settled = Settled(identities, contacts, names, classes_of(self._job.policy.policy))
            record = finalize_part(staging, self._job.schemas(), part, settled, self._late_names)
        yield record
