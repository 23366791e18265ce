"""What happens to each kind of personal data."""

from __future__ import annotations

from pipeline.policy.explain.section import Explanation
from pipeline.policy.explain.words import plain
from pipeline.policy.loaded import LoadedPolicy
from pipeline.policy.schema import EntityRule


def _lines(loaded: LoadedPolicy) -> list[str]:
    policy, meanings = loaded.policy, loaded.meanings
    return [
        *[f"{name}: {_rule(rule, meanings.get(name, ''))}" for name, rule in policy.entities.items()],
        f"Every other kind of personal data: {_rule(policy.default, meanings.get('', ''))}",
    ]


def _rule(rule: EntityRule, meaning: str) -> str:
    """Return what happens in the operator's words, then the rule as written, so that the file can be compared."""
    because = f"; because: {rule.justification}" if rule.justification else ""
    parameters = ", ".join(f"{name} {plain(value)}" for name, value in rule.parameters.items() if value is not None)
    written = f"{rule.operator}, {parameters}" if parameters else rule.operator
    return f"{meaning} ({written}){because}" if meaning else f"{written}{because}"


PLUGIN = Explanation("entities", "What happens to each kind of personal data", 70, ("default", "entities"), _lines)
