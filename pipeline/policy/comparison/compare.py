"""Every difference between two policies, with its verdict: what `extends` allows, and what `policy diff` shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from pipeline.policy.comparison.entities import entity_differences
from pipeline.policy.comparison.files import file_differences
from pipeline.policy.comparison.rules import NAMED_BY, NOT_COMPARED, RULES
from pipeline.policy.comparison.verdicts import Verdict, same
from pipeline.policy.loaded import LoadedPolicy
from pipeline.policy.problems import Location
from pipeline.policy.schema import Policy
from pipeline.policy.vocabulary import Vocabulary

Word: TypeAlias = str | int | float | bool | tuple[str | int | float, ...] | None
STATED = "stated"
"""What is written for a group of keys as a whole."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. A group of keys as a whole is `stated`, what is not there is None.

    Attributes:
        path: where, in the officer's words: `fields.month.quasi_identifier`.
        before: the value in the first policy.
        after: the value in the second.
        verdict: what the change does to the protection of people.
        before_at: where the value stands in the first policy's file, or would stand.
        after_at: the same in the second's.
    """

    path: str
    before: Word
    after: Word
    verdict: Verdict
    before_at: Location
    after_at: Location


@dataclass(frozen=True, slots=True)
class _Node:
    at: Location
    value: object


def compare(before: LoadedPolicy, after: LoadedPolicy, vocabulary: Vocabulary) -> tuple[Change, ...]:
    """Return the differences of two effective policies, in the order of the policy's sections."""
    found = list(_walk("", "", _Node((), _plain(before.policy)), _Node((), _plain(after.policy))))
    others = (*entity_differences(before.policy, after.policy, vocabulary), *file_differences(before, after))
    found += [Change(".".join(at), _word(old), _word(new), verdict, at, at) for at, old, new, verdict in others]
    order = {name: position for position, name in enumerate(Policy.model_fields)}
    return tuple(sorted(found, key=lambda change: order[change.path.split(".", 1)[0]]))


def _plain(policy: Policy) -> dict[str, object]:
    plain = policy.model_dump(mode="json")
    for written, rule in zip(plain["fields"], policy.fields, strict=True):
        written["column"] = rule.column
    return plain


def _walk(path: str, pattern: str, before: _Node, after: _Node) -> Iterator[Change]:
    if before.value == after.value or pattern in NOT_COMPARED:
        return
    old, new = _children(pattern, before), _children(pattern, after)
    if old is None or new is None:
        way = RULES.get(pattern, same)
        verdict = way(before.value, after.value)
        yield Change(path, _word(before.value), _word(after.value), verdict, before.at, after.at)
        return
    for name in [*old, *(name for name in new if name not in old)]:
        yield from _walk(
            f"{path}.{name}" if path else name,
            _pattern(pattern, name),
            old.get(name, _Node((*before.at, name), None)),
            new.get(name, _Node((*after.at, name), None)),
        )


def _children(pattern: str, node: _Node) -> dict[str, _Node] | None:
    """Return what stands below a node by its name; None for a single value or a list of values."""
    if isinstance(node.value, Mapping):
        return {name: _Node((*node.at, name), value) for name, value in node.value.items()}
    if isinstance(node.value, list) and pattern in NAMED_BY:
        key = NAMED_BY[pattern]
        return {str(item[key]): _Node((*node.at, index), item) for index, item in enumerate(node.value)}
    return None


_SPELT_OUT = frozenset(
    ".".join(parts[:end])
    for parts in (path.split(".") for path in (*RULES, *NAMED_BY, *NOT_COMPARED))
    for end in range(1, len(parts) + 1)
)


def _pattern(parent: str, name: str) -> str:
    exact = f"{parent}.{name}" if parent else name
    return exact if exact in _SPELT_OUT or not parent else f"{parent}.*"


def _word(value: object) -> Word:
    if isinstance(value, list):
        return tuple(item if isinstance(item, str | int | float) else STATED for item in value)
    if isinstance(value, Mapping):
        return STATED
    return value if isinstance(value, str | int | float) else None
