"""Who, why and on which ground: each mistake is told once, at its place; near misses pass. Sources: law.md A."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.policy.edits import FIT, INTERESTS, PAPER, Edit, both, notice, part, recipient, whole, without

Values = dict[str, Any]

SIX = dict.fromkeys(("method", "ethics", "verifiability", "autonomy", "contribution", "novelty"), "stated")
NOTICE = {"notice": {"version": "v1", "date": date(2025, 1, 1)}}
CONTACT = {"name": "Other GmbH", "contact": "privacy@other.example"}
PROCESSOR = {"name": "CloudCo", "service": "runner", "location": "FR", "contract": "DPA-1"}
SCC = {"country": "US", "tool": "standard_contractual_clauses", "reference": "SCC-1"}
WITHOUT_DPIA = without("legal_basis", "no_dpia_because")
CALLS = whole(channels={"call": NOTICE})
SOCIAL = whole(channels={"social": NOTICE})
NO_TEXT = whole(fields=[{"path": "channel"}, {"path": "turns[].text", "use": "words", "to": "words"}])
OUTSIDE = recipient(acts_as="separate_controller")


K = part("disclosure_control", k=10)
MARKED = {"quasi_identifier": True}
CHANNEL = {"path": "channel", **MARKED}


def fields(*rules: Values) -> Edit:
    """Write these fields and no other."""
    return whole(fields=list(rules))


MISTAKES: list[tuple[Edit, str]] = [
    (lambda v: v["metadata"].update(supersedes=["1.0.0"]), "metadata.supersedes[0]: must be a lower version"),
    (lambda v: v["metadata"].update(supersedes=["0.9"]), "metadata.supersedes[0]: must be a version of three numbers"),
    # Art. 28, 44-49, 4(5)
    (
        part("parties", processors=[{"name": "CloudCo", "service": "runner", "location": "FR"}]),
        "parties.processors[0].contract: is missing",
    ),
    (
        part("parties", processors=[{**PROCESSOR, "contract": " "}]),
        "parties.processors[0].contract: must not be empty",
    ),
    (part("parties", processors=[PROCESSOR, PROCESSOR]), "parties.processors[1]: 'CloudCo' is listed twice"),
    (
        part("parties", processors=[{**PROCESSOR, "location": "US"}]),
        "parties.processors[0].location: US is outside the EEA",
    ),
    (recipient(location="GB"), "parties.recipients[0].location: GB is outside the EEA"),
    (part("release", location="US"), "release.location: US is outside the EEA"),
    (
        both(recipient(location="GB"), part("parties", transfers=[SCC])),
        "parties.recipients[0].location: GB is outside the EEA",
    ),
    (
        part("parties", transfers=[{**SCC, "tool": "goodwill"}]),
        "parties.transfers[0].tool: unknown value 'goodwill'",
    ),
    (
        recipient(has_access_to=["pseudonym_keys"]),
        "parties.recipients[0].has_access_to[0]: who holds the key undoes every pseudonym",
    ),
    (recipient(has_access_to=["raw_log"]), "parties.recipients[0].has_access_to[0]: unknown value 'raw_log'; did you"),
    (recipient(acts_as="staff"), "parties.recipients[0].acts_as: unknown value 'staff'"),
    (part("parties", representative={"name": "X"}), "parties.representative.contact: is missing"),
    # Art. 5(1)(b), 22, 88
    (
        part("purpose", not_for=["individual_follow_up", "model_training"]),
        "purpose.not_for: leaves out agent_performance: it must stand there",
    ),
    (
        part("purpose", not_for=["agent_performance", "individual_follow_up"]),
        "purpose.not_for: leaves out model_training: it must stand there, or a reason under allowed_after_all",
    ),
    (
        part("purpose", allowed_after_all={"model_training": "why"}),
        "purpose.allowed_after_all.model_training: stands under not_for as well",
    ),
    (
        part("purpose", allowed_after_all={"individual_follow_up": "why"}),
        "purpose.allowed_after_all.individual_follow_up: unknown value",
    ),
    # Art. 6(1)(f), 6(4), 21, 35, 9(2), 89
    (part("legal_basis", basis="contract", compatibility={**FIT, "nature": ""}), "legal_basis.compatibility.nature:"),
    (
        part("legal_basis", basis="contract", compatibility={**FIT, "safeguards": []}),
        "legal_basis.compatibility.safeguards: must not be empty",
    ),
    (
        part("legal_basis", basis="contract", compatibility={k: FIT[k] for k in FIT if k != "link"}),
        "legal_basis.compatibility.link: is missing",
    ),
    (
        part("legal_basis", **{**INTERESTS, "opt_out": None}),
        "legal_basis: legitimate_interests needs opt_out",
    ),
    (
        part("legal_basis", **{**INTERESTS, "assessment": {**PAPER, "date": date(2026, 1, 2)}}),
        "legal_basis.assessment.date: is after effective_from",
    ),
    (
        part("legal_basis", **{**INTERESTS, "assessment": {**PAPER, "review_by": date(2026, 6, 1)}}),
        "legal_basis.assessment.review_by: is before the policy itself is looked at again (2026-12-31)",
    ),
    (WITHOUT_DPIA, "legal_basis: needs a dpia (Art. 35), or no_dpia_because"),
    (part("legal_basis", dpia=PAPER), "legal_basis.no_dpia_because: there is a dpia"),
    (part("legal_basis", art9_2="explicit_consent"), "legal_basis: special categories need a dpia"),
    (part("legal_basis", art9_2="explicit"), "legal_basis.art9_2: unknown value 'explicit'"),
    (
        part("legal_basis", art89={"claimed": True, **{k: SIX[k] for k in SIX if k != "novelty"}}),
        "legal_basis.art89: to claim it, say what stands for: novelty",
    ),
    (part("legal_basis", art89={"method": "survey"}), "legal_basis.art89: has answers, but is not claimed"),
    (part("legal_basis", art89={"claimed": "yes"}), "legal_basis.art89.claimed: must be true or false"),
    # Art. 13(1)(e), 30(1)(c); 2002/58/EC; EDPB 02/2026 para 89
    (whole(channels={"chat": {}}), "channels.chat.notice: is missing"),
    (OUTSIDE, "channels.chat.notice: does not name research"),
    (CALLS, "channels.call: calls need legal_basis.eprivacy"),
    (SOCIAL, "channels.social: public posts are found again by searching"),
    (whole(data_subjects=[{"id": "customer"}, {"id": "agent"}]), "data_subjects: leaves out third_party"),
    (whole(data_subjects=[{"id": n} for n in ("customer", "agent", "third_party", "agent")]), "data_subjects[3]: 'ag"),
    (whole(data_subjects=[]), "data_subjects: must not be empty"),
    # What no run keeps
    (part("disclosure_control", k=10), "disclosure_control.k: counts nobody: mark the fields that describe"),
    (part("disclosure_control", k=1), "disclosure_control.k: should be greater than or equal to 2"),
    (
        both(K, fields(CHANNEL, {"path": "metadata.tags", "type": "list", "allowed_values": ["a"], **MARKED})),
        "fields[1].quasi_identifier: people cannot be counted by a list",
    ),
    (
        both(K, fields(CHANNEL, {"path": "started_at", "use": "gap_band", "to": "gap_band", **MARKED})),
        "fields[1].quasi_identifier: people cannot be counted by a gap_band",
    ),
    (
        both(K, fields(CHANNEL, {"path": "started_at", "use": "month", "to": "month"})),
        "fields[1]: with a k the month is a quasi_identifier",
    ),
    (part("disclosure_control", diversity={"l": 2}), "disclosure_control.diversity: Veil cannot do this yet"),
    (whole(keys={"master": "5f"}), "keys: the key never stands in a policy"),
    (whole(tests=[]), "tests: examples stand in a file of their own"),
    (part("audit", keep_days=30), "audit.keep_days: should be greater than or equal to 365"),
]

FINE: list[Edit] = [
    lambda v: v["metadata"].update(version="1.10.0", supersedes=["1.9.9", "0.1.0"]),  # numbers, not letters
    part("parties", processors=[PROCESSOR, {**PROCESSOR, "name": "OtherCo", "location": "NO"}]),
    part("parties", joint_controllers=[CONTACT], representative=CONTACT),
    both(recipient(location="US"), part("parties", transfers=[SCC])),
    recipient(has_access_to=["raw_logs", "crm"]),  # lawful, and the label says what it means
    part("purpose", not_for=["agent_performance", "individual_follow_up", "model_training", "marketing"]),
    part(
        "purpose",
        not_for=["agent_performance", "individual_follow_up"],
        allowed_after_all={"model_training": "a topic model of our own, DPIA-7"},
    ),
    part("legal_basis", **INTERESTS),
    part("legal_basis", **{**INTERESTS, "assessment": {**PAPER, "review_by": date(2026, 12, 31)}}),  # the same day
    part("legal_basis", **{**INTERESTS, "assessment": {**PAPER, "date": date(2026, 1, 1)}}),  # the first day
    both(WITHOUT_DPIA, part("legal_basis", dpia=PAPER)),
    both(WITHOUT_DPIA, part("legal_basis", dpia=PAPER, art9_2="explicit_consent")),
    part("legal_basis", art89={"claimed": True, **SIX}),
    both(OUTSIDE, notice(recipients=["research"])),
    both(CALLS, part("legal_basis", eprivacy={"call_recording": "all_party_consent"})),
    both(SOCIAL, NO_TEXT),
    whole(data_subjects=[{"id": n} for n in ("customer", "agent", "third_party", "child")]),
    part("release", location="NO", terms="docs/terms.md"),
    both(K, fields(CHANNEL, {"path": "started_at", "use": "month", "to": "month", **MARKED})),
    both(K, fields(CHANNEL, {"path": "metadata.csat", "type": "integer", "minimum": 1, "maximum": 5, **MARKED})),
]


@pytest.mark.parametrize(("edit", "expected"), MISTAKES)
def test_each_mistake_is_told_once(problems: Callable[..., list[str]], edit: Edit, expected: str) -> None:
    found = problems(edit)
    assert len(found) == 1, found
    assert found[0].startswith(expected)


@pytest.mark.parametrize("edit", FINE)
def test_near_misses_pass(problems: Callable[..., list[str]], edit: Edit) -> None:
    assert problems(edit) == []
