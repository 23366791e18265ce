"""What the workbench does with a policy and its examples, whether they are saved or not.

All texts are the officer's own, and conversations are shown to whoever started it on this machine; nothing of them is
logged or kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Final

from pipeline.errors import Refused
from pipeline.evaluation.case_report import CaseReport, report
from pipeline.evaluation.cases import run_cases
from pipeline.evaluation.inspection import Inspected, inspect
from pipeline.evaluation.sanitizer import build
from pipeline.evaluation.trial import Trial
from pipeline.evaluation.vocabulary import vocabulary
from pipeline.policy.approved_copy import approved_version
from pipeline.policy.comparison.compare import Change
from pipeline.policy.comparison.compare import compare as compare_policies
from pipeline.policy.explain import Section, explain
from pipeline.policy.lists import content_of
from pipeline.policy.loaded import LoadedPolicy
from pipeline.policy.loader import cases_path, load
from pipeline.policy.problems import PolicyProblems, Problem
from pipeline.policy.whole_file import replace_file
from pipeline.release.worker import detects_like
from pipeline.sources.format import Parsed
from pipeline.studio.changes import Compared, compare

KEPT: Final = 2
CHANGED_ON_DISK: Final = (
    "the files were changed by somebody else meanwhile; copy what you need and open the workbench again"
)


@dataclass(frozen=True, slots=True)
class Edited:
    """The two texts as they stand in the editor."""

    policy: str = field(repr=False)
    cases: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Checked:
    """What the loader says of the texts: a policy, or problems."""

    loaded: LoadedPolicy | None
    problems: tuple[Problem, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        """The policy in plain words, or nothing while it has problems."""
        return explain(self.loaded) if self.loaded else ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What the edited policy loosens and tightens against `before`: the approved one, or else the saved one."""

    before: LoadedPolicy
    after: LoadedPolicy
    changes: tuple[Change, ...]
    is_approved: bool


class Workbench:
    """One policy file, its examples, and a sample. Its methods may be called from several threads."""

    def __init__(self, path: Path, sample: Sequence[Parsed], sample_name: str) -> None:
        if not path.is_file():
            raise Refused("the policy names a file that is not there or cannot be read")
        self.path = path
        self.cases = cases_path(path)
        self.sample_name = sample_name
        self._sample = tuple(sample)
        self._engine = Lock()  # one model, one answer after the other
        self._tried: dict[str, list[Inspected]] = {}
        self._last: tuple[LoadedPolicy, Trial] | None = None
        self._on_disk = self.saved()

    def saved(self) -> Edited:
        """Return the texts on disk."""
        return Edited(_text(self.path), _text(self.cases) if self.cases.exists() else "")

    def check(self, edited: Edited) -> Checked:
        """Load the texts as they stand in the editor."""
        try:
            return Checked(self._load(edited), ())
        except PolicyProblems as error:
            return Checked(None, error.problems)

    def difference_in_sample(self, edited: LoadedPolicy) -> list[Compared]:
        """Return the sample under the edited policy, beside what the saved one does to it."""
        with self._engine:
            now = self._try(edited)
            before = self.check(self._on_disk).loaded
            return compare(now, now if before is None else self._try(before))

    def difference(self, edited: LoadedPolicy) -> Difference | None:
        """Compare with the approved version, or with the saved one where none is kept; None if neither can be read.

        Raises:
            PolicyProblems: the approved version cannot be read any more.
        """
        approved = approved_version(self.path, vocabulary())
        before = approved or self.check(self._on_disk).loaded
        if before is None:
            return None
        return Difference(before, edited, compare_policies(before, edited, vocabulary()), approved is not None)

    def run_cases(self, edited: LoadedPolicy) -> CaseReport:
        """Run every example."""
        with self._engine:
            return report(edited.policy, tuple(run_cases(edited, build(edited))))

    def save(self, edited: Edited) -> None:
        """Write both files, each whole or not at all.

        Raises:
            Refused: they were changed on disk since the workbench read them, or cannot be written.
        """
        with self._engine:
            if self.saved() != self._on_disk:
                raise Refused(CHANGED_ON_DISK)
            for path, text, before in (
                (self.cases, edited.cases, self._on_disk.cases),
                (self.path, edited.policy, self._on_disk.policy),
            ):
                if text != before:
                    replace_file(path, text.encode())
            self._on_disk = edited

    def is_saved(self, edited: Edited) -> bool:
        """Return whether the texts are those that were last read or written."""
        return edited == self._on_disk

    def _load(self, edited: Edited) -> LoadedPolicy:
        unsaved = {self.path: content_of(edited.policy)}
        if edited.cases or self.cases.exists():
            unsaved[self.cases] = content_of(edited.cases)
        return load(self.path, vocabulary(), unsaved)

    def _try(self, loaded: LoadedPolicy) -> list[Inspected]:
        """Try the sample, once for each content; the two contents tried last are kept."""
        key = loaded.content_sha256
        if key not in self._tried:
            while len(self._tried) >= KEPT:
                del self._tried[next(iter(self._tried))]
            like = self._last if self._last and detects_like(self._last[0], loaded) else None
            trial = Trial(loaded, like=like[1] if like else None)
            self._last = (loaded, trial)
            self._tried[key] = list(inspect(self._sample, trial))
        return self._tried[key]


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"{path.name} cannot be read as UTF-8 text ({type(error).__name__})") from None
