"""One shard, from its bytes to its staged files: the only place where raw and sanitized records meet."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from itertools import islice

import orjson
import pyarrow as pa

from pipeline.conversation.identity import has_few_values, person_of
from pipeline.conversation.model import Conversation
from pipeline.conversation.outcomes import Refusal, Reject
from pipeline.detection.collector import collector_held_off
from pipeline.keys.master import MasterKey
from pipeline.keys.pseudonyms import Pseudonymizer, pseudonymizer
from pipeline.policy.schema import Policy
from pipeline.release.contacts import CONTACTS_SCHEMA, Contact
from pipeline.release.dataset_names import WordFacts
from pipeline.release.identities import FACTS_SCHEMA, RELEASED, outcome
from pipeline.release.job import Job
from pipeline.release.records import Counts, PartitionSize, RejectCount, ShardRecord, StagedFile
from pipeline.release.rejects import LISTED, REJECTS_SCHEMA
from pipeline.release.rows import RowBuilder
from pipeline.release.sanitizer import Outcome, Sanitized, Sanitizer
from pipeline.release.staging import Staging
from pipeline.release.store import FileStore
from pipeline.sources.format import Record
from pipeline.sources.plan import Shard
from pipeline.sources.reading import read_shard

BATCH_BYTES = 1 << 20  # some thousand turns: the model is fastest over many texts of equal length
BATCHES_A_COLLECTION = 8
"""Batches after which garbage is looked for: often enough to bound it, seldom enough to cost nothing."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """The pseudonymizers of one dataset, derived once a worker; that of words is the run's alone."""

    conversation: Pseudonymizer
    person: Pseudonymizer
    guessable_person: Pseudonymizer
    record: Pseudonymizer
    word: Pseudonymizer
    content: bytes = field(repr=False)

    @classmethod
    def derive(cls, master: MasterKey, policy: Policy, run: str) -> Keyring:
        """Derive what a worker needs from the master key."""
        named = partial(pseudonymizer, master, policy_id=policy.metadata.id, dataset_id=policy.dataset_id)
        return cls(
            conversation=named(subject="conversation"),
            person=named(subject="person"),
            guessable_person=named(subject="person", few_values=True),
            record=named(subject="record"),
            word=word_digest(master, policy, run),
            content=master.derive(policy.metadata.id, policy.dataset_id, "content", "dataset"),
        )

    def person_key(self, conversation: Conversation) -> tuple[str, bool]:
        """Return the person's pseudonym and whether the record identifies one; else a person of its own."""
        identity = person_of(conversation)
        if identity is None:
            return self.person(f"conversation:{conversation.id}"), False
        return (self.guessable_person if has_few_values(identity) else self.person)(identity), True

    def digest(self, conversation: Conversation) -> str:
        """Return a keyed digest of a record's whole content, to tell duplicates from conflicts."""
        return blake2b(orjson.dumps(conversation), key=self.content, digest_size=16).hexdigest()


def word_digest(master: MasterKey, policy: Policy, run: str) -> Pseudonymizer:
    """Return the function from a folded word to its keyed digest in one run, with which no other run's can be compared.

    There are too many words for a slow hash; the digests never leave staging, which goes after the run.
    """
    scope = f"run:{run}"
    return pseudonymizer(
        master, policy_id=policy.metadata.id, dataset_id=policy.dataset_id, subject="word", scope=scope
    )


class ShardTally:
    """Rows, facts and counts of one shard while it is read."""

    def __init__(self, keyring: Keyring, rows: RowBuilder) -> None:
        self.keyring = keyring
        self.rows = rows
        self.read = 0
        self.facts: list[tuple[str, str, str]] = []
        self.words = WordFacts()
        self.contacts: list[Contact] = []
        self.unreadable: Counter[tuple[str, str, str]] = Counter()
        self.rejects: list[tuple[str, str, str, str]] = []
        self.dropped: Counter[str] = Counter()
        self.repaired: Counter[str] = Counter()
        self.channels: Counter[str] = Counter()
        self.upstream: Counter[str] = Counter()
        self.languages: Counter[str] = Counter()
        self.sweep_hits: Counter[str] = Counter()
        self.validator_hits: Counter[str] = Counter()

    def add_unreadable(self, reject: Reject) -> None:
        """Count a record that no reader could make out."""
        self.read += 1
        self.unreadable[reject.stage, reject.reason, reject.exception] += 1
        self._list(self.keyring.record(reject.record), reject)

    def add(self, conversation: Conversation, result: Outcome) -> None:
        """Add a record that was read, whatever became of it."""
        self.read += 1
        self.channels[conversation.channel] += 1
        key = self.keyring.conversation(conversation.id)
        self.facts.append((key, self.keyring.digest(conversation), _word_of(result)))
        if not isinstance(result, Reject):
            self.upstream.update(f"upstream.{kind}.{conversation.channel}" for kind in result.upstream)
        if isinstance(result, Sanitized):
            self._add_sanitized(key, result)
        elif isinstance(result, Reject):
            self._list(key, result)

    def _list(self, record: str, reject: Reject) -> None:
        if len(self.rejects) < LISTED:
            self.rejects.append((record, reject.stage, reject.reason.value, reject.exception))

    def _add_sanitized(self, key: str, result: Sanitized) -> None:
        admitted = result.admitted
        person, identified = self.keyring.person_key(admitted)
        started_ms = int(admitted.started_at.timestamp() * 1000) if admitted.started_at else 0
        for word, (hidden, readable) in result.words.items():
            self.words.add((self.keyring.word(word), person, key, hidden, readable))
        group = self.rows.add(key, person, admitted, result.conversation)
        self.contacts.append((person, key, started_ms, identified, group))
        self.languages[result.conversation.language] += 1
        self.dropped.update(dict(result.conversation.dropped))
        self.repaired.update(dict(admitted.repaired))
        self.sweep_hits.update(result.sweep_hits)
        self.validator_hits.update(result.validator_hits)


def _word_of(result: Outcome) -> str:
    if isinstance(result, Sanitized):
        return RELEASED
    return outcome("refused" if isinstance(result, Refusal) else "rejected", result.reason)


def sanitize_shard(job: Job, shard: Shard, sanitizer: Sanitizer, keyring: Keyring) -> ShardRecord:
    """Read, sanitize and stage one shard, or return its record where an earlier attempt finished it."""
    staging = Staging(FileStore(job.staging))
    name = f"shards/{shard.shard_id}"
    done = staging.read_record(name, ShardRecord)
    if done is not None and all(map(staging.is_intact, _files_of(done))):
        staging.note_reuse(shard.shard_id)
        return done
    with collector_held_off():
        record = _stage(staging, shard.shard_id, _tally(job, shard, sanitizer, keyring))
    staging.write_record(name, record)
    return record


def _tally(job: Job, shard: Shard, sanitizer: Sanitizer, keyring: Keyring) -> ShardTally:
    """Read and sanitize a shard. No stage leaves cycles of objects but the reader of e-mails, and that few."""
    tally = ShardTally(keyring, RowBuilder(sanitizer.policy, job.policy.content_sha256))
    records = islice(read_shard(shard, job.plan, job.options), job.limit_of(shard.shard_id))
    for number, batch in enumerate(_batches(records, tally), 1):
        for conversation, result in zip(batch, sanitizer.sanitize(batch), strict=True):
            tally.add(conversation, result)
        if number % BATCHES_A_COLLECTION == 0:
            gc.collect()
    return tally


def _files_of(record: ShardRecord) -> tuple[StagedFile, ...]:
    return (record.facts, record.contacts, record.words, record.conversations, record.turns, record.rejects)


def _batches(records: Iterable[Record | Reject], tally: ShardTally) -> Iterator[list[Conversation]]:
    """Yield records in batches of about `BATCH_BYTES`; rejects are counted on the way."""
    batch: list[Conversation] = []
    size = 0
    for record in records:
        if isinstance(record, Reject):
            tally.add_unreadable(record)
            continue
        batch.append(record.conversation)
        size += record.size
        if size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _stage(staging: Staging, shard_id: str, tally: ShardTally) -> ShardRecord:
    conversations, turns, partitions = tally.rows.finish()
    return ShardRecord(
        shard=shard_id,
        read=tally.read,
        unreadable=tuple(
            RejectCount(stage=stage, reason=reason, exception=exception, records=count)
            for (stage, reason, exception), count in sorted(tally.unreadable.items())
        ),
        facts=staging.write_table(f"facts/{shard_id}.parquet", _table(tally.facts, FACTS_SCHEMA)),
        contacts=staging.write_table(f"contacts-of/{shard_id}.parquet", _table(tally.contacts, CONTACTS_SCHEMA)),
        words=staging.write_table(f"words/{shard_id}.parquet", tally.words.finish()),
        conversations=staging.write_table(f"conversations/{shard_id}.parquet", conversations),
        turns=staging.write_table(f"turns/{shard_id}.parquet", turns),
        rejects=staging.write_table(f"rejects/{shard_id}.parquet", _table(tally.rejects, REJECTS_SCHEMA)),
        partitions=tuple(PartitionSize(**size) for size in partitions),
        dropped_fields=_counts(tally.dropped),
        repaired=_counts(tally.repaired),
        channels=_counts(tally.channels),
        upstream=_counts(tally.upstream),
        languages=_counts(tally.languages),
        sweep_hits=_counts(tally.sweep_hits),
        validator_hits=_counts(tally.validator_hits),
    )


def _table(rows: Sequence[tuple[str | int, ...]], schema: pa.Schema) -> pa.Table:
    """Return rows as a table, sorted: ranges of their first column's keys are read from it."""
    columns = list(zip(*sorted(rows), strict=True)) or [()] * len(schema)
    return pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
    )


def _counts(counter: Counter[str]) -> Counts:
    return tuple(sorted(counter.items()))
