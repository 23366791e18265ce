"""How often a person came back, banded: computed over all shards by person, and handed on by conversation.

The bands let a researcher count serial contacts without a person key in the data (DESIGN §7).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter

import pyarrow as pa

from pipeline.disclosure.contact_bands import contact_bands
from pipeline.release.identities import conflicting_keys
from pipeline.release.key_ranges import ALL_KEYS, KeyRange, read_range
from pipeline.release.records import ContactRecord, IdentityRecord, ShardRecord
from pipeline.release.small_classes import CLASSES_SCHEMA, people_by_class
from pipeline.release.staging import Staging

ROWS_PER_BUCKET = 200_000
CONTACTS_SCHEMA = pa.schema([
    pa.field("person_key", pa.string()),
    pa.field("conversation_key", pa.string()),
    pa.field("started_ms", pa.int64()),
    pa.field("identified", pa.bool_()),
    pa.field("class", pa.string()),
])
BANDS_SCHEMA = pa.schema([
    pa.field(name, pa.string()) for name in ("conversation_key", "gap_band", "contacts_24h_band")
])
Contact = tuple[str, str, int, bool, str]
"""(person key, conversation key, start in milliseconds, whether the person is identified, class)."""

UNKNOWN_BANDS = ("unknown", "unknown")


def plan_contacts(shards: Sequence[ShardRecord]) -> tuple[KeyRange, ...]:
    """Return ranges of person keys that hold about `ROWS_PER_BUCKET` contacts each."""
    rows = sum(shard.contacts.rows for shard in shards)
    return ALL_KEYS.split(max(1, -(-rows // ROWS_PER_BUCKET)))


def band_range(
    staging: Staging,
    shards: Sequence[ShardRecord],
    identities: Sequence[IdentityRecord],
    keys: KeyRange,
    k: int | None = None,
) -> ContactRecord:
    """Count the people of one range of person keys and stage the contact bands of their conversations.

    With a `k`, up to k people of each class are staged too.
    """
    table = read_range(staging.store, [shard.contacts for shard in shards], "person_key", keys)
    people, rows = 0, []
    contacts: list[Contact] = []
    if table is not None:
        conflicts = conflicting_keys(staging, identities, ALL_KEYS)
        columns = [table[name].to_pylist() for name in CONTACTS_SCHEMA.names]
        contacts = sorted({row for row in zip(*columns, strict=True) if row[1] not in conflicts})
        for _, group in groupby(contacts, key=itemgetter(0)):
            people += 1
            rows.extend(_bands_of_person(list(group)))
    rows.sort()
    bands = pa.table(
        [pa.array(column, pa.string()) for column in zip(*rows, strict=True)] or [[], [], []], schema=BANDS_SCHEMA
    )
    staged = staging.write_table(f"bands/{keys.name}.parquet", bands)
    classes = people_by_class(((row[4], row[0]) for row in contacts), k) if k else CLASSES_SCHEMA.empty_table()
    counted = staging.write_table(f"classes/{keys.name}.parquet", classes)
    record = ContactRecord(bucket=keys.name, people=people, bands=staged, classes=counted)
    staging.write_record(f"contacts/{keys.name}", record)
    return record


def _bands_of_person(contacts: list[Contact]) -> list[tuple[str, str, str]]:
    """Return (conversation key, gap band, contacts band) of one person's conversations; each counts once."""
    ordered = sorted(contacts, key=lambda row: (row[2], row[1]))
    if not ordered[0][3]:
        return [(row[1], *UNKNOWN_BANDS) for row in ordered]
    starts = [datetime.fromtimestamp(row[2] / 1000, tz=UTC) for row in ordered]
    return [(row[1], *bands) for row, bands in zip(ordered, contact_bands(starts), strict=True)]


def bands_by_conversation(
    staging: Staging, contacts: Sequence[ContactRecord], keys: KeyRange
) -> dict[str, tuple[str, str]]:
    """Return the contact bands of the conversations in a range of conversation keys."""
    files = [record.bands for record in contacts if record.bands.rows]
    table = read_range(staging.store, files, "conversation_key", keys)
    if table is None:
        return {}
    keys_and_bands = zip(*(table[name].to_pylist() for name in BANDS_SCHEMA.names), strict=True)
    return {key: (gap, count) for key, gap, count in keys_and_bands}
