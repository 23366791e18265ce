"""Fixtures: `make_policy` and `make_plan` build from entity rules alone; `master` is a fixed key."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from pipeline.anonymization.plan import Plan, build
from pipeline.keys.master import MasterKey
from pipeline.policy.schema import Policy

MakePolicy = Callable[..., Policy]
MakePlan = Callable[..., Plan]

NOTICE = {"notice": {"version": "1", "date": "2026-01-01"}}
TEXT_ONLY: list[dict[str, object]] = [{"path": "turns[].text", "use": "text"}]


@pytest.fixture(scope="session")
def master() -> MasterKey:
    return MasterKey(bytes(range(32)))


@pytest.fixture(scope="session")
def make_policy() -> MakePolicy:
    def make(
        entities: Mapping[str, object] | None = None,
        default: Mapping[str, object] | None = None,
        fields: list[dict[str, object]] | None = None,
        **parts: object,
    ) -> Policy:
        owner = {"name": "Research", "contact": "research@example.com"}
        return Policy.model_validate(
            {
                "policy": "veil-policy/1",
                "metadata": {
                    "id": "test-policy", "version": "1.0.0", "title": "Test", "author": "Test", "owner": owner,
                    "effective_from": "2026-01-01", "effective_until": "2027-01-01",
                },
                "dataset_id": "test-dataset",
                "parties": {
                    "controller": owner, "recipients": [{"id": "research", "category": "own staff", "location": "DE"}],
                },
                "purpose": {"id": "research", "statement": "Find needs.", "original_purpose": "Help customers."},
                "legal_basis": {"basis": "consent"},
                "channels": {"chat": NOTICE, "email": NOTICE},
                "detection": {"languages": ["en", "de"]},
                "entities": dict(entities or {}),
                "default": dict(default or {"operator": "remove"}),
                "fields": TEXT_ONLY if fields is None else fields,
                **parts,
            }
        )  # fmt: skip

    return make


@pytest.fixture(scope="session")
def make_plan(make_policy: MakePolicy, master: MasterKey) -> MakePlan:
    def make(*args: object, **parts: object) -> Plan:
        return build(make_policy(*args, **parts), master=master)

    return make


@pytest.fixture(scope="session")
def mixed_plan(make_plan: MakePlan) -> Plan:
    """One entity type an operator, named after it; any other type is removed."""
    return make_plan({
        "REMOVED": {"operator": "remove"},
        "REPLACED": {"operator": "replace"},
        "PERSON": {"operator": "pseudonymise"},
        "TOKEN": {"operator": "pseudonymise", "scope": "dataset", "justification": "counting"},
        "DATE_TIME": {"operator": "generalise", "to": "month"},
        "MASKED": {"operator": "mask"},
        "KEPT": {"operator": "keep", "justification": "product names"},
    })
