"""Which policy this one tightens, and where it is looser after all."""

from __future__ import annotations

from pipeline.policy.explain.section import Explanation
from pipeline.policy.explain.words import plain
from pipeline.policy.loaded import LoadedPolicy
from pipeline.policy.schema import Loosening


def _lines(loaded: LoadedPolicy) -> list[str]:
    policy = loaded.policy
    return [
        f"Tightens: {policy.extends or 'no other policy'}",
        *map(_exception, policy.exceptions),
        *([] if policy.exceptions else ["Exceptions: none"]),
    ]


def _exception(each: Loosening) -> str:
    values = f"{each.path} is {plain(each.after)} instead of {plain(each.before)}"
    return f"Exception: {values}, because: {each.justification}; agreed by {each.approved_by}, until {each.expires}"


PLUGIN = Explanation("extends", "What it builds on", 15, ("extends", "exceptions"), _lines)
