"""Keys that officers know from elsewhere and that a Veil policy does not have: why, and where to write it instead.

A policy must not promise what no run keeps, so such a key is refused and not ignored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from pipeline.policy.problems import Problem

_NOT_YET = "Veil cannot do this yet: leave it out, so that the policy promises no more than a run keeps"

_KEY = "the key never stands in a policy: a run is told where it is (veil run --key env:NAME or file:PATH)"

REASONS: Mapping[str, str] = MappingProxyType({
    "keys": _KEY,
    "pseudonyms.key": _KEY,
    "pseudonyms.algorithm": "is always HMAC-SHA256 with a key for each policy, dataset and kind: leave it out",
    "pseudonyms.bits": "is always 128: leave it out",
    "sources": "write each channel that may be read under `channels`",
    "notice": "write the notice of each channel under `channels`",
    "tests": "examples stand in a file of their own beside the policy: <name>.cases.yaml",
    "verification": "every check always runs, and a failed one publishes nothing: leave it out",
    "on_breach": "a failed check always publishes nothing: leave it out",
    "quarantine": "no run keeps raw text of a record that failed: leave it out",
    "dead_letter": "no run keeps raw text of a record that failed: leave it out",
    "output": "what is written follows from `fields`, and where from the command: leave it out",
    "erasure": _NOT_YET,
    "metadata.approved_by": "approvals stand in a file of their own: veil policy approve",
    "disclosure_control.unit": "k always counts people: leave it out",
    "disclosure_control.quasi_identifiers": "mark the fields themselves: quasi_identifier: true",
    **{
        f"disclosure_control.{name}": _NOT_YET
        for name in (
            "on_small_group", "diversity", "rare_values", "text_rarity", "max_conversations_per_person", "sample",
            "overlap_with_releases",
        )
    },
    "disclosure_control.min_dataset": "write min_people and min_conversations under `release`",
    "retention.quarantine": "no run keeps raw text of a record that failed: leave it out",
    "retention.delete": _NOT_YET,
})  # fmt: skip


def explained(problem: Problem) -> Problem:
    """Return a problem with an unknown key as it is, or with the reason why there is no such key."""
    reason = REASONS.get(problem.where)
    return replace(problem, message=reason) if reason and problem.message.startswith("unknown key") else problem
