"""What the policy is, who answers for it and when it is in force."""

from __future__ import annotations

from pipeline.policy.explain.section import Explanation
from pipeline.policy.explain.words import NOT_STATED, contact, listed
from pipeline.policy.loaded import LoadedPolicy


def _lines(loaded: LoadedPolicy) -> list[str]:
    policy, metadata = loaded.policy, loaded.policy.metadata
    return [
        f"{metadata.title} ({metadata.id} {metadata.version}, {policy.policy})",
        f"Status: {metadata.status}. In force from {metadata.effective_from} until {metadata.effective_until}.",
        f"To be reviewed by: {metadata.review_by or NOT_STATED}",
        f"Written by {metadata.author}. Owner: {contact(metadata.owner)}",
        f"Jurisdictions: {listed(metadata.jurisdictions)}. Takes the place of: {listed(metadata.supersedes)}",
        f"Approvals needed: {metadata.approvals_required}, by different people in different roles, not by the author.",
    ]


PLUGIN = Explanation("policy", "The policy", 10, ("policy", "metadata"), _lines)
