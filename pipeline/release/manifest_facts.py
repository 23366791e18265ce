"""What a manifest is made of, gathered where a release is published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pipeline.policy.schema import Policy
from pipeline.release.accounting import Check, RunCounts
from pipeline.release.manifest_entries import DataFile, Inputs, ListUsed, Versions


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFacts:
    """What a manifest is made of.

    Attributes:
        policy: the effective policy.
        policy_sha256: its content hash, 64 hex digits.
        run: 16 hex digits (DESIGN §9).
        as_of: the run's date; the dataset expires `retention.dataset_days` after it.
        created_at: when the release was made, in UTC.
        key_id: first 8 hex digits that name the key.
        versions: what made the dataset.
        inputs: what was read.
        counts: what became of the records.
        checks: the release checks.
        files: the data files, in any order.
        lists: people whose records were kept out.
    """

    policy: Policy
    policy_sha256: str
    run: str
    as_of: date
    created_at: datetime
    key_id: str
    versions: Versions
    inputs: Inputs
    counts: RunCounts
    checks: Sequence[Check]
    files: Sequence[DataFile]
    lists: Sequence[ListUsed] = ()
