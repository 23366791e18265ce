"""The schemas: only what the policy names, in a fixed order, saying where it comes from."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from pipeline.errors import Refused
from pipeline.release.columns import conversation_columns, partition_column, turn_columns
from pipeline.release.tables import FIELD_METADATA, conversations_schema, turns_schema
from tests.release.release_samples import ALL_FIELDS, AS_OF, POLICY_SHA256, policy


def test_when_the_policy_names_everything_then_columns_stand_in_the_design_order() -> None:
    assert conversations_schema(policy(), POLICY_SHA256, AS_OF).names == [
        "conversation_key",
        "person_key",
        "channel",
        "language",
        "plan",
        "tags",
        "csat",
        "score",
        "resolved",
        "duration_s",
        "turns",
        "gap_band",
        "contacts_24h_band",
        "redactions",
    ]
    assert turns_schema(policy(), POLICY_SHA256, AS_OF).names == [
        "conversation_key",
        "turn_index",
        "role",
        "text",
        "words",
        "language",
        "turn_gap_band",
        "response_band",
        "redactions",
    ]


def test_when_the_policy_names_one_field_then_nothing_else_has_a_column() -> None:
    rules = policy([{"path": "channel"}])
    assert conversations_schema(rules, POLICY_SHA256, AS_OF).names == [
        "conversation_key",
        "channel",
        "turns",
        "redactions",
    ]
    assert turns_schema(rules, POLICY_SHA256, AS_OF).names == ["conversation_key", "turn_index", "redactions"]


def test_when_rules_are_reordered_then_only_kept_fields_move() -> None:
    schema = conversations_schema(policy(ALL_FIELDS[::-1]), POLICY_SHA256, AS_OF)
    assert schema.names[:4] == ["conversation_key", "person_key", "channel", "language"]
    assert schema.names[4:9] == ["resolved", "score", "csat", "tags", "plan"]


TYPES = [
    ("plan", pa.string()),
    ("tags", pa.list_(pa.field("element", pa.string()))),
    ("csat", pa.int64()),
    ("score", pa.float64()),
    ("resolved", pa.bool_()),
    ("duration_s", pa.int32()),
    ("turns", pa.int32()),
]


@pytest.mark.parametrize(("name", "expected"), TYPES)
def test_each_column_has_the_policys_type(name: str, expected: pa.DataType) -> None:
    assert conversations_schema(policy(), POLICY_SHA256, AS_OF).field(name).type == expected


def test_every_column_says_operator_source_and_quasi_identifier() -> None:
    for schema in (conversations_schema(policy(), POLICY_SHA256, AS_OF), turns_schema(policy(), POLICY_SHA256, AS_OF)):
        for field in schema:
            assert {key.decode() for key in field.metadata} == set(FIELD_METADATA), field.name
    plan = conversations_schema(policy(), POLICY_SHA256, AS_OF).field("plan").metadata
    assert (plan[b"operator"], plan[b"source"], plan[b"quasi_identifier"]) == (b"keep", b"metadata.plan", b"true")


def test_the_footer_says_policy_purpose_label_and_expiry_and_nothing_of_the_run() -> None:
    metadata = {
        key.decode(): value.decode()
        for key, value in conversations_schema(policy(), POLICY_SHA256, date(2026, 6, 30)).metadata.items()
    }
    partition = json.loads(metadata.pop("veil.partition"))
    assert metadata == {
        "veil.table": "conversations",
        "veil.format": "veil-tables/1",
        "veil.dataset_id": "support-2026",
        "veil.policy_id": "support-research",
        "veil.policy_version": "1.2.0",
        "veil.policy_sha256": POLICY_SHA256,
        "veil.purpose": "product-research",
        "veil.label": "personal_pseudonymised",
        "veil.label_sentence": "PERSONAL DATA - pseudonymised. GDPR applies. Not anonymous.",
        "veil.expires": "2027-06-30",
    }
    assert (partition["name"], partition["quasi_identifier"]) == ("month", "true")


def test_when_no_rule_asks_for_the_month_then_there_is_no_partition() -> None:
    rules = policy([{"path": "channel"}])
    assert partition_column(rules) is None
    assert b"veil.partition" not in conversations_schema(rules, POLICY_SHA256, AS_OF).metadata


REFUSED: list[tuple[list[dict[str, Any]], str]] = [
    ([{"path": "metadata.turns", "type": "integer"}], "the name of a fixed column"),
    ([{"path": "channel"}, {"path": "metadata.a", "to": "channel", "type": "string"}], "one name twice"),
    ([{"path": "metadata.month", "type": "string"}], "folders called month hold something else"),
    ([{"path": "started_at", "use": "month", "to": "quarter"}], "the month under another name"),
    ([{"path": "metadata.dialogue", "type": "string"}], "the name of a view's column"),
    ([{"path": "participants[].name"}], "identifies somebody"),
    ([{"path": "turns[].text", "use": "keep"}], "raw text"),
    ([{"path": "metadata.note", "use": "text"}], "text of no turn"),
    ([{"path": "started_at", "use": "text"}], "no such use of a time"),
]


@pytest.mark.parametrize(("fields", "reason"), REFUSED)
def test_when_a_rule_cannot_be_a_column_then_it_is_refused(fields: list[dict[str, Any]], reason: str) -> None:
    rules = policy(fields)
    with pytest.raises(Refused, match=r"^fields: "):
        (conversation_columns(rules), turn_columns(rules))


def test_when_only_a_closed_set_can_stand_in_a_column_then_its_values_may_stand_in_pages() -> None:
    pages = {column.name: column.pages.value for column in (*conversation_columns(policy()), *turn_columns(policy()))}
    assert {name for name, allowed in pages.items() if allowed == "plain"} == {
        *("person_key", "tags", "csat", "score", "resolved", "duration_s", "turns", "redactions", "text", "words")
    }
    assert {name for name, allowed in pages.items() if allowed == "statistics"} == {"conversation_key", "turn_index"}
    free = policy([{"path": "metadata.plan", "type": "string"}])
    assert conversation_columns(free)[1].pages.value == "plain"
