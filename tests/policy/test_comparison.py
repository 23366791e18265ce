"""Every path of a policy has a rule that says when it is stricter, and words that say what it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.policy.comparison.compare import Change, compare
from pipeline.policy.comparison.rules import NAMED_BY, NOT_COMPARED, RULES
from pipeline.policy.comparison.verdicts import Verdict
from pipeline.policy.comparison.words import WORDS, pattern_of, told
from pipeline.policy.loaded import LoadedPolicy
from pipeline.policy.loader import load
from pipeline.policy.schema import Policy
from pipeline.policy.vocabulary import Vocabulary
from tests.policy import rich


@pytest.fixture
def loaded(minimal: dict[str, Any]) -> LoadedPolicy:
    return rich.policy(minimal)


def paths(policy: Policy) -> list[str]:
    """Return the dotted path of each value, entries of lists by their key; parameters of operators are theirs."""
    plain = policy.model_dump(mode="json", by_alias=True)
    for written, rule in zip(plain["fields"], policy.fields, strict=True):
        written["column"] = rule.column
    return [path for path in _paths("", plain) if path.split(".")[0] not in {"policy", "entities", "default"}]


def _paths(path: str, value: object) -> Iterable[str]:
    if isinstance(value, list) and path in NAMED_BY:
        value = {str(item[NAMED_BY[path]]): item for item in value}
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _paths(f"{path}.{key}".strip("."), inner)
    else:
        yield path


def fits(path: str, patterns: Iterable[str]) -> bool:
    return any(re.fullmatch("[^.]+".join(map(re.escape, pattern.split("*"))), path) for pattern in patterns)


def test_every_path_of_the_schema_has_a_rule(loaded: LoadedPolicy) -> None:
    keys = {f"{path}.*.{key}" for path, key in NAMED_BY.items()}  # another key is another entry
    apart = {*NOT_COMPARED, *(f"{path}.*" for path in NOT_COMPARED)}
    ruled = {*RULES, *keys, *apart}
    assert [path for path in paths(loaded.policy) if not fits(path, ruled)] == []


def test_every_path_of_the_schema_has_words(loaded: LoadedPolicy) -> None:
    told_apart = {"extends", "exceptions"}  # what they do is told by the values themselves
    wanting = [path for path in paths(loaded.policy) if pattern_of(path) is None]
    assert [path for path in wanting if path.split(".")[0] not in told_apart] == []


def test_all_words_belong_to_a_path_of_the_schema(loaded: LoadedPolicy) -> None:
    known = paths(loaded.policy)
    groups = {".".join(path.split(".")[:size]) for path in known for size in range(1, path.count(".") + 2)}
    rules = {"default", "default.operator", "entities.PERSON", "entities.PERSON.operator"}
    unused = [pattern for pattern in WORDS if not any(fits(path, [pattern]) for path in groups | rules)]
    assert unused == []


def test_a_path_that_no_rule_knows_counts_as_looser(
    loaded: LoadedPolicy, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {path: way for path, way in RULES.items() if path != "retention.dataset_days"}
    monkeypatch.setattr("pipeline.policy.comparison.compare.RULES", known)
    other = replace(loaded, policy=rich.changed(loaded.policy, ("retention", "dataset_days")))
    (change,) = compare(other, loaded, vocabulary)
    assert change.verdict is Verdict.LOOSER


@pytest.mark.parametrize(
    ("edit", "path", "words"),
    [
        (
            lambda v: v.update(retention={"dataset_days": 30}),
            "retention.dataset_days",
            "how many days the dataset lives: 365 -> 30",
        ),
        (
            lambda v: v["detection"].update(languages=["en", "fr"]),
            "detection.languages",
            "the languages that are read: added fr; taken out de",
        ),
        (
            lambda v: v["channels"].update(sms=v["channels"]["chat"]),
            "channels.sms",
            "a channel that is read: nothing -> there",
        ),
        (lambda v: v["fields"].pop(0), "fields.channel", "a column of the dataset: there -> nothing"),
        (
            lambda v: v["fields"][0].update(quasi_identifier=True),
            "fields.channel.quasi_identifier",
            "whether the column counts as a quasi-identifier: no -> yes",
        ),
        (
            lambda v: v["metadata"]["owner"].update(dpo="dpo@example.eu"),
            "metadata.owner.dpo",
            "the DPO of the policy's owner: nothing -> dpo@example.eu",
        ),
        (
            lambda v: v["entities"]["PERSON"].update(label="WHO"),
            "entities.PERSON.label",
            "this kind: NAME -> WHO",
        ),
    ],
)
def test_a_change_is_told_in_plain_words(
    edit: Callable[[dict[str, Any]], object],
    path: str,
    words: str,
    write: Callable[..., Path],
    vocabulary: Vocabulary,
) -> None:
    before = load(write(), vocabulary)
    after = load(write(edit), vocabulary)
    (change,) = [each for each in compare(before, after, vocabulary) if each.path.startswith(path)]
    assert told(change, before, after) == words


def test_a_rule_is_told_by_what_it_does(loaded: LoadedPolicy) -> None:
    before = replace(loaded, meanings={"PERSON": "becomes [NAME]", "": "is deleted"})
    after = replace(loaded, meanings={"": "is deleted"})
    change = Change("entities.PERSON.operator", "replace", "remove", Verdict.STRICTER, (), ())
    assert told(change, before, after) == "PERSON becomes [NAME] -> is deleted"


def test_a_kind_that_is_only_sought_where_it_is_named_is_looser_without_its_rule(
    write: Callable[..., Path], vocabulary: Vocabulary
) -> None:
    words = replace(vocabulary, sought_if_named=frozenset({"AGE"}))

    def named(values: dict[str, Any]) -> None:
        values["entities"]["AGE"] = {"operator": "remove"}

    without, with_rule = load(write(), words), load(write(named), words)
    assert [change.verdict for change in compare(with_rule, without, words)] == [Verdict.LOOSER]
    assert [change.verdict for change in compare(without, with_rule, words)] == [Verdict.STRICTER]
    assert compare(with_rule, without, vocabulary) == ()  # any other kind falls under the default, which is the same
