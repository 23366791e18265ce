"""Cross checks of the label: a dataset is called what it is (EDPB 02/2026, consultation text, para 11-15, 36, 40)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.policy.check_papers import Found
from pipeline.policy.draft import Draft
from pipeline.policy.problems import Location
from pipeline.policy.schema import RELINKS, AnonymityAssessment, Label, Recipient


def check_label(policy: Draft) -> Found:
    """`personal_redacted` says that nothing links records; the label of an assessment needs one, and no text."""
    if policy.label is Label.PERSONAL_REDACTED:
        message = "label personal_redacted says that nothing links records; this does"
        yield from ((at, message) for at in _links(policy))
    if policy.label is Label.ANONYMITY_ASSESSED:
        yield from _assessed(policy)
    elif policy.anonymity_assessment is not None:
        yield ("anonymity_assessment",), "belongs to label anonymity_assessed"


def _links(policy: Draft) -> Iterator[Location]:
    """Yield what links records across conversations (EDPB 01/2025 para 115-121)."""
    for index, rule in policy.fields:
        if rule.use == "person_key":
            yield ("fields", index, "use")
    for name, entity in policy.entities:
        if entity.parameters.get("scope") == "dataset":
            yield ("entities", name, "scope")
    if policy.default and policy.default.parameters.get("scope") == "dataset":
        yield ("default", "scope")


def _assessed(policy: Draft) -> Found:
    found = [*_reasons_against(policy)]
    yield from found
    if not found and policy.anonymity_assessment is not None:
        message = "no run gives this label: publish under another one and have that release assessed"
        yield ("label",), message


def _reasons_against(policy: Draft) -> Found:
    for index, rule in policy.fields:
        if rule.use == "text":
            message = "text of single records can single people out: not with label anonymity_assessed"
            yield ("fields", index, "use"), message
    for at in _links(policy):
        yield at, "links records of a person: not with label anonymity_assessed"
    if policy.anonymity_assessment is None:
        if "anonymity_assessment" not in policy.written:
            yield ("label",), "needs anonymity_assessment: who found so, for whom, until when"
        return
    yield from _assessment(policy, policy.anonymity_assessment)


def _assessment(policy: Draft, paper: AnonymityAssessment) -> Found:
    at = ("anonymity_assessment",)
    times = policy.metadata
    if paper.valid_until <= paper.date:
        yield (*at, "valid_until"), "must be after date"
    elif times and paper.valid_until < times.effective_from:
        yield (*at, "valid_until"), "has expired before the policy is in force"
    if policy.parties is None:
        return
    known = {recipient.id: recipient for recipient in policy.parties.recipients}
    for index, name in enumerate(paper.relevant_entities):
        if fault := _entity(known.get(name)):
            yield (*at, "relevant_entities", index), f"'{name}' {fault}"
    for recipient in policy.parties.recipients:
        if recipient.id not in paper.relevant_entities:
            yield (*at, "relevant_entities"), f"leaves out the recipient {recipient.id}: for them it is personal data"


def _entity(recipient: Recipient | None) -> str:
    if recipient is None:
        return "is no recipient: an assessment holds for named recipients"
    if recipient.acts_as in {"controller_staff", "processor"}:
        return f"acts as {recipient.acts_as}: for them records of single people stay personal data"
    sees = [access for access in recipient.has_access_to if access in RELINKS]
    return f"can see {', '.join(sees)} and so link records to people" if sees else ""
