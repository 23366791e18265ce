"""Every gate says no to what it is there for and to a field that is missing, and yes to its near misses."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from pipeline.admission.admit import Admitted, admit, gates, reasons
from pipeline.admission.gate import Admission
from pipeline.admission.list_files import lookup
from pipeline.admission.subject_lists import SubjectLists
from pipeline.conversation.model import Channel, Consent, Conversation, ConversationId, Participant, Role, Turn
from pipeline.conversation.outcomes import Refusal, RefusalReason
from pipeline.errors import EngineFailed
from pipeline.keys.master import MasterKey
from pipeline.policy.schema import Policy

ENGLISH = "my router stopped working yesterday and nobody answers the phone, could you please help me with it"
GERMAN = "seit gestern funktioniert mein Anschluss nicht mehr, können Sie mir bitte weiterhelfen, ich warte schon lange"
AS_OF = date(2026, 6, 1)
Values = dict[str, Any]


def policy(**parts: object) -> Policy:
    """Return a small policy on legitimate interests whose gates are all at their defaults."""
    return Policy.model_validate({
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
        "purpose": {"id": "product-research", "statement": "s", "original_purpose": "support"},
        "legal_basis": {"basis": "legitimate_interests"},
        "channels": {name: {"notice": {"version": "1", "date": "2026-03-01"}} for name in ("chat", "call")},
        "fields": [{"path": "turns[].text", "use": "text"}],
        "detection": {"languages": ["en", "de"]},
        **parts,
    })  # fmt: skip


POLICY = policy()
CUSTOMER = Participant("c1", Role.CUSTOMER, customer_id="88371", age=34)
RECORD = Conversation(
    id=ConversationId("c-1"),
    channel=Channel.CHAT,
    language="en",
    started_at=datetime(2026, 5, 4, tzinfo=UTC),
    closed_at=datetime(2026, 5, 4, 12, tzinfo=UTC),
    metadata=(("country", "DE"),),
    turns=(Turn(ENGLISH, "c1"),),
    participants=(CUSTOMER,),
)


def reason(change: Values, rules: Values | None = None, as_of: date | None = AS_OF) -> str | None:
    """Return why a changed record may not be used, or None."""
    outcome = admit(replace(RECORD, **change), Admission(policy(**(rules or {})), as_of))
    return outcome.reason.value if isinstance(outcome, Refusal) else None


def test_a_record_that_meets_every_gate_is_admitted() -> None:
    assert admit(RECORD, Admission(POLICY, AS_OF)) == Admitted(RECORD, "en")


def test_every_reason_of_a_refusal_is_some_gates_and_is_told_in_words() -> None:
    told = reasons()
    assert set(told) == {reason for reason in RefusalReason if not reason.startswith("special_category.")}
    assert all(told.values())
    assert [gate.order for gate in gates()] == sorted({gate.order for gate in gates()})


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"channel": Channel.SOCIAL}, "channel_not_allowed"),  # not in the policy
        ({"turns": ()}, "no_turns"),  # nothing to learn from
        ({"started_at": None}, "no_start_time"),  # the notice gate cannot be answered
        ({"started_at": datetime(2026, 2, 28, 23, 59, tzinfo=UTC)}, "before_notice"),  # one minute before
        ({"started_at": datetime(2026, 3, 1, tzinfo=UTC)}, None),  # the notice covers its own day
        ({"language": "fi"}, "language_not_allowed"),  # declared, no detector
        ({"language": None, "turns": (Turn("ok", "c1"),)}, "language_unknown"),  # under 20 letters
        ({"channel": Channel.CALL}, "no_recording_notice"),  # missing
        ({"channel": Channel.CALL, "recording_notice_played": False}, "no_recording_notice"),
        ({"channel": Channel.CALL, "recording_notice_played": True}, None),
        ({"recording_notice_played": False}, None),  # a chat is not recorded
        ({"flags": ("legal_hold",)}, "flagged"),
        ({"flags": ("spam", "Legal Hold")}, "flagged"),  # another spelling
        ({"flags": ("VIP",)}, "flagged"),
        ({"flags": ("vip_lounge_question",)}, None),  # another word
        ({"participants": (replace(CUSTOMER, age=15),)}, "under_age"),
        ({"participants": (replace(CUSTOMER, age=16),)}, None),
        ({"participants": (replace(CUSTOMER, age=None),)}, "age_unknown"),
        ({"participants": ()}, "age_unknown"),  # nobody knows who the customer is
        ({"participants": (CUSTOMER, Participant("t", Role.THIRD_PARTY, age=12))}, "under_age"),
        ({"participants": (CUSTOMER, Participant("t", Role.THIRD_PARTY))}, None),  # nobody notes a third party's age
        ({"participants": (CUSTOMER, Participant("a", Role.AGENT, age=15))}, None),  # staff
        ({"turns": (Turn("i'm 14", "c1"),)}, "under_age_stated"),
        ({"turns": (Turn("i'm 14", None),)}, "under_age_stated"),  # nobody knows who speaks
        ({"turns": (Turn("ich bin vierzehn", "c1"),)}, "under_age_stated"),
        ({"turns": (Turn("i'm 14 minutes late", "c1"),)}, None),
        (
            {
                "turns": (Turn("i'm 14 and new here", "a"),),
                "participants": (CUSTOMER, Participant("a", Role.AGENT)),
            },
            None,  # staff
        ),
        (
            {
                "turns": (Turn("How old are you?", "a"), Turn("fourteen", "c1")),
                "participants": (CUSTOMER, Participant("a", Role.AGENT)),
            },
            "under_age_stated",
        ),
    ],
)
def test_what_every_policy_asks(change: Values, expected: str | None) -> None:
    assert reason(change) == expected


@pytest.mark.parametrize(
    ("gate", "change", "expected"),
    [
        ({"regions": ["DE", "AT"]}, {}, None),
        ({"regions": ["DE", "AT"]}, {"metadata": (("country", "at"),)}, None),  # case
        ({"regions": ["DE", "AT"]}, {"metadata": (("country", "US"),)}, "region_not_allowed"),
        ({"regions": ["DE", "AT"]}, {"metadata": (("country", "Germany"),)}, "region_unknown"),  # no code
        ({"regions": ["DE", "AT"]}, {"metadata": ()}, "region_unknown"),
        ({"max_age_days": {"chat": 28}}, {}, None),  # of 4 May, on 1 June: the last day
        ({"max_age_days": {"chat": 27}}, {}, "too_old"),
        ({"max_age_days": {"chat": 27}}, {"started_at": datetime(2026, 5, 5, tzinfo=UTC)}, None),
        ({"max_age_days": {"chat": 27}}, {"started_at": None}, "no_start_time"),
        ({"max_age_days": {"call": 27}}, {}, None),  # another channel
        ({"max_age_days": {"call": 27}}, {"channel": Channel.CALL, "recording_notice_played": True}, "too_old"),
        ({"days_to_object": 14}, {"closed_at": datetime(2026, 5, 18, 23, 59, tzinfo=UTC)}, None),
        ({"days_to_object": 14}, {"closed_at": datetime(2026, 5, 19, tzinfo=UTC)}, "time_to_object"),
        ({"days_to_object": 14}, {"closed_at": datetime(2027, 1, 1, tzinfo=UTC)}, "time_to_object"),  # in the future
        ({"days_to_object": 14}, {"closed_at": None}, "no_closing_time"),
        ({"flags_none_of": ["test account"]}, {"flags": ("TEST-ACCOUNT",)}, "flagged"),
        ({"flags_none_of": ["test account"]}, {"flags": ("vip",)}, None),  # the policy's own list
        ({"age": {"minimum": 18}}, {"participants": (replace(CUSTOMER, age=17),)}, "under_age"),
        ({"age": {"minimum": 18}}, {"turns": (Turn("i'm 17", "c1"),)}, "under_age_stated"),
        (
            {"age": {"missing": "pass", "justification": "rarely recorded"}},
            {"participants": (replace(CUSTOMER, age=None),)},
            None,
        ),
        (
            {"age": {"missing": "pass", "justification": "rarely recorded"}},
            {"participants": (replace(CUSTOMER, age=None), Participant("c2", Role.CUSTOMER, age=9))},
            "under_age",
        ),
        (
            {"recording_notice": {"missing": "pass", "justification": "always played"}},
            {"channel": Channel.CALL},
            None,
        ),
        (
            {"recording_notice": {"missing": "pass", "justification": "always played"}},
            {"channel": Channel.CALL, "recording_notice_played": False},
            "no_recording_notice",  # false never passes
        ),
    ],
)
def test_what_a_policy_may_ask_besides(gate: Values, change: Values, expected: str | None) -> None:
    assert reason(change, {"gates": gate}) == expected


@pytest.mark.parametrize("gate", ["age", "recording_notice"])
def test_a_missing_field_passes_for_a_written_reason_only(gate: str) -> None:
    with pytest.raises(ValueError, match="missing: pass needs a justification"):
        policy(gates={gate: {"missing": "pass"}})


@pytest.mark.parametrize(
    ("status", "given"),
    [
        ("given", True),
        ("Given", True),
        ("renewed", True),
        ("dpv:ConsentGiven", True),
        ("dpv:RenewedConsentGiven", True),
        ("https://w3id.org/dpv#ConsentGiven", True),
        ("dpv:ConsentExpired", False),
        ("dpv:ConsentInvalidated", False),
        ("dpv:ConsentRefused", False),
        ("dpv:ConsentRequested", False),
        ("dpv:ConsentRequestDeferred", False),
        ("dpv:ConsentRevoked", False),
        ("dpv:ConsentUnknown", False),
        ("dpv:ConsentWithdrawn", False),
        ("dpv:ConsentStatusValidForProcessing", False),  # a class of statuses, none itself
        ("expired", False),
        ("invalidated", False),
        ("refused", False),
        ("requested", False),
        ("unknown", False),
        ("withdrawn", False),
        ("given?", False),  # unreadable
        ("yes", False),
        ("", False),
        (None, False),
    ],
)
def test_of_all_statuses_of_consent_only_given_and_renewed_pass(status: str | None, given: bool) -> None:
    change = {"consent": Consent(status, "product-research", "2026-01-02")}
    expected = None if given else "no_consent"
    assert reason(change, {"legal_basis": {"basis": "consent"}}) == expected
    assert reason(change, {"gates": {"consent": True}}) == expected
    assert reason(change) is None  # another basis, and the policy does not ask


@pytest.mark.parametrize(
    ("consent", "expected"),
    [
        (None, "no_consent"),
        (Consent("given", "marketing", "2026-01-02"), "consent_other_purpose"),
        (Consent("given", None, "2026-01-02"), "consent_other_purpose"),
        (Consent("given", "Product Research", "2026-01-02"), None),
        (Consent("given", "product-research", None), "consent_date_unknown"),
        (Consent("given", "product-research", "last week"), "consent_date_unknown"),
        (Consent("given", "product-research", "2026-06-02"), "consent_date_unknown"),  # after the run
        (Consent("given", "product-research", "2026-06-01"), None),
        (Consent("given", "product-research", "2026-06-02T00:30:00+02:00"), None),  # 1 June in UTC
    ],
)
def test_consent_is_for_this_purpose_and_of_a_known_day(consent: Consent | None, expected: str | None) -> None:
    assert reason({"consent": consent}, {"legal_basis": {"basis": "consent"}}) == expected


def test_a_record_without_a_person_is_refused_only_where_the_policy_says_so() -> None:
    nobody = {"participants": (Participant("c1", Role.CUSTOMER, name="Ana", age=40),)}
    assert reason(nobody) is None
    assert reason(nobody, {"pseudonyms": {"unidentified": "refuse"}}) == "no_person"


def test_where_there_is_no_run_times_are_not_judged() -> None:
    assert reason({}, {"gates": {"max_age_days": {"chat": 1}}}, as_of=None) is None
    assert reason({}, {"gates": {"max_age_days": {"chat": 1}}}) == "too_old"
    fresh = {"closed_at": datetime(2026, 5, 31, tzinfo=UTC)}
    assert reason(fresh, {"gates": {"days_to_object": 14}}, as_of=None) is None
    assert reason(fresh, {"gates": {"days_to_object": 14}}) == "time_to_object"


def test_a_run_without_a_list_that_its_policy_names_stops(master: MasterKey) -> None:
    named = policy(lists={"objections": {"file": "objections.json"}})
    with pytest.raises(EngineFailed, match="lists"):
        Admission.of_run(named, AS_OF, lookup({}, master))
    assert Admission.of_run(named, AS_OF, lookup({"objections": ()}, master)).lists


@pytest.mark.parametrize(
    ("people", "listed", "expected"),
    [
        ((CUSTOMER,), {}, None),
        ((CUSTOMER,), {"objections": ("id:88371",)}, RefusalReason.OBJECTED),
        ((CUSTOMER,), {"restrictions": ("id:88371",)}, RefusalReason.RESTRICTED),
        ((CUSTOMER,), {"objections": ("id:88371",), "erasures": ("id:88371",)}, RefusalReason.ERASURE_ASKED),
        ((CUSTOMER,), {"objections": ("id:88372",)}, None),
        ((CUSTOMER, Participant("t", Role.THIRD_PARTY, email="T@X.de")), {"erasures": ("email:t@x.de",)},
         RefusalReason.ERASURE_ASKED),
        ((CUSTOMER, Participant("a", Role.AGENT, email="a@x.de")), {"erasures": ("email:a@x.de",)}, None),  # staff
        ((replace(CUSTOMER, customer_id=None),), {"objections": ()}, RefusalReason.NOBODY_TO_LOOK_UP),
    ],
)  # fmt: skip
def test_whoever_is_on_a_list_is_kept_out(
    people: tuple[Participant, ...], listed: dict[str, tuple[str, ...]], expected: RefusalReason | None
) -> None:
    lists = SubjectLists(str, {name: frozenset(entries) for name, entries in listed.items()})
    outcome = admit(replace(RECORD, participants=people), Admission(policy(), AS_OF, lists))
    assert outcome == (Refusal(expected) if expected else Admitted(replace(RECORD, participants=people), "en"))
