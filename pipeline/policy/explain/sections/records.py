"""Which records may be used."""

from __future__ import annotations

from pipeline.policy.explain.gates import gate_lines, list_lines
from pipeline.policy.explain.section import Explanation
from pipeline.policy.explain.words import NOT_STATED, listed
from pipeline.policy.loaded import LoadedPolicy

_UNIDENTIFIED = {
    "own_person": "counts as one person of its own (own_person)",
    "refuse": "is refused (refuse)",
}


def _lines(loaded: LoadedPolicy) -> list[str]:
    policy = loaded.policy
    channels = [
        f"{channel}: from {rule.notice.date} on, when notice {rule.notice.version} was given"
        f" (its text: {rule.notice.text or NOT_STATED}; recipients it names: {listed(rule.notice.recipients)})"
        for channel, rule in policy.channels.items()
    ]
    return [
        *channels,
        "Every other channel is refused, and so is a record without a start time.",
        f"Languages: {listed(policy.detection.languages)}. Any other or unknown language is refused.",
        f"A record that names no person {_UNIDENTIFIED[policy.pseudonyms.unidentified]}.",
        *gate_lines(policy),
        *list_lines(policy),
    ]


PLUGIN = Explanation(
    "records", "Which records", 50, ("channels", "detection.languages", "pseudonyms", "gates", "lists"), _lines
)
