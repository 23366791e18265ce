"""Each rule about several values: an edit that breaks it, and near misses that do not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.policy.edits import FIT, INTERESTS, both, part

Values = dict[str, Any]
LISTED = {"path": "metadata.plan", "type": "string", "allowed_values": ["free", "pro"]}
PERSON_KEY = {"path": "participants[].customer_id", "use": "person_key", "to": "person_key"}


def field(**rule: object) -> Callable[[Values], None]:
    return lambda values: values["fields"].append(rule)


def entity(name: str, **rule: object) -> Callable[[Values], None]:
    return lambda values: values["entities"].update({name: rule})


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (part("metadata", effective_until=date(2026, 1, 1)), "metadata.effective_until: must be after effective_from"),
        (part("metadata", effective_from=20260101), "metadata.effective_from: must be a date, written YYYY-MM-DD"),
        (part("metadata", review_by=date(2027, 1, 1)), "metadata.review_by: must be between"),
        (part("metadata", approvals_required=1), "metadata.approvals_required: should be greater"),
        (part("metadata", approvals_required="2"), "metadata.approvals_required: must be a whole number"),
        (
            part("legal_basis", basis="legitimate_interests", compatibility=FIT, opt_out="by mail"),
            "legal_basis: legitimate_interests needs",
        ),
        (part("legal_basis", basis="contract"), "legal_basis: the purpose is not the original one"),
        (part("detection", languages=["en", "de", "en"]), "detection.languages[2]: is listed twice"),
        (part("detection", languages=[]), "detection.languages: must not be empty"),
        (part("detection", languages=["eng"]), "detection.languages[0]: must be a language code"),
        (part("detection", thresholds={"PERSO": 0.1}), "detection.thresholds.PERSO: unknown entity type"),
        (part("detection", without={"recurrance": "why"}), "detection.without.recurrance: unknown pass 'recurrance'"),
        (part("detection", without={"patterns": "why"}), "detection.without.patterns: no policy may switch this pass"),
        (part("detection", without={"recurrence": " "}), "detection.without.recurrence: must not be empty"),
        (lambda v: v.update(roles=["agent", "agent"]), "roles[1]: is listed twice"),
        (lambda v: v.update(label="anonymity_assesed"), "label: unknown value 'anonymity_assesed'; did you mean"),
        (part("purpose", dpv=["CommercialResearch"]), "purpose.dpv[0]: must be a term such as dpv:CustomerCare"),
        (field(path="customer.email"), "fields[2].path: unknown path 'customer.email'"),
        (field(path="participants[].email"), "fields[2].path: 'participants[].email' may identify somebody"),
        (field(path="participants[].age"), "fields[2].path: 'participants[].age' may identify somebody"),
        (field(path="participants[].customer_id"), "fields[2].use: 'keep' does not fit"),
        (field(path="subject"), "fields[2].path: 'subject' may identify somebody"),
        (field(path="subject", use="text", to="subject"), "fields[2].path: 'subject' may identify somebody"),
        (field(path="order_ids"), "fields[2].path: 'order_ids' may identify somebody"),
        (field(path="id"), "fields[2].path: 'id' may identify somebody"),
        (field(path="started_at"), "fields[2].use: 'keep' does not fit started_at"),
        (field(path="started_at", use="month"), "fields[2]: needs `to`"),
        (field(path="turns[].text", to="raw"), "fields[2].use: 'keep' does not fit turns[].text"),
        (field(path="turns[].at", use="response_band"), "fields[2]: needs `to`: the column holds a response_band"),
        (field(path="turns[].at", use="words", to="words"), "fields[2].use: 'words' does not fit turns[].at"),
        (
            field(path="started_at", use="response_band", to="response_band"),
            "fields[2].use: 'response_band' does not fit started_at",
        ),
        (field(path="language", type="string"), "fields[2].type: is for metadata fields only"),
        (field(path="metadata.plan"), "fields[2]: a kept metadata field needs a type"),
        (field(path="metadata.plan", type="string"), "fields[2]: type string needs allowed_values"),
        (field(path="metadata.tags", type="list", allowed_values=[]), "fields[2]: type list needs allowed_values"),
        (field(path="metadata.csat", type="integer", minimum=1), "fields[2]: type integer needs minimum and maximum"),
        (field(path="metadata.csat", type="integer", minimum=5, maximum=1), "fields[2].maximum: must not be below"),
        (field(path="metadata.vip", type="boolean", allowed_values=["x"]), "fields[2].allowed_values: does not fit"),
        (
            field(path="metadata.plan", type="string", allowed_values=["a", "a"]),
            "fields[2].allowed_values[1]: is listed",
        ),
        (field(**LISTED, minimum=1), "fields[2].minimum: does not fit type string"),
        (field(path="metadata.Plan", type="boolean"), "fields[2]: needs `to`: the key is no column name"),
        (field(path="metadata.a.b", type="boolean"), "fields[2].path: a metadata path is metadata.<key>"),
        (field(path="metadata.vip", type="boolean", use="text"), "fields[2].use: 'text' does not fit metadata"),
        (field(path="language", to="channel"), "fields[2].to: the column 'channel' is there already"),
        (field(**LISTED, to="text"), "fields[2].to: the column 'text' is there already"),
        (field(**LISTED, to="turn_index"), "fields[2].to: the column name 'turn_index' is reserved"),
        (field(**LISTED, to="language"), "fields[2].to: the column name 'language' is reserved"),
        (field(**LISTED, to="person_key"), "fields[2].to: the column name 'person_key' is reserved"),
        (field(path="metadata.redactions", type="boolean"), "fields[2]: the column name 'redactions' is reserved"),
        (field(path="turns[].role", quasi_identifier=True), "fields[2].quasi_identifier: only a column of the conv"),
        (field(path="language", quasi_identifier="yes"), "fields[2].quasi_identifier: must be true or false"),
        (field(path="closed_at", use="duration", to="month"), "fields[2].to: the column name 'month' is reserved"),
        (field(path="started_at", use="month", to="when"), "fields[2].to: the column must be called month"),
        (field(**PERSON_KEY), "fields[2]: person_key links all records of a person"),
        (
            both(field(**PERSON_KEY, justification="why"), lambda v: v.update(label="personal_redacted")),
            "fields[2].use: label personal_redacted says that nothing links records",
        ),
        (
            both(
                entity("PERSON", operator="pseudonymise", scope="dataset", justification="why"),
                lambda v: v.update(label="personal_redacted"),
            ),
            "entities.PERSON.scope: label personal_redacted says",
        ),
        (
            entity("PERSONN", operator="remove"),
            "entities.PERSONN: unknown entity type 'PERSONN'; did you mean 'PERSON'?",
        ),
        (entity("AGE", operator="hash"), "entities.AGE.operator: a hash is no protection"),
        (entity("AGE", operator="keep"), "entities.AGE: keep needs a justification"),
        (entity("AGE", operator="keep", justification=" "), "entities.AGE.justification: must not be empty"),
        (entity("AGE", operator="mask", keep_last=3), "entities.AGE.keep_last: should be less than or equal to 2"),
        (entity("AGE", operator="generalise"), "entities.AGE.to: is missing"),
        (
            entity("AGE", operator="generalise", to="bnad"),
            "entities.AGE.to: unknown value 'bnad'; did you mean 'band'?",
        ),
        (
            entity("AGE", operator="generalise", to="band", bands=[1, 2, 3, 4, 5, 6]),
            "entities.AGE: generalise needs a justification",  # the operator asks for it because of its parameters
        ),
        (entity("CREDIT_CARD", operator="mask"), "entities.CREDIT_CARD.operator: mask may not be used for CREDIT_CARD"),
        (
            entity("PERSON", operator="pseudonymise", scope="dataset"),
            "entities.PERSON: pseudonymise with scope dataset needs a justification",
        ),
        (
            lambda v: v.update(default={"operator": "keep", "justification": "why"}),
            "default.operator: what nobody thought of may not pass",
        ),
    ],
)
def test_when_a_rule_is_broken_then_that_one_problem_is_told(
    problems: Callable[..., list[str]], edit: Callable[[Values], None], expected: str
) -> None:
    found = problems(edit)
    assert len(found) == 1, found
    assert found[0].startswith(expected)


@pytest.mark.parametrize(
    "edit",
    [
        part("metadata", effective_until=date(2026, 1, 2)),  # one day
        part("metadata", review_by=date(2026, 12, 31)),  # the last day
        part("legal_basis", **INTERESTS),
        both(part("legal_basis", basis="contract"), part("purpose", original_purpose="research")),  # the same purpose
        both(
            part("legal_basis", basis="contract"),
            part("purpose", original_purpose="dpv:CustomerCare", dpv=["dpv:CustomerCare"]),
        ),  # the same, by its DPV term
        part("detection", thresholds={"PERSON": 0, "AGE": 1.0}),  # 0 is a number too
        part("detection", without={"recurrence": "one turn each"}),
        field(**LISTED),
        field(**LISTED, to="tier"),
        field(path="metadata.csat", type="integer", minimum=1, maximum=1),
        field(path="metadata.vip", type="boolean"),
        field(path="metadata.Plan", type="boolean", to="plan"),
        field(path="started_at", use="month", to="month", quasi_identifier=True),
        field(path="closed_at", use="duration", to="duration_s"),
        field(path="turns[].role"),
        field(path="turns[].text", use="words", to="words"),
        field(path="turns[].at", use="response_band", to="response_band"),
        field(**PERSON_KEY, justification="complaints are counted by person"),
        entity("DENY_LISTED", operator="remove"),  # what a deny list finds
        entity("AGE", operator="keep", justification="ages are bands already"),
        entity("AGE", operator="mask", keep_last=2),
        entity("PERSON", operator="pseudonymise", scope="dataset", justification="counted by person"),
        both(entity("PERSON", operator="pseudonymise"), lambda v: v.update(label="personal_redacted")),
        lambda v: v.update(default={"operator": "replace"}),
    ],
)
def test_near_misses_pass(problems: Callable[..., list[str]], edit: Callable[[Values], None]) -> None:
    assert problems(edit) == []
