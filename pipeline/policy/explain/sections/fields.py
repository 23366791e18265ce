"""Which fields may leave, and as what."""

from __future__ import annotations

from pipeline.policy.explain.section import Explanation
from pipeline.policy.explain.words import listed, number
from pipeline.policy.loaded import LoadedPolicy
from pipeline.policy.schema import FieldRule

_USES = {
    "keep": "as it is",
    "month": "the month only",
    "duration": "how long it took, in seconds",
    "gap_band": "the time since the one before, as a band",
    "response_band": "how long a customer waited for an agent's answer, as a band",
    "contacts_24h_band": "the person's contacts within 24 hours, as a band",
    "person_key": "a keyed pseudonym of the person",
    "text": "with personal data hidden",
    "words": "how many words are written, a label counting as one",
}


def _lines(loaded: LoadedPolicy) -> list[str]:
    return [
        *[_field(rule) for rule in loaded.policy.fields],
        f"Turns of these roles: {listed(loaded.policy.roles)}",
        "Every other field is dropped and counted.",
    ]


def _field(rule: FieldRule) -> str:
    notes: list[str] = []
    if rule.type:
        notes.append(f"type {rule.type}")
    if rule.allowed_values is not None:
        notes.append(f"only {listed(rule.allowed_values)}")
    if rule.minimum is not None or rule.maximum is not None:
        notes.append(f"from {number(rule.minimum)} to {number(rule.maximum)}")
    notes.append("quasi-identifier" if rule.quasi_identifier else "no quasi-identifier")
    if rule.justification:
        notes.append(f"because: {rule.justification}")
    return f"{rule.path} -> column {rule.column}, {_USES[rule.use]} ({rule.use}); " + "; ".join(notes)


PLUGIN = Explanation("fields", "Which fields", 60, ("fields", "roles"), _lines)
