"""One entry of the audit log: what a run was, what it counted and how it ended. Counts, codes and digests, never text.

An entry is one line of canonical JSON. Its `hash` is the SHA-256 of the line without it, and `prev_hash` is the hash of
the entry before: a byte that changes breaks its own entry, an entry that goes or moves breaks the next.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

import orjson
from pydantic import BaseModel, ConfigDict

from pipeline.release.manifest_entries import (
    CheckResult,
    Count,
    Counts,
    Inputs,
    PolicyReference,
    Reason,
    RedactionCount,
    Versions,
)

AUDIT_FORMAT: Literal["veil-audit/1"] = "veil-audit/1"
FIRST_PREVIOUS = "0" * 64
"""What the first entry names as the hash before it."""


class Event(StrEnum):
    """What happened to a run. A dry run writes nothing, so it leaves no entry either."""

    STARTED = "started"
    PUBLISHED = "published"
    CHECK_FAILED = "check_failed"
    REFUSED = "refused"
    FAILED = "failed"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Outcome(_Part):
    """What a run counted. Nothing asks that the numbers add up: the log tells of runs in which they did not."""

    read: int
    released: int
    refused: dict[Reason, Count]
    rejected: Counts
    duplicates: int
    turns: int
    people: int
    channels: Counts
    languages: Counts
    dropped_fields: dict[str, int]
    redactions: tuple[RedactionCount, ...]
    checks: tuple[CheckResult, ...]


class Happening(_Part):
    """All that an entry says but its place in the chain. What is not known yet when a run ends early is None."""

    time: datetime
    event: Event
    reason: str = ""
    run: str | None = None
    as_of: date | None = None
    policy: PolicyReference | None = None
    key_id: str | None = None
    inputs: Inputs | None = None
    versions: Versions
    outcome: Outcome | None = None
    release: str | None = None
    content_digest: str | None = None


def sealed(happening: Happening, seq: int, previous: str) -> bytes:
    """Return the line of an entry, with its line feed: the `seq`th from 1, after the entry with the hash `previous`."""
    body = {**happening.model_dump(mode="json"), "format": AUDIT_FORMAT, "seq": seq, "prev_hash": previous}
    return canonical({**body, "hash": entry_hash(body)}) + b"\n"


def entry_hash(entry: Mapping[str, Any]) -> str:
    """Return the SHA-256 of an entry without its `hash`, as 64 hex digits."""
    return hashlib.sha256(canonical({key: value for key, value in entry.items() if key != "hash"})).hexdigest()


def canonical(content: Mapping[str, Any]) -> bytes:
    """Return JSON with sorted keys and no spaces."""
    return orjson.dumps(dict(content), option=orjson.OPT_SORT_KEYS)
