"""A policy may only tighten the one it extends; where it is looser, somebody must have agreed to exactly that."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from pipeline.policy.approval import same_person
from pipeline.policy.beside import Beside
from pipeline.policy.check_entities import effective
from pipeline.policy.check_papers import Found
from pipeline.policy.comparison.compare import Change, compare
from pipeline.policy.comparison.verdicts import Verdict
from pipeline.policy.draft import Draft
from pipeline.policy.loaded import LoadedPolicy
from pipeline.policy.problems import Problem, did_you_mean
from pipeline.policy.schema import Loosening, Policy
from pipeline.policy.validate import validate
from pipeline.policy.yaml_tree import Tree


def check_extends(base: LoadedPolicy, base_tree: Tree, tree: Tree, parts: Draft, beside: Beside) -> Iterator[Problem]:
    """Yield every value that is looser than in the base, and every exception that covers none.

    Args:
        base: the policy that is extended; nothing is wrong in it.
        base_tree: where its lines are looked up.
        tree: what both files say together.
        parts: what of that is right by itself.
        beside: the files of the policy on top.
    """
    policy = effective(_comparable(base.policy, parts, beside, tree), beside.vocabulary)
    child = LoadedPolicy(
        policy,
        base.path,
        "",
        {},
        allow_list=beside.allow,
        deny_list=beside.deny,
        words_allowed=beside.words_allowed,
        detector=beside.detector,
    )
    looser = {
        change.path: change for change in compare(base, child, beside.vocabulary) if change.verdict is Verdict.LOOSER
    }
    for index, exception in enumerate(parts.exceptions):
        change = looser.pop(exception.path, None)
        if fault := _fault(exception, change, looser):
            yield tree.problem(("exceptions", index), fault)
    for change in looser.values():
        yield tree.problem(change.after_at, _looser(change, base_tree))


def check_exceptions(policy: Draft) -> Found:
    """An exception is agreed to by somebody else than the author, for some of the time that the policy is in force."""
    for index, exception in enumerate(policy.exceptions):
        at = ("exceptions", index)
        if policy.extends is None:
            yield at, "is an exception from nothing: the policy extends no other"
        if policy.metadata is None:
            continue
        if same_person(exception.approved_by) == same_person(policy.metadata.author):
            yield (*at, "approved_by"), "the author may not agree to an exception"
        if exception.expires < policy.metadata.effective_from:
            yield (*at, "expires"), "has expired before the policy is in force"


def _comparable(base: Policy, parts: Draft, beside: Beside, tree: Tree) -> Policy:
    """Return what of a policy can be compared; where something is wrong, the base's own value, which is no looser."""
    entities = dict(base.entities)
    for name, rule in parts.entities:
        terms = beside.vocabulary.operators.get(rule.operator)
        if terms and not validate(terms.parameters, rule.parameters, tree)[1]:
            entities[name] = rule
    named = {name for name, _ in parts.entities}
    present = {name: rule for name, rule in entities.items() if name in named or not _is_taken_out(name, tree)}
    default = parts.default
    if default is None or default.operator not in beside.vocabulary.operators:
        default = base.default
    sections = {name: _section(base, parts, name) for name in parts.written & Policy.model_fields.keys()}
    return base.model_copy(update={**sections, "entities": present, "default": default})


def _section(base: Policy, parts: Draft, name: str) -> object:
    """Return a section, or where it is not right as a whole, the base's with those keys that are."""
    whole = parts.sections.get(name)
    over = getattr(base, name)
    if whole is not None or not isinstance(over, BaseModel):
        return over if whole is None else whole
    return over.model_copy(update=parts.keys.get(name, {}))


def _is_taken_out(name: str, tree: Tree) -> bool:
    written = tree.value.get("entities") if isinstance(tree.value, dict) else None
    return isinstance(written, dict) and name not in written


def _fault(exception: Loosening, change: Change | None, looser: dict[str, Change]) -> str:
    if change is None:
        return f"'{exception.path}' is not looser than what the policy extends{did_you_mean(exception.path, looser)}"
    if (exception.before, exception.after) != (change.before, change.after):
        return f"was agreed to for other values: write from: {_shown(change.before)}, to: {_shown(change.after)}"
    return ""


def _looser(change: Change, base: Tree) -> str:
    file, line = base.place(change.before_at)
    return (
        f"is looser than {Path(file).name}:{line}: {_shown(change.before)} there, {_shown(change.after)} here;"
        f" a policy may only tighten the one it extends (else an exception for '{change.path}')"
    )


def _shown(value: object) -> str:
    """Return a value as it is written in YAML."""
    if isinstance(value, tuple):
        return "[" + ", ".join(map(str, value)) + "]"
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)
