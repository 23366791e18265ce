"""Which records were rejected: a keyed reference, stage, reason and exception class each. Never text, a path or an id.

Whoever holds the key can tell a line's record: `record` is the pseudonym of `<number of the file>:<ordinal>` where the
record could not be read, and of the conversation's id where it could. Without the key it says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.conversation.outcomes import RejectReason
from pipeline.release.records import IdentityRecord, Record, ShardRecord, StagedFile
from pipeline.release.staging import Staging

LISTED = 10_000
"""How many rejects of a run are listed; all are counted."""
IDENTITY_STAGE = "identity"
REJECTS_SCHEMA = pa.schema([pa.field(name, pa.string()) for name in ("record", "stage", "reason", "exception")])


class RejectLine(Record):
    """One line of `runs/<run>/rejects.jsonl`."""

    record: str
    stage: str
    reason: str
    exception: str


def listed(
    staging: Staging, shards: Sequence[ShardRecord], identities: Sequence[IdentityRecord]
) -> tuple[RejectLine, ...]:
    """Return the first `LISTED` rejects of a run: by shard, then the ids that conflict, one line an id."""
    return tuple(islice(_lines(staging, shards, identities), LISTED))


def to_jsonl(lines: Sequence[RejectLine]) -> bytes:
    """Return the lines as JSON lines."""
    return b"".join(line.model_dump_json().encode() + b"\n" for line in lines)


def _lines(
    staging: Staging, shards: Sequence[ShardRecord], identities: Sequence[IdentityRecord]
) -> Iterator[RejectLine]:
    for shard in shards:
        for row in _rows(staging, shard.rejects):
            yield RejectLine.model_validate(row)
    for identity in identities:
        for row in _rows(staging, identity.conflicts):
            yield RejectLine(
                record=row["conversation_key"],
                stage=IDENTITY_STAGE,
                reason=RejectReason.CONFLICTING_ID.value,
                exception="",
            )


def _rows(staging: Staging, file: StagedFile) -> list[dict[str, str]]:
    if not file.rows:
        return []
    with staging.store.open(file.path) as source:
        rows: list[dict[str, str]] = pq.read_table(source).slice(0, LISTED).to_pylist()
    return rows
