"""Do the sums agree, and may the run be published? Pure functions over what the steps recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.policy.schema import Policy
from pipeline.release.dropped_fields import printable
from pipeline.release.identities import DUPLICATE, RELEASED
from pipeline.release.records import ContactRecord, Counts, IdentityRecord, NamesRecord, PartRecord, Record, ShardRecord


class RunCounts(Record):
    """What a run read and what became of it; every number is a number of records unless its name says otherwise.

    `name_words` are the words that are names in the data set, `late_names` the mentions that were hidden for it.
    `upstream` counts records by `upstream.<entity type>.<channel>` (see `ShardRecord`).
    `emptied` are conversations that lost a quasi-identifier, `below_k` those in classes of too few people all the same,
    and `alone` the classes that were one person's alone before.
    """

    read: int
    released: int
    refused: Counts
    rejected: Counts
    duplicates: int
    turns: int
    people: int
    redactions: tuple[tuple[str, str, int], ...]
    dropped_fields: Counts
    repaired: Counts
    channels: Counts
    languages: Counts
    sweep_hits: Counts
    validator_hits: Counts
    shards: int
    shards_reused: int
    name_words: int = 0
    late_names: int = 0
    upstream: Counts = ()
    emptied: int = 0
    below_k: int = 0
    alone: int = 0

    @property
    def refused_records(self) -> int:
        """How many records admission refused."""
        return sum(count for _, count in self.refused)

    @property
    def rejected_records(self) -> int:
        """How many records could not be used."""
        return sum(count for _, count in self.rejected)

    def of_records(self) -> dict[str, Any]:
        """Return what became of the records, by the names under which the manifest and the audit log tell it."""
        told = ("read", "released", "duplicates", "turns", "people")
        by_code = ("refused", "rejected", "channels", "languages")
        return {name: getattr(self, name) for name in told} | {name: dict(getattr(self, name)) for name in by_code}


@dataclass(frozen=True, slots=True)
class Check:
    """One release check: what it asks, and whether the run passed."""

    name: str
    passed: bool
    detail: str


def count(
    shards: Sequence[ShardRecord],
    identities: Sequence[IdentityRecord],
    contacts: Sequence[ContactRecord],
    parts: Sequence[PartRecord],
    names: Sequence[NamesRecord] = (),
    reused: int = 0,
    alone: int = 0,
) -> RunCounts:
    """Add up the records of all steps.

    `released` is counted in the written parts, all else where it was decided: a row lost on the way shows as a
    difference.
    """
    outcomes = _sum(record.outcomes for record in identities)
    rejected: Counter[str] = Counter(_named(outcomes, "rejected/"))
    for shard in shards:
        for reject in shard.unreadable:
            rejected[reject.reason] += reject.records
    redactions: Counter[tuple[str, str]] = Counter()
    for part in parts:
        redactions.update({(kind, operator): number for kind, operator, number in part.redactions})
    return RunCounts(
        read=sum(shard.read for shard in shards),
        released=sum(part.conversations.rows for part in parts),
        refused=_sorted(Counter(_named(outcomes, "refused/"))),
        rejected=_sorted(rejected),
        duplicates=outcomes[DUPLICATE],
        turns=sum(part.turns.rows for part in parts),
        people=sum(record.people for record in contacts),
        redactions=tuple((kind, operator, number) for (kind, operator), number in sorted(redactions.items())),
        dropped_fields=tuple(sorted(printable(_sum(shard.dropped_fields for shard in shards)).items())),
        repaired=_sorted(_sum(shard.repaired for shard in shards)),
        channels=_sorted(_sum(shard.channels for shard in shards)),
        languages=_sorted(_sum(shard.languages for shard in shards)),
        sweep_hits=_sorted(_sum(shard.sweep_hits for shard in shards)),
        validator_hits=_sorted(_sum(shard.validator_hits for shard in shards)),
        shards=len(shards),
        shards_reused=reused,
        name_words=sum(record.words for record in names),
        late_names=sum(part.late_names for part in parts),
        upstream=_sorted(_sum(shard.upstream for shard in shards)),
        emptied=sum(part.emptied for part in parts),
        below_k=sum(part.below_k for part in parts),
        alone=alone,
    )


def check(counts: RunCounts, policy: Policy, expected: int) -> tuple[Check, ...]:
    """Return the release checks of a run.

    Args:
        counts: what the run counted.
        policy: the limits it must hold.
        expected: records that identity resolution says are released.
    """
    accounted = counts.released + counts.refused_records + counts.rejected_records + counts.duplicates
    rejected = counts.rejected_records / counts.read if counts.read else 0.0
    release = policy.release
    return (
        Check("records reconcile", accounted == counts.read and expected == counts.released,
              f"{counts.read} read, {accounted} accounted for"),
        Check("something is released", counts.released > 0, f"{counts.released} conversations"),
        Check("rejected records", rejected <= release.max_rejected_fraction,
              f"{rejected:.4f} of the records, at most {release.max_rejected_fraction}"),
        Check("conversations", counts.released >= release.min_conversations,
              f"{counts.released}, at least {release.min_conversations}"),
        Check("people", counts.people >= release.min_people, f"{counts.people}, at least {release.min_people}"),
        Check("known values swept", not counts.sweep_hits, _hits(counts.sweep_hits)),
        Check("validators on the written text", not counts.validator_hits, _hits(counts.validator_hits)),
        *_k_by_person(counts, policy),
    )  # fmt: skip


def _k_by_person(counts: RunCounts, policy: Policy) -> tuple[Check, ...]:
    control = policy.disclosure_control
    if control.k is None:
        return ()
    emptied = counts.emptied / counts.released if counts.released else 0.0
    before = f"{counts.alone} combinations were one person's alone before"
    return (
        Check("people who share a combination", not counts.below_k,
              f"{counts.below_k} conversations with fewer than {control.k} people; {before}"),
        Check("emptied for small groups", emptied <= control.max_suppressed_fraction,
              f"{emptied:.4f} of the conversations, at most {control.max_suppressed_fraction}"),
    )  # fmt: skip


def expected_releases(identities: Sequence[IdentityRecord]) -> int:
    """Return how many records identity resolution lets out."""
    return _sum(record.outcomes for record in identities)[RELEASED]


def _hits(hits: Counts) -> str:
    return ", ".join(f"{kind}: {number}" for kind, number in hits) or "0 found, 0 allowed"


def _sum(tables: Iterable[Counts]) -> Counter[str]:
    total: Counter[str] = Counter()
    for table in tables:
        total.update(dict(table))
    return total


def _named(outcomes: Counter[str], prefix: str) -> dict[str, int]:
    return {word.removeprefix(prefix): number for word, number in outcomes.items() if word.startswith(prefix)}


def _sorted(counter: Counter[str]) -> Counts:
    return tuple(sorted(counter.items()))
