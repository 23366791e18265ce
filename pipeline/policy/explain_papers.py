"""Who, why and on which ground, in plain words: the sections of a policy that are about papers, for `explain`."""

from __future__ import annotations

from pipeline.policy.schema import (
    AnonymityAssessment,
    Assessment,
    Contact,
    LegalBasis,
    Loosening,
    Parties,
    Policy,
    Purpose,
    Research,
)


def listed(values: tuple[str, ...]) -> str:
    """Return words as one text; `none` where there are none."""
    return ", ".join(values) or "none"


def contact(of: Contact) -> str:
    """Return a name and how to reach it."""
    extra = [f"address {of.address}"] if of.address else []
    extra += [f"data protection officer {of.dpo}"] if of.dpo else []
    return ", ".join([of.name, of.contact, *extra])


def parties(of: Parties) -> list[str]:
    """Return everybody who has to do with the data."""
    return [
        f"Controller: {contact(of.controller)}",
        *[f"Joint controller: {contact(joint)}" for joint in of.joint_controllers],
        *([f"Representative in the EU: {contact(of.representative)}"] if of.representative else []),
        *[f"Processor: {p.name} ({p.service}, {p.location}), contract {p.contract}" for p in of.processors],
        *([] if of.processors else ["Processors: none"]),
        *[
            f"Recipient: {r.id} ({r.category}, {r.location}, acts as {r.acts_as});"
            f" can also see: {listed(r.has_access_to)}"
            for r in of.recipients
        ],
        *[f"Transfer to {t.country}: allowed by {t.tool}, {t.reference}" for t in of.transfers],
        *([] if of.transfers else ["Transfers outside the EEA: none"]),
    ]


def purpose(of: Purpose) -> list[str]:
    """Return what the data are for, and what not."""
    return [
        f"Purpose {of.id}: {of.statement}",
        f"In W3C DPV terms: {listed(of.dpv)}",
        f"The data were first collected for: {of.original_purpose}",
        f"Never to be used for: {listed(of.not_for)}",
        *[f"Allowed after all: {use}, because: {reason}" for use, reason in of.allowed_after_all.items()],
    ]


def legal_basis(of: LegalBasis) -> list[str]:
    """Return the ground and the papers behind it."""
    fit, calls = of.compatibility, of.eprivacy
    lines = [
        f"Legal basis: {of.basis}",
        f"Balancing test: {_assessment(of.assessment)}",
        f"Impact assessment (DPIA): {_assessment(of.dpia)}",
        *([f"No impact assessment, because: {of.no_dpia_because}"] if of.no_dpia_because else []),
        f"How people object: {of.opt_out or 'not stated'}",
        *_research(of.art89),
        f"Condition for special categories (Art. 9(2)): {of.art9_2}",
    ]
    if calls:
        lines.append(f"Calls were recorded with {calls.call_recording}; national rules: {listed(calls.national_rules)}")
    if fit is None:
        return [*lines, "Compatibility with the original purpose: not stated"]
    return [
        *lines,
        f"Link to the original purpose: {fit.link}",
        f"Context: {fit.context}",
        f"Nature of the data: {fit.nature}",
        f"Consequences for people: {fit.consequences}",
        f"Safeguards: {listed(fit.safeguards)}",
    ]


def data_subjects(of: Policy) -> list[str]:
    """Return whose data they are."""
    return [f"Data of: {who.id}" + (f" ({who.note})" if who.note else "") for who in of.data_subjects]


def exceptions(of: tuple[Loosening, ...]) -> list[str]:
    """Return where the policy is looser than the one it extends."""
    return [
        f"Exception: {each.path} is {each.after} instead of {each.before}, because: {each.justification};"
        f" agreed by {each.approved_by}, until {each.expires}"
        for each in of
    ]


def anonymity(of: AnonymityAssessment | None) -> list[str]:
    """Return the assessment that a label rests on."""
    if of is None:
        return []
    return [
        f"Assessment {of.reference} by {of.assessor} of {of.date}, valid until {of.valid_until}",
        f"  For: {listed(of.relevant_entities)}",
        f"  Isolation: {of.isolation}",
        f"  Linkage: {of.linkage}",
        f"  Inference: {of.inference}",
    ]


def _assessment(of: Assessment | None) -> str:
    if of is None:
        return "not stated"
    again = f", to be looked at again by {of.review_by}" if of.review_by else ""
    return f"{of.reference} of {of.date}: {of.outcome}{again}"


def _research(of: Research) -> list[str]:
    if not of.claimed:
        return ["Scientific research (Art. 89): not claimed"]
    answers = of.model_dump(exclude={"claimed"}, exclude_none=True)
    return ["Scientific research (Art. 89): claimed", *[f"  {sign}: {answer}" for sign, answer in answers.items()]]
