"""Cross checks of k by person: it counts over columns that are known when a record is read, the month among them."""

from __future__ import annotations

from pipeline.policy.check_papers import Found
from pipeline.policy.draft import Draft

_KNOWN_LATER = ("duration", "gap_band", "contacts_24h_band")


def check_disclosure(policy: Draft) -> Found:
    """With a k, some field is a quasi-identifier, the month is one, and each can be counted."""
    control = policy.disclosure_control
    if control is None or control.k is None:
        return
    if not any(rule.quasi_identifier for _, rule in policy.fields):
        yield (
            ("disclosure_control", "k"),
            "counts nobody: mark the fields that describe people (quasi_identifier: true)",
        )
    for index, rule in policy.fields:
        if rule.quasi_identifier and (rule.use in _KNOWN_LATER or rule.type in {"list", "number"}):
            yield ("fields", index, "quasi_identifier"), f"people cannot be counted by a {rule.type or rule.use}"
        if rule.use == "month" and not rule.quasi_identifier:
            yield ("fields", index), "with a k the month is a quasi_identifier: it stands in the folders' names"
