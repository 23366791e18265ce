"""From a policy file to a `LoadedPolicy`, or to every problem in it at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.policy.beside import Beside, cases_path
from pipeline.policy.check_disclosure import check_disclosure
from pipeline.policy.check_entities import check_entities, check_parameters, effective, meanings
from pipeline.policy.check_extends import check_exceptions, check_extends
from pipeline.policy.check_fields import check_fields
from pipeline.policy.check_gates import check_gates
from pipeline.policy.check_label import check_label
from pipeline.policy.check_legal_basis import check_legal_basis, check_purpose
from pipeline.policy.check_papers import check_dates, check_lists
from pipeline.policy.check_parties import check_channels, check_data_subjects, check_parties
from pipeline.policy.check_special import check_special
from pipeline.policy.draft import Draft, draft
from pipeline.policy.extending import merged
from pipeline.policy.lists import NOTHING, Unsaved, read_named
from pipeline.policy.loaded import LoadedPolicy, content_sha256
from pipeline.policy.not_yet import explained
from pipeline.policy.problems import PolicyProblems, Problem
from pipeline.policy.schema import Policy
from pipeline.policy.validate import validate
from pipeline.policy.vocabulary import Vocabulary
from pipeline.policy.yaml_tree import MAX_BYTES, Tree, parse

__all__ = ["cases_path", "load"]

MAX_BASES = 5


def load(path: Path, vocabulary: Vocabulary, unsaved: Unsaved = NOTHING) -> LoadedPolicy:
    """Return the effective policy in a file, with the policy it extends and all files that belong to it.

    Args:
        path: the policy file.
        vocabulary: the names it may use.
        unsaved: contents that stand for those of the policy and its examples, as an editor holds them.

    Raises:
        PolicyProblems: something is wrong; all of it is told, sorted by file and line.
    """
    reading = _read(path, vocabulary, (), unsaved)
    if reading.problems or reading.loaded is None:
        raise PolicyProblems(reading.problems)
    return reading.loaded


@dataclass(frozen=True, slots=True)
class _Reading:
    """A policy file as it was read: `loaded` is None where something is wrong."""

    tree: Tree
    problems: list[Problem]
    loaded: LoadedPolicy | None = None


def _read(path: Path, vocabulary: Vocabulary, above: tuple[Path, ...], unsaved: Unsaved = NOTHING) -> _Reading:
    file = unsaved.get(path) or read_named(path.parent, path.name, MAX_BYTES)
    if file.fault:
        tree = Tree(str(path), None, {}, ())
        return _Reading(tree, [Problem(str(path), 1, "", f"the policy {file.fault}")])
    own = parse(file.content, str(path))
    base = _base(path, own, vocabulary, above)
    tree = merged(base.tree, own) if base else own
    parts = draft(tree.value)
    beside = Beside(path, tree, parts, vocabulary, unsaved)
    policy, problems = _policy(tree, parts, beside.vocabulary)
    problems += beside.problems + (base.problems if base else [])
    if base and base.loaded:
        looser = check_extends(base.loaded, base.tree, tree, parts, beside)
        problems += [problem for problem in looser if not _is_told(problem, problems)]
    if problems or policy is None:
        return _Reading(tree, problems)
    return _Reading(tree, [], _loaded(path, policy, beside, base.loaded if base else None))


def _is_told(problem: Problem, problems: list[Problem]) -> bool:
    """Say whether something else is wrong there: mending that comes before comparing it."""
    return any(other.where == problem.where or other.where.startswith(f"{problem.where}.") for other in problems)


def _base(path: Path, own: Tree, vocabulary: Vocabulary, above: tuple[Path, ...]) -> _Reading | None:
    name = own.value.get("extends") if isinstance(own.value, Mapping) else None
    if not isinstance(name, str):
        return None
    chain = (*above, path.resolve())
    fault = read_named(path.parent, name, MAX_BYTES).fault
    if not fault and (path.parent / name).resolve() in chain:
        fault = "is extended by the policy that it names"
    if not fault and len(chain) > MAX_BASES:
        fault = f"is the {len(chain)}th policy on top of another; at most {MAX_BASES} can be read together"
    if fault:
        return _Reading(Tree(own.file, None, {}, ()), [own.problem(("extends",), fault)])
    return _read(path.parent / name, vocabulary, chain)


def _loaded(path: Path, policy: Policy, beside: Beside, base: LoadedPolicy | None) -> LoadedPolicy:
    whole = effective(policy, beside.vocabulary)
    files = {**beside.files, **({"extends": base.content_sha256} if base else {})}
    return LoadedPolicy(
        policy=whole,
        path=path,
        content_sha256=content_sha256(whole, files),
        files=files,
        allow_list=beside.allow,
        deny_list=beside.deny,
        words_allowed=beside.words_allowed,
        detector=beside.detector,
        cases=beside.cases,
        approvals=beside.approvals,
        meanings=meanings(whole, beside.vocabulary),
        base=base,
    )


def _policy(tree: Tree, parts: Draft, vocabulary: Vocabulary) -> tuple[Policy | None, list[Problem]]:
    problems = list(tree.problems)
    if tree.value is None:
        return None, problems or [Problem(tree.file, 1, "", "is empty")]
    taken = {problem.where for problem in problems}
    policy, wrong = validate(Policy, tree.value, tree)
    faults = [explained(fault) for fault in wrong]
    found = [
        *check_dates(parts),
        *check_parties(parts),
        *check_purpose(parts),
        *check_legal_basis(parts),
        *check_data_subjects(parts),
        *check_channels(parts),
        *check_lists(parts, vocabulary),
        *check_label(parts),
        *check_gates(parts),
        *check_fields(parts, vocabulary),
        *check_entities(parts, vocabulary),
        *check_special(parts),
        *check_exceptions(parts),
        *check_disclosure(parts),
    ]
    faults += [tree.problem(at, message) for at, message in found]
    faults += check_parameters(parts, vocabulary, tree)
    # What the YAML reader refused is told once, not again by the type it was left with.
    return policy, problems + [fault for fault in faults if not fault.where or fault.where not in taken]
