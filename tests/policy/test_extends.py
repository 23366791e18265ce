"""A policy on top of another may only tighten it: a row for each path that is compared, each way, and near misses."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.errors import Refused
from pipeline.evaluation.vocabulary import vocabulary as real_vocabulary
from pipeline.policy.approvals import check
from pipeline.policy.comparison.compare import compare
from pipeline.policy.comparison.rules import NAMED_BY, NOT_COMPARED, RULES
from pipeline.policy.comparison.verdicts import Verdict
from pipeline.policy.loader import load
from pipeline.policy.problems import PolicyProblems
from pipeline.policy.schema import Policy
from tests.policy.conftest import WithoutAliases
from tests.policy.edits import INTERESTS, PAPER

Values = dict[str, Any]
Child = Callable[..., list[str]]

NOT_FOR = ["agent_performance", "individual_follow_up", "model_training", "marketing"]
BASE: Values = {
    "metadata": {"review_by": date(2026, 10, 1), "approvals_required": 3},
    "parties": {
        "processors": [{"name": "CloudCo", "service": "runner", "location": "DE", "contract": "C-1"}],
        "transfers": [{"country": "US", "tool": "standard_contractual_clauses", "reference": "SCC-1"}],
        "recipients": [
            {"id": "research", "category": "staff", "location": "DE", "has_access_to": ["crm", "company_directory"]}
        ],
    },
    "purpose": {"dpv": ["dpv:CommercialResearch", "dpv:ServiceOptimisation"], "not_for": NOT_FOR},
    "legal_basis": {
        **INTERESTS,
        "dpia": PAPER,
        "eprivacy": {"call_recording": "all_party_consent"},
    },
    "channels": {
        "chat": {"notice": {"version": "v1", "date": date(2025, 2, 1)}},
        "call": {"notice": {"version": "v1", "date": date(2025, 2, 1)}},
    },
    "roles": ["customer", "agent"],
    "fields": [
        {"path": "channel", "quasi_identifier": True},
        {"path": "turns[].text", "use": "text"},
        {"path": "metadata.plan", "type": "string", "allowed_values": ["free", "pro"]},
        {"path": "metadata.csat", "type": "integer", "minimum": 2, "maximum": 5},
    ],
    "detection": {"languages": ["en", "de"], "threshold": 0.3, "thresholds": {"PERSON": 0.2}, "deny_list": "deny.txt"},
    "entities": {
        "PERSON": {"operator": "replace", "label": "NAME"},
        "AGE": {"operator": "generalise", "to": "band", "bands": [16, 40]},
        "ORDER_ID": {"operator": "mask", "keep_last": 1},
        "HEALTH": {"operator": "remove"},
        "URL": {"operator": "generalise", "to": "domain", "own_domains": ["example.eu"]},
    },
    "release": {
        "max_rejected_fraction": 0.01,
        "min_conversations": 50,
        "min_people": 20,
        "location": "DE",
        "terms": "T",
    },
    "retention": {"dataset_days": 200, "staging_hours": 12},
    "pseudonyms": {"unidentified": "refuse"},
    "audit": {"keep_days": 1000},
    "gates": {
        "age": {"minimum": 15, "missing": "pass", "justification": "rarely recorded"},
        "flags_none_of": ["vip"],
        "regions": ["DE", "FR"],
        "max_age_days": {"call": 183},
        "days_to_object": 14,
    },
    "lists": {"objections": {"file": "objections.json", "max_age_days": 2}},
    "special_categories": {
        "union": {"action": "drop_turn", "justification": "long tickets"},
        "words_allowed": {"file": "allow.txt", "justification": "a product"},
    },
}
FILES = {"deny.txt": "Ana Duarte\tPERSON\n", "more.txt": "Ana Duarte\tPERSON\nCleo\n", "allow.txt": "Router\n"}


def written(path: Path, values: Values) -> Path:
    text = yaml.dump(values, Dumper=WithoutAliases, sort_keys=False, allow_unicode=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def base(tmp_path: Path, minimal: Values) -> Path:
    for name, content in FILES.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    values = copy.deepcopy(minimal)
    for name, section in BASE.items():
        values[name] = {**values[name], **section} if isinstance(values.get(name), dict) else section
    del values["legal_basis"]["no_dpia_because"]
    return written(tmp_path / "base.yaml", values)


def child_values(**sections: object) -> Values:
    metadata = {"id": "child", "version": "1.0.0", "title": "A child", "author": "Iris Vogt", "status": "ready"}
    own = sections.pop("metadata", {})
    assert isinstance(own, dict)
    start: Values = {"policy": "veil-policy/1", "extends": "base.yaml", "dataset_id": "child"}
    return {**start, "metadata": {**metadata, **own}, **sections}


@pytest.fixture
def child(base: Path) -> Child:
    """Return what is wrong with a policy on top of the base, without the name of the folder."""

    def child(**sections: object) -> list[str]:
        path = written(base.with_name("child.yaml"), child_values(**sections))
        try:
            load(path, real_vocabulary())
        except PolicyProblems as error:
            return [str(problem).replace(f"{path.parent}/", "") for problem in error.problems]
        return []

    return child


def section(path: str, value: object) -> Values:
    """Return the section of a policy with one value at a dotted path."""
    first, *rest = path.split(".")
    for name in reversed(rest):
        value = {name: value}
    return {first: value}


RECIPIENT = BASE["parties"]["recipients"][0]
PLAN, CSAT = BASE["fields"][2], BASE["fields"][3]
TIGHTER: list[tuple[str, object]] = [
    ("gates.consent", True),
    ("gates.age", {"minimum": 16}),
    ("gates.age.missing", "exclude"),
    ("gates.flags_none_of", ["vip", "legal_hold"]),
    ("gates.regions", ["DE"]),
    ("gates.max_age_days", {"call": 182}),
    ("gates.max_age_days.chat", 400),
    ("gates.days_to_object", 15),
    ("lists.objections.max_age_days", 1),
    ("lists.erasures", {"file": "erasures.json"}),
    ("special_categories.union", {"action": "drop_conversation"}),
    ("special_categories.words_allowed", None),
    ("metadata.effective_from", date(2026, 2, 1)),
    ("metadata.effective_until", date(2026, 11, 30)),
    ("metadata.review_by", date(2026, 9, 1)),
    ("metadata.approvals_required", 4),
    ("parties.processors", []),
    ("parties.transfers", []),
    ("parties.recipients", [{**RECIPIENT, "has_access_to": ["crm"]}]),
    ("parties.recipients", [{**RECIPIENT, "location": "FR"}]),
    ("purpose.dpv", ["dpv:CommercialResearch"]),
    ("purpose.not_for", [*NOT_FOR, "advertising"]),
    ("legal_basis.dpia.outcome", "continue, with care"),
    ("channels.call", None),
    ("channels.chat.notice", {"version": "v2", "date": date(2025, 3, 1)}),
    ("roles", ["customer"]),
    ("fields", [BASE["fields"][0], BASE["fields"][1]]),
    ("fields", [*BASE["fields"][:2], {**PLAN, "allowed_values": ["free"], "quasi_identifier": True}]),
    ("fields", [*BASE["fields"][:2], {**CSAT, "minimum": 3, "maximum": 4}]),
    ("detection.languages", ["de"]),
    ("detection.threshold", 0.1),
    ("detection.thresholds.PERSON", 0.1),
    ("detection.thresholds.AGE", 0.25),
    ("detection.deny_list", "more.txt"),
    ("default", {"operator": "remove"}),
    ("entities.PERSON", {"operator": "remove"}),
    ("entities.PERSON", {"operator": "replace", "label": "PERSON"}),
    ("entities.AGE", {"operator": "generalise", "to": "band", "bands": [40]}),
    ("entities.AGE", {"operator": "pseudonymise"}),
    ("entities.ORDER_ID", {"operator": "mask", "keep_last": 0, "char": "#"}),
    ("entities.URL", {"operator": "generalise", "to": "domain"}),
    ("entities.EMAIL_ADDRESS", {"operator": "remove"}),
    ("release.max_rejected_fraction", 0.001),
    ("release.min_conversations", 100),
    ("release.min_people", 21),
    ("release.location", "FR"),
    ("retention.dataset_days", 199),
    ("retention.staging_hours", 1),
    ("audit.keep_days", 1001),
    ("parties.controller.address", "Paris"),
    ("data_subjects", [{"id": "customer"}, {"id": "agent", "note": "works agreement"}, {"id": "third_party"}]),
]
LOOSER: list[tuple[str, object, str]] = [
    ("gates.consent", False, "gates.consent"),
    ("gates.age.minimum", 14, "gates.age.minimum"),
    ("gates.recording_notice", {"missing": "pass", "justification": "always"}, "gates.recording_notice.missing"),
    ("gates.flags_none_of", [], "gates.flags_none_of"),
    ("gates.regions", ["DE", "US"], "gates.regions"),
    ("gates.regions", None, "gates.regions"),
    ("gates.max_age_days", {"call": 184}, "gates.max_age_days.call"),
    ("gates.max_age_days.call", None, "gates.max_age_days.call"),
    ("gates.days_to_object", 13, "gates.days_to_object"),
    ("gates.days_to_object", None, "gates.days_to_object"),
    ("lists.objections", None, "lists.objections"),
    (
        "special_categories.health",
        {"action": "drop_turn", "justification": "long tickets"},
        "special_categories.health.action",
    ),
    ("special_categories.words_allowed.file", "deny.txt", "special_categories.words_allowed.file"),
    ("lists.objections.file", "other.json", "lists.objections.file"),
    ("lists.objections.max_age_days", 3, "lists.objections.max_age_days"),
    ("metadata.effective_from", date(2025, 12, 31), "metadata.effective_from"),
    ("metadata.effective_until", date(2027, 1, 1), "metadata.effective_until"),
    ("metadata.review_by", date(2026, 10, 2), "metadata.review_by"),
    ("metadata.review_by", None, "metadata.review_by"),
    ("metadata.approvals_required", 2, "metadata.approvals_required"),
    ("parties.joint_controllers", [{"name": "Other", "contact": "o@example.eu"}], "parties.joint_controllers.Other"),
    (
        "parties.processors",
        [*BASE["parties"]["processors"], {"name": "More", "service": "s", "location": "DE", "contract": "C"}],
        "parties.processors.More",
    ),
    (
        "parties.processors",
        [{**BASE["parties"]["processors"][0], "location": "US"}],
        "parties.processors.CloudCo.location",
    ),
    (
        "parties.transfers",
        [*BASE["parties"]["transfers"], {"country": "IN", "tool": "standard_contractual_clauses", "reference": "S"}],
        "parties.transfers.IN",
    ),
    ("parties.recipients", [RECIPIENT, {**RECIPIENT, "id": "marketing"}], "parties.recipients.marketing"),
    ("parties.recipients", [{**RECIPIENT, "location": "US"}], "parties.recipients.research.location"),
    ("parties.recipients", [{**RECIPIENT, "acts_as": "processor"}], "parties.recipients.research.acts_as"),
    ("parties.recipients", [{**RECIPIENT, "has_access_to": ["raw_logs"]}], "parties.recipients.research.has_access_to"),
    ("purpose.id", "another", "purpose.id"),
    ("purpose.statement", "Sell more.", "purpose.statement"),
    ("purpose.dpv", ["dpv:Marketing"], "purpose.dpv"),
    ("purpose.original_purpose", "research", "purpose.original_purpose"),
    (
        "purpose",
        {"not_for": NOT_FOR[:2], "allowed_after_all": {"model_training": "why"}},
        "purpose.allowed_after_all.model_training",
    ),
    ("purpose.not_for", NOT_FOR[:3], "purpose.not_for"),
    ("legal_basis.basis", "contract", "legal_basis.basis"),
    ("legal_basis.opt_out", None, "legal_basis.opt_out"),
    ("legal_basis.dpia", None, "legal_basis.dpia"),
    ("legal_basis.art89", {"claimed": True}, "legal_basis.art89.claimed"),
    ("legal_basis.art9_2", "explicit_consent", "legal_basis.art9_2"),
    ("legal_basis.eprivacy.call_recording", "all_party_notice", "legal_basis.eprivacy.call_recording"),
    ("channels.sms", {"notice": {"version": "v1", "date": date(2025, 2, 1)}}, "channels.sms"),
    ("channels.chat.notice", {"version": "v1", "date": date(2025, 1, 31)}, "channels.chat.notice.date"),
    ("roles", ["customer", "agent", "bot"], "roles"),
    ("fields", [*BASE["fields"], {"path": "language"}], "fields.language"),
    ("fields", [{"path": "channel"}, *BASE["fields"][1:]], "fields.channel.quasi_identifier"),
    (
        "fields",
        [*BASE["fields"][:2], {**PLAN, "allowed_values": ["free", "vip"]}],
        "fields.plan.allowed_values",
    ),
    ("fields", [*BASE["fields"][:2], {**CSAT, "minimum": 1}], "fields.csat.minimum"),
    ("fields", [*BASE["fields"][:2], {**CSAT, "maximum": 9}], "fields.csat.maximum"),
    ("fields", [*BASE["fields"][:2], {**CSAT, "path": "metadata.x", "to": "csat"}], "fields.csat.path"),
    ("detection.languages", ["de", "fr"], "detection.languages"),
    ("detection.threshold", 0.31, "detection.threshold"),
    ("detection.thresholds.PERSON", 0.3, "detection.thresholds.PERSON"),
    ("detection.thresholds", None, "detection.thresholds.PERSON"),
    ("detection.dataset_names", False, "detection.dataset_names"),
    ("detection.without.recurrence", "one turn each", "detection.without.recurrence"),
    ("detection.deny_list", None, "detection.deny_list"),
    ("detection.allow_list", "allow.txt", "detection.allow_list"),
    ("default", {"operator": "replace"}, "default.operator"),
    ("entities.PERSON", {"operator": "pseudonymise"}, "entities.PERSON.operator"),
    ("entities.HEALTH", None, "entities.HEALTH"),
    ("entities.HEALTH", {"operator": "replace"}, "entities.HEALTH.operator"),
    ("entities.AGE", {"operator": "generalise", "to": "band", "bands": [16, 30, 40]}, "entities.AGE.bands"),
    ("entities.ORDER_ID", {"operator": "mask", "keep_last": 2}, "entities.ORDER_ID.keep_last"),
    ("entities.ORGANIZATION", {"operator": "keep", "justification": "why"}, "entities.ORGANIZATION.operator"),
    (
        "entities.URL",
        {"operator": "generalise", "to": "domain", "own_domains": ["example.eu", "example.com"]},
        "entities.URL.own_domains",
    ),
    ("pseudonyms.unidentified", "own_person", "pseudonyms.unidentified"),
    ("release.max_rejected_fraction", 0.02, "release.max_rejected_fraction"),
    ("release.min_conversations", 49, "release.min_conversations"),
    ("release.min_people", 1, "release.min_people"),
    ("release.location", "US", "release.location"),
    ("release.terms", None, "release.terms"),
    ("retention.dataset_days", 201, "retention.dataset_days"),
    ("retention.staging_hours", 13, "retention.staging_hours"),
    ("label", "personal_redacted", "label"),
    ("audit.keep_days", 999, "audit.keep_days"),
]


def test_what_the_child_leaves_out_is_taken_over(base: Path, child: Child) -> None:
    assert child() == []
    policy = load(base.with_name("child.yaml"), real_vocabulary()).policy
    over = load(base, real_vocabulary()).policy
    own = {"metadata", "dataset_id", "extends"}
    assert policy.model_dump(exclude=own) == over.model_dump(exclude=own)
    assert (policy.metadata.id, policy.dataset_id, policy.metadata.owner) == ("child", "child", over.metadata.owner)


@pytest.mark.parametrize(("path", "value"), TIGHTER)
def test_a_policy_may_tighten_what_it_extends(child: Child, path: str, value: object) -> None:
    assert child(**section(path, value)) == []


@pytest.mark.parametrize(("path", "value", "named"), LOOSER)
def test_a_looser_value_is_told_with_both_lines(child: Child, path: str, value: object, named: str) -> None:
    told = child(**section(path, value))
    found = [problem for problem in told if problem.endswith(f"(else an exception for '{named}')")]
    assert len(found) == 1, told
    assert found[0].startswith("child.yaml:")
    assert "is looser than base.yaml:" in found[0]


def test_the_lines_are_those_of_the_values(base: Path, child: Child) -> None:
    found = child(retention={"dataset_days": 201})
    there = base.read_text().splitlines().index("  dataset_days: 200") + 1
    here = base.with_name("child.yaml").read_text().splitlines().index("  dataset_days: 201") + 1
    message = f"is looser than base.yaml:{there}: 200 there, 201 here; a policy may only tighten the one it extends"
    assert found == [
        f"child.yaml:{here}: retention.dataset_days: {message} (else an exception for 'retention.dataset_days')"
    ]


def test_every_path_of_a_policy_has_a_way_to_be_compared() -> None:
    """A section without rules is compared strictly: any change is looser. That must be meant, not forgotten."""
    covered = {path.split(".")[0] for path in (*RULES, *NAMED_BY, *NOT_COMPARED)}
    assert set(Policy.model_fields) - covered == set()


EXCEPTION = {
    "path": "retention.dataset_days",
    "from": 200,
    "to": 300,
    "justification": "the study takes ten months",
    "approved_by": "Dr. Okafor",
    "expires": date(2026, 6, 30),
}


def test_an_exception_covers_exactly_what_was_agreed_to(base: Path, child: Child) -> None:
    assert child(retention={"dataset_days": 300}, exceptions=[EXCEPTION]) == []
    loaded = load(base.with_name("child.yaml"), real_vocabulary())
    assert loaded.policy.retention.dataset_days == 300


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"to": 400}, "exceptions[0]: was agreed to for other values: write from: 200, to: 300"),
        ({"from": 100}, "exceptions[0]: was agreed to for other values: write from: 200, to: 300"),
        ({"path": "retention.dataset_day"}, "exceptions[0]: 'retention.dataset_day' is not looser"),
        ({"approved_by": "iris  vogt"}, "exceptions[0].approved_by: the author may not agree"),
        ({"expires": date(2025, 12, 31)}, "exceptions[0].expires: has expired before the policy is in force"),
        ({"justification": ""}, "exceptions[0].justification: must not be empty"),
    ],
)
def test_an_exception_that_does_not_hold_is_told(child: Child, change: Values, expected: str) -> None:
    found = child(retention={"dataset_days": 300}, exceptions=[{**EXCEPTION, **change}])
    assert any(expected in problem for problem in found), found


def test_an_exception_for_what_is_no_looser_is_told(child: Child) -> None:
    found = child(exceptions=[EXCEPTION])
    assert len(found) == 1
    assert "exceptions[0]: 'retention.dataset_days' is not looser than what the policy extends" in found[0]


def test_an_exception_needs_a_policy_to_be_looser_than(problems: Callable[..., list[str]]) -> None:
    assert problems(lambda values: values.update(exceptions=[EXCEPTION])) == [
        "exceptions[0]: is an exception from nothing: the policy extends no other"
    ]


@pytest.mark.parametrize(
    ("edit", "as_of", "reason"),
    [
        (lambda _: None, date(2026, 7, 1), "an exception (retention.dataset_days) expired on 2026-06-30"),
        (lambda v: v["metadata"].update(status="suspended"), date(2026, 5, 1), "which it extends, is suspended"),
    ],
)
def test_no_run_with_an_expired_exception_or_a_suspended_base(
    base: Path, child: Child, edit: Callable[[Values], None], as_of: date, reason: str
) -> None:
    assert child(retention={"dataset_days": 300}, exceptions=[EXCEPTION]) == []
    values = yaml.safe_load(base.read_text())
    edit(values)
    written(base, values)
    with pytest.raises(Refused) as caught:
        check(load(base.with_name("child.yaml"), real_vocabulary()), as_of)
    assert reason in caught.value.message


@pytest.mark.parametrize(
    ("edit", "changes"),
    [
        # The child says otherwise, so the effective policy stays as it is; its approvers saw another base all the same.
        (lambda v: v["retention"].update(dataset_days=150), True),
        (lambda v: v["metadata"].update(status="draft"), False),
    ],
)
def test_a_change_of_the_base_changes_the_hash_of_the_child(
    base: Path, child: Child, edit: Callable[[Values], None], changes: bool
) -> None:
    assert child(retention={"dataset_days": 100}) == []
    path = base.with_name("child.yaml")
    before = load(path, real_vocabulary()).content_sha256
    values = yaml.safe_load(base.read_text())
    edit(values)
    written(base, values)
    assert (load(path, real_vocabulary()).content_sha256 != before) is changes


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("none.yaml", "extends: names a file that is not there"),
        ("/etc/base.yaml", "extends: must be a path relative to the policy file"),
        ("child.yaml", "extends: is extended by the policy that it names"),
    ],
)
def test_a_base_that_cannot_be_read_is_told(child: Child, name: str, expected: str) -> None:
    assert any(expected in problem for problem in child(extends=name))


def test_the_problems_of_the_base_are_told_at_their_place(base: Path, child: Child) -> None:
    base.write_text(base.read_text().replace("threshold: 0.3", "threshold: 3"))
    found = child(retention={"dataset_day": 100})
    assert [problem.split(":")[0] for problem in found] == ["base.yaml", "child.yaml"]


def test_a_mistake_elsewhere_hides_no_looser_value(child: Child) -> None:
    found = child(
        retention={"dataset_days": 300},
        release={"min_peple": 3},
        entities={"PERSON": {"operator": "psuedonymise"}, "AGE": {"operator": "keep", "justification": "why"}},
    )
    assert [problem.split(": ")[1] for problem in found] == [
        "retention.dataset_days", "release.min_peple", "entities.PERSON.operator", "entities.AGE.operator",
    ]  # fmt: skip


def test_lists_are_found_beside_the_file_that_names_them(base: Path) -> None:
    folder = base.parent / "overlays"
    folder.mkdir()
    path = written(folder / "fr.yaml", child_values(extends="../base.yaml"))
    assert load(path, real_vocabulary()).deny_list == {"Ana Duarte": "PERSON"}


def test_three_policies_on_top_of_each_other(base: Path, child: Child) -> None:
    assert child(retention={"dataset_days": 100}) == []
    third = written(base.with_name("third.yaml"), child_values(extends="child.yaml", retention={"dataset_days": 150}))
    with pytest.raises(PolicyProblems, match=r"is looser than child.yaml:\d+: 100 there, 150 here"):
        load(third, real_vocabulary())


def test_two_equal_policies_differ_in_nothing(base: Path) -> None:
    loaded = load(base, real_vocabulary())
    assert compare(loaded, loaded, real_vocabulary()) == ()


def test_a_difference_has_a_verdict_and_both_places(base: Path, child: Child) -> None:
    assert child(retention={"dataset_days": 100}, parties={"controller": {"name": "Other GmbH"}}) == []
    changes = compare(
        load(base, real_vocabulary()), load(base.with_name("child.yaml"), real_vocabulary()), real_vocabulary()
    )
    shown = {(change.path, change.before, change.after, change.verdict) for change in changes}
    assert ("retention.dataset_days", 200, 100, Verdict.STRICTER) in shown
    assert ("parties.controller.name", "Example GmbH", "Other GmbH", Verdict.NEUTRAL) in shown
