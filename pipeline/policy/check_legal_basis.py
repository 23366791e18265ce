"""Cross checks of why: purpose, legal basis and the papers behind it."""

from __future__ import annotations

from pipeline.policy.check_papers import Found
from pipeline.policy.draft import Draft
from pipeline.policy.schema import ALWAYS_NOT_FOR, NOT_FOR, Assessment, LegalBasis, Metadata, Research

CAN_BE_OBJECTED_TO = ("legitimate_interests", "public_task")
"""Grounds of Art. 6(1)(e) and (f): people may object at any time (Art. 21(1))."""


def check_legal_basis(policy: Draft) -> Found:
    """Legitimate interests need a balancing test (Art. 6(1)(f)), another purpose the five points of Art. 6(4)."""
    basis = policy.legal_basis
    if basis is None:
        return
    if basis.basis == "legitimate_interests" and basis.assessment is None:
        yield ("legal_basis",), "legitimate_interests needs an assessment (the balancing test of Art. 6(1)(f))"
    if basis.basis in CAN_BE_OBJECTED_TO and basis.opt_out is None:
        yield ("legal_basis",), f"{basis.basis} needs opt_out: how people object (Art. 21)"
    yield from _dpia(basis)
    yield from _research(basis.art89)
    if policy.metadata:
        for name in ("assessment", "dpia"):
            yield from _in_time(name, getattr(basis, name), policy.metadata)
    purpose = policy.purpose
    if purpose is None or basis.basis == "consent" or basis.compatibility is not None:
        return
    if purpose.original_purpose != purpose.id and purpose.original_purpose not in purpose.dpv:
        yield ("legal_basis",), "the purpose is not the original one: compatibility (Art. 6(4)) is needed"


def check_purpose(policy: Draft) -> Found:
    """What the data are not for goes without saying (Art. 22, 88); model training may be let in with a reason."""
    purpose = policy.purpose
    if purpose is None:
        return
    for use in NOT_FOR:
        allowed = use in purpose.allowed_after_all
        if allowed and use in purpose.not_for:
            yield ("purpose", "allowed_after_all", use), "stands under not_for as well"
        elif not allowed and use not in purpose.not_for:
            rest = "" if use in ALWAYS_NOT_FOR else ", or a reason under allowed_after_all"
            yield ("purpose", "not_for"), f"leaves out {use}: it must stand there{rest}"


def _dpia(basis: LegalBasis) -> Found:
    if basis.dpia is not None:
        if basis.no_dpia_because:
            yield ("legal_basis", "no_dpia_because"), "there is a dpia"
    elif basis.art9_2 != "none":
        yield ("legal_basis",), "special categories need a dpia (Art. 35(3)(b))"
    elif basis.no_dpia_because is None:
        yield ("legal_basis",), "needs a dpia (Art. 35), or no_dpia_because"


def _research(claim: Research) -> Found:
    """The research regime is claimed with all six answers or not at all (EDPB 1/2026, draft)."""
    signs = [name for name in Research.model_fields if name != "claimed"]
    missing = [name for name in signs if getattr(claim, name) is None]
    if claim.claimed and missing:
        yield ("legal_basis", "art89"), f"to claim it, say what stands for: {', '.join(missing)}"
    if not claim.claimed and len(missing) < len(signs):
        yield ("legal_basis", "art89"), "has answers, but is not claimed: write claimed: true, or leave it out"


def _in_time(name: str, paper: Assessment | None, times: Metadata) -> Found:
    """A paper comes before the processing, and is not to be looked at again before the policy itself is."""
    if paper is None:
        return
    at = ("legal_basis", name)
    if paper.date > times.effective_from:
        yield (*at, "date"), "is after effective_from: it comes before the processing (Art. 35(1))"
    again = times.review_by or times.effective_until
    if paper.review_by and paper.review_by < again:
        yield (*at, "review_by"), f"is before the policy itself is looked at again ({again})"
