"""The text of a policy as it was last approved by enough people, kept beside it to compare later versions with.

It proves nothing: what may publish is decided by the approvals and the content hash alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pipeline.policy.lists import NamedFile, read_named
from pipeline.policy.loaded import LoadedPolicy
from pipeline.policy.loader import load
from pipeline.policy.vocabulary import Vocabulary
from pipeline.policy.whole_file import replace_file
from pipeline.policy.yaml_tree import MAX_BYTES


@dataclass(frozen=True, slots=True)
class ReadPolicy:
    """A policy and the very bytes it was loaded from."""

    loaded: LoadedPolicy
    file: NamedFile = field(repr=False)


def approved_path(policy: Path) -> Path:
    """Return where the approved text of a policy file stands."""
    return policy.with_name(f"{policy.stem}.approved.yaml")


def read_policy(path: Path, vocabulary: Vocabulary) -> ReadPolicy:
    """Load a policy and keep its bytes, so that a copy is of what was judged.

    Raises:
        PolicyProblems: something is wrong in it.
    """
    file = read_named(path.parent, path.name, MAX_BYTES)
    return ReadPolicy(load(path, vocabulary, {} if file.fault else {path: file}), file)


def keep(approved: ReadPolicy) -> None:
    """Write the approved text beside the policy.

    Raises:
        Refused: it cannot be written.
    """
    replace_file(approved_path(approved.loaded.path), approved.file.content)


def approved_version(path: Path, vocabulary: Vocabulary) -> LoadedPolicy | None:
    """Return the policy as it was approved, with the files that it names as they are now; None where none is kept.

    Raises:
        PolicyProblems: the copy cannot be read any more, because a file that it names has changed.
    """
    copy = approved_path(path)
    if not copy.exists():
        return None
    file = read_named(copy.parent, copy.name, MAX_BYTES)
    return None if file.fault else load(path, vocabulary, {path: file})
