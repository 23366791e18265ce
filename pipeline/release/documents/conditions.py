"""The eleven conditions under which a research tool may read a dataset, and which of them a run can show.

A condition is met only where something of the release proves all of it. What this version of Veil does not do is said.
Source of the list: GDPR Art. 5(1), 6, 9, 13-14, 17, 21, 24, 30, 32 and 35, read for row-level text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pipeline.policy.schema import Policy
from pipeline.release.documents.material import Material
from pipeline.release.manifest import MANIFEST_NAME

TEXT_CHECKS = ("known values swept", "validators on the written text")
_MANIFEST = f"../{MANIFEST_NAME}"


class Standing(StrEnum):
    """How far a condition is shown."""

    MET = "met"
    PARTLY = "met in part"
    NOT_PROVIDED = "not provided by this version"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: how far it is shown, where the evidence stands, and what is missing."""

    text: str
    standing: Standing
    evidence: tuple[str, ...] = ()
    missing: str = ""


def conditions(material: Material) -> tuple[Condition, ...]:
    """Return the conditions in their order."""
    return tuple(_conditions(material))


def _conditions(material: Material) -> Iterator[Condition]:
    yield _purpose(material)
    yield _gates(material.policy)
    yield Condition(
        "Only listed fields are in it.",
        Standing.MET,
        ("dataset_card.html: columns", f"{_MANIFEST}: dropped_fields"),
    )
    yield _text(material)
    yield _linkage(material)
    yield _groups(material.policy)
    yield Condition(
        "An independent second pass keeps the bound of what was missed under the limit.",
        Standing.NOT_PROVIDED,
        (f"{_MANIFEST}: checks ({', '.join(TEXT_CHECKS)})",),
        "the checks on the written text are independent of detection, but give no bound",
    )
    yield Condition(
        "Every file says what the data are.",
        Standing.MET,
        (f"{_MANIFEST}: label_sentence", "the footer of each data file: veil.label_sentence", "veil verify: words"),
    )
    yield Condition(
        "It expires; erasure and objection stay possible.",
        Standing.PARTLY,
        (f"{_MANIFEST}: expires", "the footer of each data file: veil.expires"),
        "erasing one person from a release is not provided by this version",
    )
    yield Condition(
        "The papers are there.",
        Standing.PARTLY,
        ("index.html", f"{_MANIFEST}: documents"),
        "a residual risk report, and proofs of erasure, are not provided by this version",
    )
    yield _recipients(material)


def _purpose(material: Material) -> Condition:
    purpose, basis = material.policy.purpose, material.policy.legal_basis
    missing = []
    consented = basis.basis == "consent"
    if not consented and basis.compatibility is None and purpose.original_purpose not in {purpose.id, *purpose.dpv}:
        missing.append("the policy does not state the five points of Art. 6(4)")
    if basis.basis == "legitimate_interests" and basis.assessment is None:
        missing.append("the policy does not state the balancing test")
    return Condition(
        "It has a named purpose, a legal basis, and a compatible purpose or consent.",
        Standing.PARTLY if missing else Standing.MET,
        (
            "lia_annex.html: interest, compatibility",
            f"{_MANIFEST}: purpose",
            *([f"{_MANIFEST}: counts.refused (no_consent, consent_other_purpose, ...)"] if consented else []),
        ),
        "; ".join(missing),
    )


def _gates(policy: Policy) -> Condition:
    """Every gate is always asked; what a policy lets pass unasked, or looks up in no list, is missing."""
    gates, lists = policy.gates, policy.lists
    missing = [
        f"{what} may pass: {gate.justification}"
        for what, gate in (
            ("records that do not say how old the customer is", gates.age),
            ("calls that do not say whether the caller was told of the recording", gates.recording_notice),
        )
        if gate.missing == "pass"
    ]
    unlisted = [name for name in ("objections", "erasures", "restrictions") if name not in lists.named]
    if unlisted:
        because = lists.absent_because or "the policy does not say how such people are kept out"
        missing.append(f"nobody is looked up in a list of {', '.join(unlisted)}: {because}")
    return Condition(
        "Every source record passed the gates: notice, consent, objection, erasure, minors.",
        Standing.PARTLY if missing else Standing.MET,
        (f"{_MANIFEST}: counts.refused", f"{_MANIFEST}: lists", "lia_annex.html: opt_out"),
        "; ".join(missing),
    )


def _groups(policy: Policy) -> Condition:
    k = policy.disclosure_control.k
    rare = "rare words are not checked"
    return Condition(
        "Columns that describe people are checked by groups of people, and rare words are suppressed.",
        Standing.PARTLY if k else Standing.NOT_PROVIDED,
        (f"{_MANIFEST}: checks (people who share a combination: {k} or more)",) if k else (),
        rare if k else f"the policy asks for no groups of people; {rare}",
    )


def _text(material: Material) -> Condition:
    """Never met as a whole: the checks prove that known values and numbers with a check digit are gone, and no more."""
    passed = {check.name for check in material.manifest.checks if check.passed}
    failed = [name for name in TEXT_CHECKS if name not in passed]
    unchecked = (
        "what a record does not give of itself and has no check digit may have been missed; no bound is measured"
    )
    return Condition(
        "Direct identifiers and known values are gone from the text.",
        Standing.PARTLY,
        (f"{_MANIFEST}: checks ({', '.join(TEXT_CHECKS)})", f"{_MANIFEST}: redactions"),
        "; ".join([*(f"{name}: not recorded as passed" for name in failed), unchecked]),
    )


def _linkage(material: Material) -> Condition:
    joined = "records of a person are joined for the reason that the policy gives"
    alone = "no key joins the records of a person"
    return Condition(
        "What can be joined is justified.",
        Standing.MET,
        (f"dpia_annex.html: necessity ({joined if material.links_persons else alone})",),
    )


def _recipients(material: Material) -> Condition:
    policy = material.policy
    wanted = {"its terms": policy.release.terms, "the country in which it lies": policy.release.location}
    missing = [name for name, value in wanted.items() if value is None]
    return Condition(
        "Recipients, their places and their terms are named.",
        Standing.PARTLY if missing else Standing.MET,
        (
            f"ropa_entry.html: d_recipients ({len(policy.parties.recipients)} named, each with a country), e_transfers",
            *([f"the recipients' terms: {policy.release.terms}"] if policy.release.terms else []),
        ),
        f"the policy does not state {' and '.join(missing)}" if missing else "",
    )
