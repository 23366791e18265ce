"""A small synthetic release, made with the code under test: policy, rows, files, manifest, papers."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.anonymization.sanitized import Redaction, SanitizedConversation, SanitizedText, SanitizedTurn
from pipeline.conversation.model import Channel, Conversation, ConversationId, Role
from pipeline.policy.schema import Policy
from pipeline.release.accounting import Check, RunCounts
from pipeline.release.documents.material import Material
from pipeline.release.documents.papers import render_papers
from pipeline.release.manifest import (
    MANIFEST_NAME,
    DataFile,
    Inputs,
    Manifest,
    ReleaseFacts,
    Versions,
    build,
    to_json,
    with_documents,
)
from pipeline.release.parquet import RowGroupWriter
from pipeline.release.rows import RowBuilder
from pipeline.release.tables import conversations_schema, turns_schema

POLICY_SHA256 = "ab" * 32
AS_OF = date(2026, 6, 30)
START = datetime(2026, 5, 4, 9, 12, tzinfo=UTC)
PLAIN_POLICY = [("Who", ["Example GmbH decides."]), ("What happens", ["Names become [PERSON_1]. <b>Bold</b> & more."])]
APPROVALS = ("dpo, 2026-01-02, DPO-1", "data_owner, 2026-01-03, CHG-1")

ALL_FIELDS: list[dict[str, Any]] = [
    {"path": "turns[].text", "use": "text"},
    {"path": "metadata.plan", "type": "string", "allowed_values": ["free", "pro"], "quasi_identifier": True},
    {"path": "metadata.tags", "type": "list", "allowed_values": ["billing", "bug"]},
    {"path": "metadata.csat", "type": "integer", "minimum": 1, "maximum": 5},
    {"path": "metadata.score", "type": "number", "minimum": 0, "maximum": 1},
    {"path": "metadata.resolved", "type": "boolean"},
    {"path": "started_at", "use": "month", "to": "month", "quasi_identifier": True},
    {"path": "closed_at", "use": "duration", "to": "duration_s"},
    {"path": "started_at", "use": "contacts_24h_band", "to": "contacts_24h_band"},
    {"path": "started_at", "use": "gap_band", "to": "gap_band"},
    {"path": "participants[].customer_id", "use": "person_key", "to": "person_key", "justification": "serial contacts"},
    {"path": "turns[].at", "use": "gap_band", "to": "turn_gap_band"},
    {"path": "turns[].at", "use": "response_band", "to": "response_band"},
    {"path": "turns[].text", "use": "words", "to": "words"},
    {"path": "turns[].role"},
    {"path": "language", "quasi_identifier": True},
    {"path": "channel", "quasi_identifier": True},
]


def policy(fields: Sequence[Mapping[str, Any]] = ALL_FIELDS, **changes: object) -> Policy:
    """Return a policy with these field rules and, for all else, what the schema asks for at least."""
    values: dict[str, Any] = {
        "policy": "veil-policy/1",
        "metadata": {
            "id": "support-research",
            "version": "1.2.0",
            "title": "Support | <research>",
            "author": "A. Author",
            "owner": {"name": "Insights", "contact": "insights@example.org"},
            "effective_from": "2026-01-01",
            "effective_until": "2026-12-31",
        },
        "dataset_id": "support-2026",
        "parties": {
            "controller": {"name": "Example GmbH", "contact": "privacy@example.org"},
            "recipients": [{"id": "research", "category": "internal_department", "location": "DE"}],
        },
        "purpose": {"id": "product-research", "statement": "Find needs.", "original_purpose": "customer care"},
        "legal_basis": {"basis": "legitimate_interests"},
        "channels": {"chat": {"notice": {"version": "3", "date": "2025-03-01"}}},
        "fields": list(fields),
        "detection": {"languages": ["en"]},
    }
    return Policy.model_validate({**values, **changes})


def text(value: str, *spans: tuple[int, int, str, str]) -> SanitizedText:
    """Return sanitized text with redactions."""
    return SanitizedText(value, tuple(Redaction(*span) for span in spans))


def sanitized(said: str = "hi [PERSON_1] 😀") -> SanitizedConversation:
    """Return a conversation of two turns, the second of them with one redaction."""
    turns = (
        SanitizedTurn(0, Role.AGENT, text("What's your name?"), START),
        SanitizedTurn(1, Role.CUSTOMER, text(said, (3, 13, "PERSON", "pseudonymise")), START + timedelta(seconds=12)),
    )
    fields = (("plan", "pro"), ("tags", ("billing", "bug")), ("csat", 4), ("score", 0.5), ("resolved", True))
    return SanitizedConversation(Channel.CHAT, "en", fields, turns)


def conversation(started_at: datetime | None = START) -> Conversation:
    """Return an admitted record that lasts 19 minutes; rows read nothing but its times."""
    closed_at = started_at + timedelta(minutes=19) if started_at else None
    return Conversation(ConversationId("c"), Channel.CHAT, (), started_at=started_at, closed_at=closed_at)


def rows_of(rules: Policy, months: Sequence[datetime | None], said: str = "hi [PERSON_1] 😀") -> RowBuilder:
    """Return the rows of one conversation a start time."""
    builder = RowBuilder(rules, POLICY_SHA256)
    for number, start in enumerate(months):
        builder.add(f"key{number:04d}", f"person{number:04d}", conversation(start), sanitized(said))
    return builder


def parquet(table: pa.Table, schema: pa.Schema) -> bytes:
    """Return a table as a data file's bytes."""
    sink = io.BytesIO()
    with RowGroupWriter(sink, schema) as writer:
        writer.write(table)
    return sink.getvalue()


def write_data(
    folder: Path, rules: Policy, months: Sequence[datetime | None], said: str = "hi [PERSON_1] 😀"
) -> list[DataFile]:
    """Write both tables as parts by month; return their entries."""
    conversations, turns, sizes = rows_of(rules, months, said).finish()
    schemas = {
        "conversations": (conversations, conversations_schema(rules, POLICY_SHA256, AS_OF)),
        "turns": (turns, turns_schema(rules, POLICY_SHA256, AS_OF)),
    }
    entries = []
    for size in sizes:
        month = str(size["partition"])
        for name, (table, schema) in schemas.items():
            part = table.filter(pc.equal(table["month"], month)).drop_columns(["month"])
            content = parquet(part, schema)
            path = f"data/{name}/{f'month={month}/' if month else ''}part-0-end.parquet"
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
            digest = hashlib.sha256(content).hexdigest()
            entries.append(DataFile.at(path, rows=part.num_rows, size=len(content), sha256=digest))
    return entries


def run_counts(released: int, **changes: object) -> RunCounts:
    """Return counts that add up."""
    values: dict[str, Any] = {
        "read": released + 1203 + 5 + 2 + 1,
        "released": released,
        "refused": (("before_notice", 1203), ("language_unknown", 5)),
        "rejected": (("anonymization_failed", 2),),
        "duplicates": 1,
        "turns": 2 * released,
        "people": released,
        "redactions": (("EMAIL_ADDRESS", "replace", 4), ("PERSON", "pseudonymise", 1234), ("PERSON", "remove", 40)),
        "dropped_fields": (("metadata.anna_schmidt", 1), ("metadata.crm_note", 40)),
        "repaired": (("time_unit", 1234),),
        "channels": (("chat", released + 1210),),
        "languages": (("en", released),),
        "sweep_hits": (),
        "validator_hits": (),
        "shards": 2,
        "shards_reused": 0,
    }
    return RunCounts.model_validate({**values, **changes})


def manifest(rules: Policy, files: Sequence[DataFile], **changes: object) -> Manifest:
    """Return the manifest of data files, without papers."""
    released = sum(entry.rows for entry in files if entry.table == "conversations")
    values: dict[str, Any] = {
        "policy": rules,
        "policy_sha256": POLICY_SHA256,
        "run": "0123456789abcdef",
        "as_of": AS_OF,
        "created_at": datetime(2026, 6, 30, 12, 5, tzinfo=UTC),
        "key_id": "00c0ffee",
        "versions": Versions(
            veil="0.1.0", python="3.11.9", pyarrow="25.0.1", beam="2.77.0", presidio="2.2.366", model="c0ffee"
        ),
        "inputs": Inputs(files=3, bytes=123_456, digest="cd" * 32),
        "counts": run_counts(released),
        "checks": [Check("records reconcile", passed=True, detail="all read, all accounted for")],
        "files": files,
    }
    return build(ReleaseFacts(**{**values, **changes}))


def write_release(
    folder: Path,
    rules: Policy | None = None,
    months: Sequence[datetime | None] = (START, datetime(2026, 6, 1, tzinfo=UTC), START, None),
    said: str = "hi [PERSON_1] 😀",
) -> Manifest:
    """Write a whole release; return its manifest."""
    rules = rules or policy()
    draft = manifest(rules, write_data(folder, rules, months, said))
    papers = render_papers(Material(draft, rules, PLAIN_POLICY, APPROVALS))
    (folder / "documents").mkdir()
    for name, content in papers.items():
        (folder / name).write_bytes(content)
    final = with_documents(draft, papers)
    (folder / MANIFEST_NAME).write_bytes(to_json(final))
    return final
