"""What the dataset is called, and the assessment that it may rest on."""

from __future__ import annotations

from pipeline.policy.explain.section import Explanation
from pipeline.policy.explain.words import listed
from pipeline.policy.loaded import LoadedPolicy
from pipeline.policy.schema import AnonymityAssessment, Label

_LABELS = {
    Label.PERSONAL_PSEUDONYMISED: "PERSONAL DATA - pseudonymised. The GDPR applies.",
    Label.PERSONAL_REDACTED: "PERSONAL DATA - redacted text. The GDPR applies.",
    Label.ANONYMITY_ASSESSED: "Personal data for everybody but those named in the assessment.",
}


def _lines(loaded: LoadedPolicy) -> list[str]:
    policy = loaded.policy
    return [f"{policy.label}: {_LABELS[policy.label]}", *_assessment(policy.anonymity_assessment)]


def _assessment(of: AnonymityAssessment | None) -> list[str]:
    if of is None:
        return []
    return [
        f"Assessment {of.reference} by {of.assessor} of {of.date}, valid until {of.valid_until}",
        f"  For: {listed(of.relevant_entities)}",
        f"  Isolation: {of.isolation}",
        f"  Linkage: {of.linkage}",
        f"  Inference: {of.inference}",
    ]


PLUGIN = Explanation("label", "What the dataset is called", 92, ("label", "anonymity_assessment"), _lines)
