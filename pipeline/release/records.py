"""What each step of a run leaves behind as JSON in staging: descriptors, counts and keyed digests, never text.

A record is written after the files it describes, so that a record means finished work; the same command after a crash
finds it and goes on from there.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

LISTS = "lists"
"""The name of the record that holds the entries of lists."""
Counts = tuple[tuple[str, int], ...]
"""Numbers by name, sorted by name: frozen, picklable, and the same JSON every time."""


class Record(BaseModel):
    """Base of all records: frozen, strict about keys, silent about values in errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class StagedFile(Record):
    """A file in staging: where, how many rows, and what its bytes are."""

    path: str
    rows: int
    bytes: int
    sha256: str


class PartitionSize(Record):
    """What one shard holds of one output partition. `text_bytes` is UTF-8 of the sanitized text."""

    partition: str
    conversations: int
    turns: int
    text_bytes: int


class RejectCount(Record):
    """How many records of a shard could not be used, by stage, reason and exception class."""

    stage: str
    reason: str
    exception: str
    records: int


class ShardRecord(Record):
    """One finished shard.

    `upstream` counts the records in which something was found that the source should not hold either, by
    `upstream.<entity type>.<channel>`: card codes, passwords, special categories. Refused records are among them where
    the gates let them pass, and duplicates too: it is about the source.
    """

    shard: str
    read: int
    unreadable: tuple[RejectCount, ...]
    facts: StagedFile
    contacts: StagedFile
    words: StagedFile
    conversations: StagedFile
    turns: StagedFile
    rejects: StagedFile
    partitions: tuple[PartitionSize, ...]
    dropped_fields: Counts
    repaired: Counts
    channels: Counts
    languages: Counts
    sweep_hits: Counts
    validator_hits: Counts
    upstream: Counts = ()


class StagedLists(Record):
    """The entries of the lists that gates ask, by list: keyed hashes."""

    entries: tuple[tuple[str, tuple[str, ...]], ...]


class IdentityRecord(Record):
    """One range of conversation keys, settled: which ids conflict, and what became of the rest."""

    bucket: str
    outcomes: Counts
    conflicts: StagedFile


class ContactRecord(Record):
    """One range of person keys, settled: how many people, their conversations' contact bands, and their classes."""

    bucket: str
    people: int
    bands: StagedFile
    classes: StagedFile


class NamesRecord(Record):
    """One range of words, settled: how many are names in the data set, and which conversations still show one."""

    bucket: str
    words: int
    missed: StagedFile


class PartRecord(Record):
    """One finished part of both tables: a range of conversation keys of one partition.

    `late_names` is how many mentions of names of the data set were hidden in it; `emptied` how many conversations lost
    a quasi-identifier, and `below_k` how many are in a class of too few people all the same.
    """

    part: str
    partition: str
    conversations: StagedFile
    turns: StagedFile
    redactions: tuple[tuple[str, str, int], ...]
    late_names: int
    emptied: int = 0
    below_k: int = 0


class FailureRecord(Record):
    """Why a worker gave up: the step, what it worked on, and a fixed text."""

    step: str
    item: str
    message: str
