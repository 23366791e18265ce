"""Why the data are used."""

from __future__ import annotations

from pipeline.policy.explain.section import Explanation
from pipeline.policy.explain.words import listed
from pipeline.policy.loaded import LoadedPolicy


def _lines(loaded: LoadedPolicy) -> list[str]:
    purpose = loaded.policy.purpose
    return [
        f"Purpose {purpose.id}: {purpose.statement}",
        f"In W3C DPV terms: {listed(purpose.dpv)}",
        f"The data were first collected for: {purpose.original_purpose}",
        f"Never to be used for: {listed(purpose.not_for)}",
        *[f"Allowed after all: {use}, because: {reason}" for use, reason in purpose.allowed_after_all.items()],
    ]


PLUGIN = Explanation("purpose", "Why", 30, ("purpose",), _lines)
