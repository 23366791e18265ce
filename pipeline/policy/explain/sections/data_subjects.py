"""Whose data they are."""

from __future__ import annotations

from pipeline.policy.explain.section import Explanation
from pipeline.policy.loaded import LoadedPolicy


def _lines(loaded: LoadedPolicy) -> list[str]:
    return [f"{who.id}" + (f" ({who.note})" if who.note else "") for who in loaded.policy.data_subjects]


PLUGIN = Explanation("data-subjects", "Whose data they are", 45, ("data_subjects",), _lines)
