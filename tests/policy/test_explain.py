from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pipeline.policy.explain import explain, plain_text
from pipeline.policy.loader import load
from pipeline.policy.vocabulary import Vocabulary


def leaves(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    elif value is not None and not isinstance(value, bool):
        yield value


def rich(values: dict[str, Any]) -> None:
    values["metadata"]["review_by"] = values["metadata"]["effective_until"]
    values["parties"]["processors"] = [{"name": "CloudCo", "service": "runner", "location": "FR", "contract": "DPA-7"}]
    values["parties"]["controller"] |= {"address": "Berlin", "dpo": "dpo@example.eu"}
    values["detection"] |= {"thresholds": {"AGE": 0.75}, "deny_list": "d.txt"}
    values["entities"]["AGE"] = {"operator": "keep", "justification": "ages are bands already"}
    values["fields"].append({
        "path": "metadata.csat",
        "type": "integer",
        "minimum": 0.5,
        "maximum": 9.25,
        "quasi_identifier": True,
    })
    del values["legal_basis"]["no_dpia_because"]
    values["gates"] = {"regions": ["DE", "AT"], "days_to_object": 17, "flags_none_of": ["press"]}
    values["gates"]["age"] = {"minimum": 18, "missing": "pass", "justification": "age is rarely recorded"}
    values["lists"] = {"objections": {"file": "env:OBJECTIONS", "max_age_days": 3}, "absent_because": "left out before"}
    values["legal_basis"]["dpia"] = {"reference": "DPIA-9", "date": "2025-12-24", "outcome": "may continue"}


def test_every_value_is_shown_defaults_included(write: Callable[..., Path], vocabulary: Vocabulary) -> None:
    loaded = load(write(rich, d__txt="Kunigunde\n"), vocabulary)
    text = plain_text(explain(loaded))
    missing = [leaf for leaf in leaves(loaded.policy.model_dump(mode="json")) if str(leaf) not in text]
    assert missing == []
    assert "Kunigunde" not in text  # a deny list holds people's names
    assert "1 values in d.txt" in text


def test_what_is_not_named_is_said_to_be_denied(write: Callable[..., Path], vocabulary: Vocabulary) -> None:
    text = plain_text(explain(load(write(), vocabulary)))
    assert "Every other channel is refused" in text
    assert "Every other field is dropped" in text
    assert "Every other kind of personal data: remove" in text


def test_headings_are_unique_and_no_section_is_empty(write: Callable[..., Path], vocabulary: Vocabulary) -> None:
    sections = explain(load(write(), vocabulary))
    assert len({heading for heading, _ in sections}) == len(sections)
    assert all(lines for _, lines in sections)
