"""Cross checks of special categories: what Art. 9 and 10 ask for before words of them may go out hidden."""

from __future__ import annotations

from pipeline.policy.check_papers import Found
from pipeline.policy.draft import Draft

ENTITY_TYPES = {
    "HEALTH": "health", "RELIGION": "religion", "POLITICS": "politics", "SEXUALITY": "sexuality",
    "ETHNICITY": "ethnicity", "UNION_MEMBERSHIP": "union", "CRIME": "crime",
}  # fmt: skip
"""The entity type under which each class is found."""


def check_special(policy: Draft) -> Found:
    """Hidden words need a condition of Art. 9(2), which there is none of for crimes; none of these words ever stays."""
    sections = policy.special_categories
    condition = policy.legal_basis.art9_2 if policy.legal_basis else "none"
    for name, rule in sections.rules.items() if sections else ():
        if rule.action != "redact_span":
            continue
        at = ("special_categories", name, "action")
        if name == "crime":
            yield at, "redact_span is not for crimes: no condition of Art. 9(2) covers Art. 10; choose a drop"
        elif condition == "none":
            yield at, "redact_span needs a condition of Art. 9(2) (legal_basis.art9_2); without one choose a drop"
    for name, entity in policy.entities:
        if name in ENTITY_TYPES and entity.operator == "keep":
            yield ("entities", name, "operator"), "words of a special category never stay readable"
    for name in policy.thresholds:
        if name in ENTITY_TYPES:
            yield ("detection", "thresholds", name), "special categories have no threshold: what is found counts"
