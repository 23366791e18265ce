"""What stands in other files than the policy: lists, recognizers, examples, approvals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from pipeline.policy.approval import Approval, approvals_path, read_approvals
from pipeline.policy.cases import Case, read_cases
from pipeline.policy.detector_file import DetectorFile, emitted_types, read_detector
from pipeline.policy.draft import Draft
from pipeline.policy.lists import NOTHING, NamedFile, Unsaved, allow_list, deny_list, read_named
from pipeline.policy.problems import Location, Problem
from pipeline.policy.vocabulary import Vocabulary
from pipeline.policy.yaml_tree import MAX_BYTES, Tree

T = TypeVar("T")


def cases_path(policy: Path) -> Path:
    """Return where the examples of a policy file stand."""
    return policy.with_name(f"{policy.stem}.cases.yaml")


class Beside:
    """Everything that stands in other files, read once, with its problems and digests.

    `vocabulary` is the one handed in and the entity types that the detector file adds to it.
    """

    def __init__(
        self, path: Path, tree: Tree, parts: Draft, vocabulary: Vocabulary, unsaved: Unsaved = NOTHING
    ) -> None:
        self.problems: list[Problem] = []
        self.files: dict[str, str] = {}
        self._path = path
        self._unsaved = unsaved
        self._tree = tree
        detection = parts.detection
        self.detector: DetectorFile | None = None
        self.vocabulary = vocabulary
        if detection and detection.detector_file:
            self._read_detector(detection.detector_file)
        self.allow: frozenset[str] = frozenset()
        self.deny: Mapping[str, str] = {}
        if detection and detection.allow_list:
            self.allow = self._named(("detection", "allow_list"), detection.allow_list, allow_list) or frozenset()
        if detection and detection.deny_list:
            self.deny = self._named(("detection", "deny_list"), detection.deny_list, self._deny_list) or {}
        self._check_both()
        self.words_allowed: frozenset[str] = frozenset()
        special = parts.special_categories
        if special and special.words_allowed:
            at, name = ("special_categories", "words_allowed", "file"), special.words_allowed.file
            self.words_allowed = self._named(at, name, allow_list) or frozenset()
        self.cases: tuple[Case, ...] = self._optional("cases", cases_path(path), self._cases) or ()
        self.approvals: tuple[Approval, ...] = self._optional("", approvals_path(path), read_approvals) or ()

    def _read_detector(self, name: str) -> None:
        known, terms = self.vocabulary.entity_types, self.vocabulary.detectors
        at = ("detection", "detector_file")
        self.detector = self._named(at, name, lambda c, f: read_detector(c, f, known, terms))
        if self.detector:
            self.vocabulary = self.vocabulary.and_types(emitted_types(self.detector, terms))

    def _deny_list(self, content: bytes, file: str) -> tuple[Mapping[str, str], list[Problem]]:
        return deny_list(content, file, self.vocabulary)

    def _cases(self, content: bytes, file: str) -> tuple[tuple[Case, ...], list[Problem]]:
        return read_cases(content, file, self.vocabulary.rule_types)

    def _named(self, at: Location, name: str, read: Callable[[bytes, str], tuple[T, Iterable[Problem]]]) -> T | None:
        """Read a file that the policy names, relative to the file in which its name stands; it must be there."""
        folder = Path(self._tree.place(at)[0]).parent
        file = read_named(folder, name)
        if file.fault:
            self.problems.append(self._tree.problem(at, file.fault))
            return None
        return self._keep(".".join(map(str, at[:2])), file, folder / name, read)

    def _optional(self, part: str, path: Path, read: Callable[[bytes, str], tuple[T, Iterable[Problem]]]) -> T | None:
        """Read a file that stands beside the policy by its name, where there is one."""
        file = self._unsaved.get(path)
        if file is None and not path.exists():
            return None
        file = file or read_named(path.parent, path.name, MAX_BYTES)
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
