"""A policy that says something in every section, and ways to change one value of it."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path as File
from typing import Any

from pydantic import BaseModel, ValidationError

from pipeline.policy.loaded import LoadedPolicy
from pipeline.policy.schema import Policy
from pipeline.policy.schema.special_categories import CLASSES

Path = tuple[str | int, ...]
Plain = dict[str, Any]
LISTS = ("objections", "erasures", "restrictions")


def policy(minimal: Plain) -> LoadedPolicy:
    """Return the minimal policy with every section filled, whether or not all of it may stand together in a file."""
    values = copy.deepcopy(minimal)
    _fill_papers(values)
    _fill_admission(values)
    _fill_rules(values)
    return LoadedPolicy(
        policy=Policy.model_validate(values),
        path=File("p.yaml"),
        content_sha256="a" * 64,
        files={},
        allow_list=frozenset({"Victoria"}),
        deny_list={"Kunigunde": "PERSON"},
        words_allowed=frozenset({"Health check"}),
    )


def _fill_papers(values: Plain) -> None:
    contact = {"name": "A", "contact": "a@example.eu", "address": "Hamburg", "dpo": "dpo@example.eu"}
    values["metadata"] |= {"review_by": "2026-11-30", "jurisdictions": ["EU", "FR"], "supersedes": ["0.9.0"]}
    values["metadata"]["owner"] = contact
    values |= {"extends": "base.yaml", "data_subjects": [{"id": "customer", "note": "adults"}, {"id": "agent"}]}
    loosened = {"path": "retention.dataset_days", "from": 90, "to": 365, "justification": "slow season"}
    values["exceptions"] = [loosened | {"approved_by": "R. Roe", "expires": date(2026, 8, 31)}]
    values["parties"] = {
        "controller": contact | {"name": "Example GmbH"},
        "joint_controllers": [contact | {"name": "Sister GmbH"}],
        "representative": contact | {"name": "Deputy GmbH"},
        "processors": [{"name": "CloudCo", "service": "runner", "location": "FR", "contract": "DPA-7"}],
        "recipients": [{"id": "research", "category": "internal", "location": "DE", "has_access_to": ["crm"]}],
        "transfers": [{"country": "CA", "tool": "adequacy_decision", "reference": "2002/2/EC"}],
    }
    values["purpose"] |= {"dpv": ["dpv:CommercialResearch"], "not_for": ["marketing"]}
    values["purpose"]["allowed_after_all"] = {"model_training": "a works agreement"}
    _fill_legal_basis(values)
    values["anonymity_assessment"] = {
        "reference": "AA-1",
        "assessor": "Q. Poe",
        "date": date(2026, 1, 2),
        "valid_until": date(2026, 7, 2),
        "relevant_entities": ["research"],
        "isolation": "no one stands alone",
        "linkage": "nothing links",
        "inference": "nothing follows",
    }


def _fill_legal_basis(values: Plain) -> None:
    paper = {"reference": "LIA-9", "date": date(2025, 11, 20), "outcome": "passes", "review_by": date(2026, 11, 20)}
    signs = ("method", "ethics", "verifiability", "autonomy", "contribution", "novelty")
    values["legal_basis"] = {
        "basis": "legitimate_interests",
        "assessment": paper,
        "dpia": paper | {"reference": "DPIA-9"},
        "no_dpia_because": "small scale",
        "opt_out": "a form",
        "art89": {"claimed": True, **{sign: f"our {sign}" for sign in signs}},
        "eprivacy": {"call_recording": "all_party_notice", "national_rules": ["StGB 201"]},
        "compatibility": {
            "link": "it improves the product",
            "context": "paid service",
            "nature": "free text",
            "consequences": "none for anybody",
            "safeguards": ["redaction", "deletion"],
        },
    }


def _fill_admission(values: Plain) -> None:
    values["gates"] = {
        "consent": True,
        "age": {"minimum": 18, "missing": "pass", "justification": "a shop for adults"},
        "recording_notice": {"missing": "pass", "justification": "the line plays it to all"},
        "flags_none_of": ["legal_hold", "test account"],
        "regions": ["FR", "DE"],
        "max_age_days": {"call": 183, "chat": 731},
        "days_to_object": 14,
    }
    values["lists"] = {name: {"file": f"{name}.json", "max_age_days": 3} for name in LISTS}
    values["lists"]["absent_because"] = "nobody is left out"
    turns = {"action": "drop_turn", "justification": "long tickets"}
    values["special_categories"] = dict.fromkeys(CLASSES, turns)
    values["special_categories"]["words_allowed"] = {"file": "products.txt", "justification": "names of products"}


def _fill_rules(values: Plain) -> None:
    notice = {"version": "m1", "date": date(2025, 2, 1), "text": "docs/mail.md", "recipients": ["research"]}
    values["channels"]["email"] = {"notice": notice}
    values["detection"] |= {"thresholds": {"AGE": 0.75}, "deny_list": "d.txt", "allow_list": "a.txt"}
    values["detection"] |= {"detector_file": "own.yaml", "without": {"split_code": "there are no codes"}}
    values["default"] = {"operator": "remove", "justification": "as ever"}
    values["entities"]["AGE"] = {"operator": "keep", "justification": "ages are bands already"}
    csat = {"path": "metadata.csat", "type": "integer", "minimum": 0.5, "maximum": 9.25, "quasi_identifier": True}
    plan = {"path": "metadata.plan", "type": "string", "allowed_values": ["free", "pro"], "to": "tariff"}
    values["fields"] += [csat, plan | {"justification": "tariffs differ"}]
    values["disclosure_control"] = {"k": 10}
    values["release"] = {"location": "DE", "terms": "docs/terms.md"}


def leaves(value: object, at: Path = ()) -> Iterator[Path]:
    """Yield where each plain value stands that is neither a group of keys nor a list."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from leaves(inner, (*at, key))
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*at, index))
    elif value is not None:
        yield at


def value_at(value: Any, at: Path) -> Any:
    """Return what stands at a path."""
    for part in at:
        value = value[part]
    return value


def changed(whole: Policy, at: Path) -> Policy:
    """Return the policy with another valid value at a path."""
    old = value_at(whole.model_dump(mode="json", by_alias=True), at)
    for new in _others(old):
        values = whole.model_dump(mode="json", by_alias=True)
        value_at(values, at[:-1])[at[-1]] = new
        try:
            found = Policy.model_validate(values)
        except ValidationError:
            continue
        if value_at(found.model_dump(mode="json", by_alias=True), at) != old:
            return found
    raise AssertionError(f"no other value is valid at {at}")


def empty_fields(model: BaseModel, at: str = "") -> Iterator[str]:
    """Yield the fields below a model that say nothing: absent or empty everywhere they could stand."""
    seen: dict[str, bool] = {}
    for path, value in _fields(model, at):
        seen[path] = seen.get(path, False) or value not in (None, (), {})
    yield from (path for path, filled in seen.items() if not filled)


def _fields(model: BaseModel, at: str) -> Iterator[tuple[str, object]]:
    for name in type(model).model_fields:
        value = getattr(model, name)
        path = f"{at}.{name}".strip(".")
        yield path, value
        inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else (value,)
        for each in inner:
            if isinstance(each, BaseModel):
                yield from _fields(each, path)


def _others(old: object) -> Iterator[object]:
    if isinstance(old, bool):
        yield not old
    elif isinstance(old, int | float):
        yield from (old + 1, old - 1, old / 2, old / 2 + 0.1)
    elif isinstance(old, str):
        yield from _words()
        for suffix in ("x", "-x", "X", ".x"):
            yield f"{old}{suffix}"
        if len(old) == len("2026-01-01") and old[:4].isdigit():
            yield (date.fromisoformat(old) + timedelta(days=1)).isoformat()
        yield from ("FI", "fi", "9.9.9")


def _words() -> Iterator[str]:
    """Yield the words of all closed lists of the schema."""
    schema = Policy.model_json_schema()
    parts: list[object] = [schema]
    while parts:
        part = parts.pop()
        if isinstance(part, dict):
            yield from (word for word in part.get("enum", ()) if isinstance(word, str))
            parts += part.values()
        elif isinstance(part, list):
            parts += part
