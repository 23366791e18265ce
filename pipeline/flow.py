"""The whole path on one page (DESIGN §2).

    shards -> sanitize -> identities -> (contacts, names) -> parts

Only descriptors and counts pass through the runner. Rows and keyed facts go through staging, because a runner that
holds its shuffles in memory would otherwise need memory in proportion to the input.
"""

from __future__ import annotations

import apache_beam as beam

from pipeline.release.job import Job
from pipeline.release.records import PartRecord
from pipeline.transforms.finalize import FinalizeParts
from pipeline.transforms.sanitize import SanitizeShards
from pipeline.transforms.settle import BandContacts, SettleIdentities, SettleNames


def build(pipeline: beam.Pipeline, job: Job) -> beam.PCollection[PartRecord]:
    """Add the whole path to a pipeline; what comes out are the records of finished parts."""
    planned = pipeline | "Shards" >> beam.Create(job.plan.shards, reshuffle=False)
    shards = planned | "SanitizeShards" >> SanitizeShards(job)
    once = pipeline | "Once" >> beam.Impulse()  # what plans further work runs for it, with all shards at its side
    identities = once | "SettleIdentities" >> SettleIdentities(job, shards)
    contacts = once | "BandContacts" >> BandContacts(job, shards, identities)
    names = once | "SettleNames" >> SettleNames(job, shards, identities)
    parts: beam.PCollection[PartRecord] = once | "FinalizeParts" >> FinalizeParts(
        job, shards, identities, contacts, names
    )
    return parts
