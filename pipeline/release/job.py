"""What a worker is told: everything that decides the output, and references instead of secrets."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version

import orjson
import pyarrow as pa

from pipeline.policy.loaded import LoadedPolicy
from pipeline.release.tables import conversations_schema, turns_schema
from pipeline.sources.format import SourceOptions
from pipeline.sources.plan import SourcePlan

RUN_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Job:
    """One run. It travels to workers inside the pipeline, so it holds the key's reference and never the key.

    `limit` is the number of records that the run reads at most, per shard: shards that lie behind the limit are not in
    the plan.
    """

    run: str
    policy: LoadedPolicy = field(repr=False)
    plan: SourcePlan = field(repr=False)
    options: SourceOptions = field(repr=False)
    key_reference: str
    key_id: str
    as_of: date
    staging: str = field(repr=False)
    limits: tuple[tuple[str, int], ...] = ()

    def schemas(self) -> dict[str, pa.Schema]:
        """Return the schemas of both tables, with what the files of this run say about themselves."""
        policy, sha256 = self.policy.policy, self.policy.content_sha256
        return {
            "conversations": conversations_schema(policy, sha256, self.as_of),
            "turns": turns_schema(policy, sha256, self.as_of),
        }

    def limit_of(self, shard_id: str) -> int | None:
        """Return how many records of a shard are read, or None for all."""
        return dict(self.limits).get(shard_id)


def veil_version() -> str:
    """Return the installed distribution's version."""
    return version("veil")


def run_id(
    *,
    inputs_digest: str,
    policy_sha256: str,
    key_id: str,
    as_of: date,
    limit: int | None,
    lists: Mapping[str, str] | None = None,
) -> str:
    """Return the run's name: 16 hex digits that the input, policy, key, version and `as_of` decide (DESIGN §1.7).

    So do the lists of people to keep out, by name and SHA-256: with a newer list, no finished shard is used again.
    """
    parts = {
        "inputs": inputs_digest,
        "policy": policy_sha256,
        "key": key_id,
        "version": veil_version(),
        "as_of": as_of.isoformat(),
        "limit": limit,
        "lists": dict(lists or {}),
    }
    return hashlib.sha256(orjson.dumps(parts, option=orjson.OPT_SORT_KEYS)).hexdigest()[:RUN_DIGITS]
