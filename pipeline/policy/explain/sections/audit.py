"""How long the trace of the runs is kept."""

from __future__ import annotations

from pipeline.policy.explain.section import Explanation
from pipeline.policy.loaded import LoadedPolicy


def _lines(loaded: LoadedPolicy) -> list[str]:
    days = loaded.policy.audit.keep_days
    return [f"The audit log and the papers of runs are kept for {days} days. They hold counts, no text."]


PLUGIN = Explanation("audit", "What is kept of the runs", 95, ("audit",), _lines)
