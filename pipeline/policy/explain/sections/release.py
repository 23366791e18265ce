"""What is released, where it lies, and for how long it lives."""

from __future__ import annotations

from pipeline.policy.explain.section import Explanation
from pipeline.policy.explain.words import NOT_STATED
from pipeline.policy.loaded import LoadedPolicy


def _lines(loaded: LoadedPolicy) -> list[str]:
    policy = loaded.policy
    limits, kept = policy.release, policy.retention
    return [
        f"Dataset: {policy.dataset_id}",
        f"Nothing is published if the share of unreadable records is above {limits.max_rejected_fraction},",
        f"or with fewer than {limits.min_conversations} conversations or {limits.min_people} people.",
        f"The dataset lies in: {limits.location or NOT_STATED}. Terms for recipients: {limits.terms or NOT_STATED}",
        f"The dataset is deleted after {kept.dataset_days} days, staged files after {kept.staging_hours} hours.",
    ]


PLUGIN = Explanation(
    "release", "What is released, and for how long", 90, ("dataset_id", "release", "retention"), _lines
)
