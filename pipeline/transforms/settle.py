"""Settle what needs a view over all shards: identities by conversation, contact bands by person, names by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import apache_beam as beam

from pipeline.release.contacts import band_range, plan_contacts
from pipeline.release.dataset_names import plan_words, settle_words
from pipeline.release.identities import plan_identities, settle_range
from pipeline.release.job import Job
from pipeline.release.key_ranges import KeyRange
from pipeline.release.records import ContactRecord, IdentityRecord, NamesRecord, ShardRecord
from pipeline.release.staging import Staging
from pipeline.release.store import FileStore
from pipeline.transforms.guard import guarded
from pipeline.transforms.spread import Spread


class SettleIdentities(beam.PTransform):
    """Find duplicates and conflicting ids, range by range of conversation keys."""

    def __init__(self, job: Job, shards: beam.PCollection[ShardRecord]) -> None:
        super().__init__()
        self._job = job
        self._shards = shards

    def expand(self, once: beam.PCollection[bytes]) -> beam.PCollection[IdentityRecord]:
        """The shards' records are a side input: a list of descriptors, small. Three branches read what comes out."""
        everything = beam.pvalue.AsList(self._shards)
        return (
            once
            | "PlanIdentities" >> beam.FlatMap(lambda _, records: plan_identities(records), everything)
            | "SpreadIdentities" >> Spread()
            | "SettleIdentity" >> beam.ParDo(_SettleIdentity(self._job), everything)
            | "KeepIdentities" >> Spread()
        )


class _SettleIdentity(beam.DoFn):
    def __init__(self, job: Job) -> None:
        self._job = job

    def process(self, keys: KeyRange, shards: Sequence[ShardRecord]) -> Iterator[IdentityRecord]:
        with guarded(self._job, "identities", keys.name):
            record = settle_range(Staging(FileStore(self._job.staging)), shards, keys)
        yield record


class BandContacts(beam.PTransform):
    """Band how often people came back, range by range of person keys."""

    def __init__(
        self, job: Job, shards: beam.PCollection[ShardRecord], identities: beam.PCollection[IdentityRecord]
    ) -> None:
        super().__init__()
        self._job = job
        self._shards = shards
        self._identities = identities

    def expand(self, once: beam.PCollection[bytes]) -> beam.PCollection[ContactRecord]:
        """Conflicting conversations do not count, so identities come first."""
        everything = beam.pvalue.AsList(self._shards)
        return (
            once
            | "PlanContacts" >> beam.FlatMap(lambda _, records: plan_contacts(records), everything)
            | "SpreadContacts" >> Spread()
            | "BandContact" >> beam.ParDo(_BandContact(self._job), everything, beam.pvalue.AsList(self._identities))
        )


class _BandContact(beam.DoFn):
    def __init__(self, job: Job) -> None:
        self._job = job

    def process(
        self, keys: KeyRange, shards: Sequence[ShardRecord], identities: Sequence[IdentityRecord]
    ) -> Iterator[ContactRecord]:
        with guarded(self._job, "contacts", keys.name):
            k = self._job.policy.policy.disclosure_control.k
            record = band_range(Staging(FileStore(self._job.staging)), shards, identities, keys, k)
        yield record


class SettleNames(beam.PTransform):
    """Say which words are names in the data set, range by range of words."""

    def __init__(
        self, job: Job, shards: beam.PCollection[ShardRecord], identities: beam.PCollection[IdentityRecord]
    ) -> None:
        super().__init__()
        self._job = job
        self._shards = shards
        self._identities = identities

    def expand(self, once: beam.PCollection[bytes]) -> beam.PCollection[NamesRecord]:
        """Conflicting conversations do not count, so identities come first."""
        everything = beam.pvalue.AsList(self._shards)
        return (
            once
            | "PlanWords" >> beam.FlatMap(lambda _, records: plan_words(records), everything)
            | "SpreadWords" >> Spread()
            | "SettleWords" >> beam.ParDo(_SettleWords(self._job), everything, beam.pvalue.AsList(self._identities))
        )


class _SettleWords(beam.DoFn):
    def __init__(self, job: Job) -> None:
        self._job = job

    def process(
        self, keys: KeyRange, shards: Sequence[ShardRecord], identities: Sequence[IdentityRecord]
    ) -> Iterator[NamesRecord]:
        with guarded(self._job, "names", keys.name):
            record = settle_words(Staging(FileStore(self._job.staging)), shards, identities, keys)
        yield record
