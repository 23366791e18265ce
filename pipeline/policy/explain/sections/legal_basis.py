"""On which legal ground the data are used, and why the new purpose fits the old one."""

from __future__ import annotations

from pipeline.policy.explain.section import Explanation
from pipeline.policy.explain.words import NOT_STATED, assessment, listed
from pipeline.policy.loaded import LoadedPolicy
from pipeline.policy.schema import Compatibility, EPrivacy, Research

_BASES = {
    "consent": "the people have consented, Art. 6(1)(a)",
    "contract": "it is needed for a contract with the person, Art. 6(1)(b)",
    "legal_obligation": "a law demands it, Art. 6(1)(c)",
    "public_task": "it is needed for a task in the public interest, Art. 6(1)(e)",
    "legitimate_interests": "legitimate interests that outweigh the people's, Art. 6(1)(f)",
}


def _lines(loaded: LoadedPolicy) -> list[str]:
    basis = loaded.policy.legal_basis
    return [
        f"Legal basis: {_BASES[basis.basis]} ({basis.basis})",
        f"Balancing test: {assessment(basis.assessment)}",
        f"Impact assessment (DPIA): {assessment(basis.dpia)}",
        *([f"No impact assessment, because: {basis.no_dpia_because}"] if basis.no_dpia_because else []),
        f"How people object: {basis.opt_out or NOT_STATED}",
        *_research(basis.art89),
        f"Condition for special categories (Art. 9(2)): {basis.art9_2}",
        *_calls(basis.eprivacy),
        *_compatibility(basis.compatibility),
    ]


def _research(of: Research) -> list[str]:
    answers = of.model_dump(exclude={"claimed"}, exclude_none=True)
    claimed = "claimed" if of.claimed else "not claimed"
    return [f"Scientific research (Art. 89): {claimed}", *[f"  {sign}: {answer}" for sign, answer in answers.items()]]


def _calls(of: EPrivacy | None) -> list[str]:
    return [f"Calls were recorded with {of.call_recording}; national rules: {listed(of.national_rules)}"] if of else []


def _compatibility(fit: Compatibility | None) -> list[str]:
    if fit is None:
        return ["Compatibility with the original purpose: not stated"]
    return [
        f"Link to the original purpose: {fit.link}",
        f"Context: {fit.context}",
        f"Nature of the data: {fit.nature}",
        f"Consequences for people: {fit.consequences}",
        f"Safeguards: {listed(fit.safeguards)}",
    ]


PLUGIN = Explanation("legal-basis", "On which legal ground", 40, ("legal_basis",), _lines)
