"""From a policy file to a `LoadedPolicy`, or to every problem in it at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from pipeline.policy.approval import Approval, approvals_path, read_approvals
from pipeline.policy.cases import Case, read_cases
from pipeline.policy.check_entities import check_entities, check_parameters, effective_rule
from pipeline.policy.check_fields import check_fields
from pipeline.policy.check_papers import check_dates, check_label, check_legal_basis, check_lists
from pipeline.policy.detector_file import DetectorFile, emitted_types, read_detector
from pipeline.policy.draft import Draft, draft
from pipeline.policy.lists import NamedFile, allow_list, deny_list, read_named
from pipeline.policy.loaded import LoadedPolicy, content_sha256
from pipeline.policy.problems import PolicyProblems, Problem
from pipeline.policy.schema import Policy
from pipeline.policy.validate import validate
from pipeline.policy.vocabulary import Vocabulary
from pipeline.policy.yaml_tree import MAX_BYTES, Tree, parse

T = TypeVar("T")


def load(path: Path, vocabulary: Vocabulary) -> LoadedPolicy:
    """Return the effective policy in a file, with the lists, examples and approvals that belong to it.

    Raises:
        PolicyProblems: something is wrong; all of it is told, sorted by file and line.
    """
    file = read_named(path.parent, path.name, MAX_BYTES)
    if file.fault:
        raise PolicyProblems([Problem(str(path), 1, "", f"the policy {file.fault}")])
    tree = parse(file.content, str(path))
    parts = draft(tree.value)
    beside = _Beside(path, tree, parts, vocabulary)
    policy, problems = _policy(tree, parts, beside.vocabulary)
    problems += beside.problems
    if problems or policy is None:
        raise PolicyProblems(problems)
    effective = _effective(policy, vocabulary)
    return LoadedPolicy(
        policy=effective,
        path=path,
        content_sha256=content_sha256(effective, beside.files),
        files=beside.files,
        allow_list=beside.allow,
        deny_list=beside.deny,
        detector=beside.detector,
        cases=beside.cases,
        approvals=beside.approvals,
    )


def cases_path(policy: Path) -> Path:
    """Return where the examples of a policy file stand."""
    return policy.with_name(f"{policy.stem}.cases.yaml")


def _policy(tree: Tree, parts: Draft, vocabulary: Vocabulary) -> tuple[Policy | None, list[Problem]]:
    problems = list(tree.problems)
    if tree.value is None:
        return None, problems or [Problem(tree.file, 1, "", "is empty")]
    taken = {problem.where for problem in problems}
    policy, faults = validate(Policy, tree.value, tree)
    found = [
        *check_dates(parts),
        *check_legal_basis(parts),
        *check_lists(parts, vocabulary),
        *check_label(parts),
        *check_fields(parts, vocabulary),
        *check_entities(parts, vocabulary),
    ]
    faults += [tree.problem(at, message) for at, message in found]
    faults += check_parameters(parts, vocabulary, tree)
    # What the YAML reader refused is told once, not again by the type it was left with.
    return policy, problems + [fault for fault in faults if not fault.where or fault.where not in taken]


def _effective(policy: Policy, vocabulary: Vocabulary) -> Policy:
    rules = {name: effective_rule(rule, vocabulary) for name, rule in policy.entities.items()}
    return policy.model_copy(update={"entities": rules, "default": effective_rule(policy.default, vocabulary)})


class _Beside:
    """Everything that stands in other files, read once, with its problems and digests.

    `vocabulary` is the one handed in and the entity types that the detector file adds to it.
    """

    def __init__(self, path: Path, tree: Tree, parts: Draft, vocabulary: Vocabulary) -> None:
        self.problems: list[Problem] = []
        self.files: dict[str, str] = {}
        self._path = path
        self._tree = tree
        detection = parts.detection
        self.detector: DetectorFile | None = None
        self.vocabulary = vocabulary
        if detection and detection.detector_file:
            self._read_detector(detection.detector_file)
        self.allow: frozenset[str] = frozenset()
        self.deny: Mapping[str, str] = {}
        if detection and detection.allow_list:
            self.allow = self._named("allow_list", detection.allow_list, allow_list) or frozenset()
        if detection and detection.deny_list:
            self.deny = self._named("deny_list", detection.deny_list, self._deny_list) or {}
        self._check_both()
        self.cases: tuple[Case, ...] = self._optional("cases", cases_path(path), read_cases) or ()
        self.approvals: tuple[Approval, ...] = self._optional("", approvals_path(path), read_approvals) or ()

    def _read_detector(self, name: str) -> None:
        known, terms = self.vocabulary.entity_types, self.vocabulary.detectors
        self.detector = self._named("detector_file", name, lambda c, f: read_detector(c, f, known, terms))
        if self.detector:
            self.vocabulary = self.vocabulary.and_types(emitted_types(self.detector, terms))

    def _deny_list(self, content: bytes, file: str) -> tuple[Mapping[str, str], list[Problem]]:
        return deny_list(content, file, self.vocabulary)

    def _named(self, part: str, name: str, read: Callable[[bytes, str], tuple[T, Iterable[Problem]]]) -> T | None:
        """Read a file that the policy names; it must be there."""
        file = read_named(self._path.parent, name)
        if file.fault:
            self.problems.append(self._tree.problem(("detection", part), file.fault))
            return None
        return self._keep(f"detection.{part}", file, self._path.parent / name, read)

    def _optional(self, part: str, path: Path, read: Callable[[bytes, str], tuple[T, Iterable[Problem]]]) -> T | None:
        """Read a file that stands beside the policy by its name, where there is one."""
        if not path.exists():
            return None
        file = read_named(path.parent, path.name, MAX_BYTES)
        if file.fault:
            self.problems.append(Problem(str(path), 1, "", "cannot be read"))
            return None
        return self._keep(part, file, path, read)

    def _keep(
        self, part: str, file: NamedFile, path: Path, read: Callable[[bytes, str], tuple[T, Iterable[Problem]]]
    ) -> T:
        value, problems = read(file.content, str(path))
        self.problems += problems
        if part:  # approvals are about the content, not part of it
            self.files[part] = file.sha256
        return value

    def _check_both(self) -> None:
        if self.allow & self.deny.keys():
            message = "a value stands on both the allow list and the deny list"
            self.problems.append(self._tree.problem(("detection", "deny_list"), message))
