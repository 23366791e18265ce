"""Fixtures: `vocabulary` (a small one of our own), `minimal` (the smallest policy's values), `write`, `problems`."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pytest
import yaml
from pydantic import ConfigDict, Field

from pipeline.policy.loader import load
from pipeline.policy.problems import PolicyProblems
from pipeline.policy.vocabulary import OperatorTerms, Parameters, Vocabulary

Values = dict[str, Any]
Edit = Callable[[Values], object]


class WithoutAliases(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        del data
        return True


class Nothing(Parameters):
    model_config = ConfigDict(extra="forbid", frozen=True)

    def hides_as_much_as(self, other: Parameters) -> bool:
        return self == other


class ReplaceLike(Nothing):
    label: str = "HIDDEN"


class PseudonymiseLike(Nothing):
    scope: Literal["conversation", "dataset"] = "conversation"


class MaskLike(Nothing):
    keep_last: int = Field(default=0, ge=0, le=2)


class BandLike(Nothing):
    to: Literal["band"]
    bands: tuple[int, ...] = (16, 30)

    @property
    def needs_justification(self) -> bool:
        return len(self.bands) > 5


@pytest.fixture
def vocabulary() -> Vocabulary:
    return Vocabulary(
        entity_types=frozenset({"PERSON", "EMAIL_ADDRESS", "CREDIT_CARD", "AGE"}),
        operators={
            "remove": OperatorTerms(Nothing),
            "replace": OperatorTerms(ReplaceLike),
            "pseudonymise": OperatorTerms(PseudonymiseLike, reversible=True),
            "mask": OperatorTerms(MaskLike, locked_types=frozenset({"CREDIT_CARD"})),
            "generalise": OperatorTerms(BandLike),
            "keep": OperatorTerms(Nothing, needs_justification=True),
        },
        passes=frozenset({"patterns", "recurrence", "split_code"}),
        optional_passes=frozenset({"recurrence", "split_code"}),
    )


@pytest.fixture
def minimal() -> Values:
    return {
        "policy": "veil-policy/1",
        "metadata": {
            "id": "small",
            "version": "1.0.0",
            "title": "A small policy",
            "status": "ready",
            "author": "Maya Keller",
            "owner": {"name": "Insights", "contact": "insights@example.eu"},
            "effective_from": date(2026, 1, 1),
            "effective_until": date(2026, 12, 31),
        },
        "dataset_id": "small",
        "parties": {
            "controller": {"name": "Example GmbH", "contact": "privacy@example.eu"},
            "recipients": [{"id": "research", "category": "internal", "location": "DE"}],
        },
        "purpose": {"id": "research", "statement": "Find needs.", "original_purpose": "care"},
        "legal_basis": {"basis": "consent", "no_dpia_because": "few people, no sensitive text"},
        "lists": {"absent_because": "such people are left out of the export"},
        "channels": {"chat": {"notice": {"version": "v1", "date": date(2025, 1, 1)}}},
        "fields": [{"path": "channel"}, {"path": "turns[].text", "use": "text"}],
        "detection": {"languages": ["en", "de"]},
        "entities": {"PERSON": {"operator": "replace", "label": "NAME"}},
    }


@pytest.fixture
def write(tmp_path: Path, minimal: Values) -> Callable[..., Path]:
    """Write the minimal policy with an edit, and whatever stands beside it; return its path."""

    def write(edit: Edit = lambda _: None, /, **beside: str) -> Path:
        values = copy.deepcopy(minimal)
        edit(values)
        path = tmp_path / "p.yaml"
        path.write_text(yaml.dump(values, Dumper=WithoutAliases, sort_keys=False, allow_unicode=True), encoding="utf-8")
        for name, content in beside.items():
            (tmp_path / name.replace("__", ".")).write_text(content, encoding="utf-8")
        return path

    return write


@pytest.fixture
def problems(write: Callable[..., Path], vocabulary: Vocabulary) -> Callable[..., list[str]]:
    """Return `where: message` for each problem of the minimal policy with an edit; empty where it loads."""

    def problems(edit: Edit = lambda _: None, /, **beside: str) -> list[str]:
        try:
            load(write(edit, **beside), vocabulary)
        except PolicyProblems as error:
            return [f"{problem.where}: {problem.message}" for problem in error.problems]
        return []

    return problems
