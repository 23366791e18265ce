"""How many people must share what can be read beside the text."""

from __future__ import annotations

from pipeline.policy.explain.section import Explanation
from pipeline.policy.loaded import LoadedPolicy


def _lines(loaded: LoadedPolicy) -> list[str]:
    control = loaded.policy.disclosure_control
    if control.k is None:
        shared = "How many people share a combination of quasi-identifiers is not checked (k: not stated)."
    else:
        shared = f"Every combination of quasi-identifiers is shared by {control.k} people, or emptied."
    emptied = f"Nothing is published if more than {control.max_suppressed_fraction} of the conversations lost a value."
    return [shared, emptied]


PLUGIN = Explanation("disclosure", "How many people must share a description", 85, ("disclosure_control",), _lines)
