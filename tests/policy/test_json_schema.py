from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

from pipeline.policy.json_schema import json_schema
from pipeline.policy.vocabulary import Vocabulary

Values = dict[str, Any]


@pytest.fixture
def validator(vocabulary: Vocabulary) -> Any:
    schema = json_schema(vocabulary)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_a_policy_is_valid(validator: Any, minimal: Values) -> None:
    validator.validate(json.loads(json.dumps(minimal, default=str)))


@pytest.mark.parametrize(
    "edit",
    [
        lambda v: v["entities"]["PERSON"].update(operator="repalce"),
        lambda v: v["entities"]["PERSON"].update(lable="X"),
        lambda v: v["entities"].update(PERSN={"operator": "remove"}),
        lambda v: v["entities"].update(AGE={"operator": "keep"}),  # no justification
        lambda v: v["entities"].update(AGE={"operator": "generalise"}),  # a required parameter
        lambda v: v["entities"].update(AGE={"operator": "mask", "keep_last": 3}),
        lambda v: v["entities"].update(AGE={"operator": "remove", "label": "X"}),  # another operator's parameter
        lambda v: v.update(default={"operator": "non"}),
        lambda v: v["fields"].append({"path": "participant.name"}),
        lambda v: v["detection"].update(thresholds={"NAME": 0.2}),
        lambda v: v.update(unknown=1),
        lambda v: v["metadata"].pop("author"),
        lambda v: v["channels"].update(chta=v["channels"]["chat"]),
    ],
)
def test_a_mistake_is_not(validator: Any, minimal: Values, edit: Callable[[Values], object]) -> None:
    values = copy.deepcopy(minimal)
    edit(values)
    assert not validator.is_valid(json.loads(json.dumps(values, default=str)))


ON_TOP: Values = {"policy": "veil-policy/1", "extends": "base.yaml", "metadata": {"id": "child", "version": "1.0.0"}}


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"channels": {"chat": None}},
        {"retention": {"dataset_days": 30}},
        {"detection": {"allow_list": None}, "entities": {"PERSON": None, "AGE": {"operator": "remove"}}},
        {"entities": {"MEMBER_CARD": {"operator": "remove"}}},  # the base's detector file may know it
        {"parties": {"controller": {"dpo": "dpo@example.eu"}}},
    ],
)
def test_a_policy_on_top_of_another_may_leave_out_anything(validator: Any, more: Values) -> None:
    validator.validate(ON_TOP | more)


@pytest.mark.parametrize(
    "more",
    [
        {"extends": None},  # then it must be whole
        {"retention": {"dataset_dais": 30}},
        {"retention": {"dataset_days": 0}},
        {"channels": {"chta": None}},
        {"channels": {"chat": {"notice": {"version": "v2"}}}},  # a notice is replaced whole
        {"entities": {"PERSON": {"operator": "repalce"}}},
        {"parties": {"recipients": [{"id": "research"}]}},  # so is an entry of a list
        {"unknown": 1},
    ],
)
def test_a_mistake_in_it_is_found(validator: Any, more: Values) -> None:
    assert not validator.is_valid(ON_TOP | more)
