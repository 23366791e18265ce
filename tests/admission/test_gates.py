from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from pipeline.admission.gates import Admitted, admit
from pipeline.admission.language import identify
from pipeline.conversation.model import Channel, Conversation, ConversationId, Participant, Role, Turn
from pipeline.conversation.outcomes import Refusal, RefusalReason
from pipeline.policy.schema import Policy

ENGLISH = "my router stopped working yesterday and nobody answers the phone, could you please help me with it"
GERMAN = "seit gestern funktioniert mein Anschluss nicht mehr, können Sie mir bitte weiterhelfen, ich warte schon lange"

POLICY = Policy.model_validate({
    "policy": "veil-policy/1",
    "metadata": {
        "id": "p", "version": "1.0.0", "title": "t", "author": "A", "owner": {"name": "O", "contact": "c"},
        "effective_from": "2026-01-01", "effective_until": "2027-01-01",
    },
    "dataset_id": "d",
    "parties": {
        "controller": {"name": "C", "contact": "c"},
        "recipients": [{"id": "r", "category": "c", "location": "DE"}],
    },
    "purpose": {"id": "p", "statement": "s", "original_purpose": "support"},
    "legal_basis": {"basis": "consent"},
    "channels": {"chat": {"notice": {"version": "1", "date": "2026-03-01"}}},
    "fields": [{"path": "turns[].text", "use": "text"}],
    "detection": {"languages": ["en", "de"]},
})  # fmt: skip

RECORD = Conversation(
    id=ConversationId("c-1"),
    channel=Channel.CHAT,
    language="en",
    started_at=datetime(2026, 5, 4, tzinfo=UTC),
    turns=(Turn(ENGLISH, "c1"),),
    participants=(Participant("c1", Role.CUSTOMER, customer_id="88371"),),
)


def test_a_record_that_meets_every_gate_is_admitted() -> None:
    assert admit(RECORD, POLICY) == Admitted(RECORD, "en")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"channel": Channel.SOCIAL}, RefusalReason.CHANNEL_NOT_ALLOWED),  # not in the policy
        ({"turns": ()}, RefusalReason.NO_TURNS),  # nothing to learn from
        ({"started_at": None}, RefusalReason.NO_START_TIME),  # the notice gate cannot be answered
        ({"started_at": datetime(2026, 2, 28, 23, 59, tzinfo=UTC)}, RefusalReason.BEFORE_NOTICE),  # one minute before
        ({"language": "fi"}, RefusalReason.LANGUAGE_NOT_ALLOWED),  # declared, no detector
        ({"language": None, "turns": (Turn("ok", "c1"),)}, RefusalReason.LANGUAGE_UNKNOWN),  # under 20 letters
    ],
)
def test_a_record_that_fails_a_gate_is_refused_with_its_reason(change: dict[str, Any], reason: RefusalReason) -> None:
    assert admit(replace(RECORD, **change), POLICY) == Refusal(reason)


def test_the_notice_covers_its_own_day() -> None:
    on_the_day = replace(RECORD, started_at=datetime(2026, 3, 1, tzinfo=UTC))
    assert isinstance(admit(on_the_day, POLICY), Admitted)


def test_a_record_without_a_person_is_refused_only_where_the_policy_says_so() -> None:
    nobody = replace(RECORD, participants=(Participant("c1", Role.CUSTOMER, name="Ana"),))
    strict = POLICY.model_copy(update={"pseudonyms": POLICY.pseudonyms.model_copy(update={"unidentified": "refuse"})})
    assert isinstance(admit(nobody, POLICY), Admitted)
    assert admit(nobody, strict) == Refusal(RefusalReason.NO_PERSON)


@pytest.mark.parametrize(
    ("declared", "text", "language"),
    [
        ("en", GERMAN, "en"),  # what the record says counts
        ("en-GB", ENGLISH, "en"),
        ("de_AT", GERMAN, "de"),
        (None, ENGLISH, "en"),  # found
        ("mul", GERMAN, "de"),  # "several" is no language
        ("", GERMAN, "de"),
        (None, "12345 67890 +++", None),  # no letters
        (None, "ok thanks", None),  # too short to tell
    ],
)
def test_the_language_is_the_declared_one_or_found(declared: str | None, text: str, language: str | None) -> None:
    assert identify(replace(RECORD, language=declared, turns=(Turn(text, "c1"),))) == language


def test_the_customer_decides_the_language() -> None:
    mixed = replace(
        RECORD,
        language=None,
        turns=(Turn(ENGLISH, "a1"), Turn(ENGLISH, "a1"), Turn(GERMAN, "c1")),
        participants=(*RECORD.participants, Participant("a1", Role.AGENT)),
    )
    assert identify(mixed) == "de"
