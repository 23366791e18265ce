"""Add to the approvals file so that two people who approve at the same second both stand in it.

The policy file itself is locked meanwhile: the lock ends with the process, and no other file is left behind.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import Refused
from pipeline.policy.approval import Approval, approvals_path, read_approvals, write_approvals
from pipeline.policy.lists import read_named
from pipeline.policy.problems import PolicyProblems, Problem
from pipeline.policy.whole_file import replace_file
from pipeline.policy.yaml_tree import MAX_BYTES

Approvals = tuple[Approval, ...]


def add(policy: Path, decide: Callable[[Approvals], Approval]) -> None:
    """Add one approval to those that stand beside a policy.

    Args:
        policy: the policy's file.
        decide: returns the new approval for those that stand there now, or raises; nobody can add one meanwhile.

    Raises:
        Refused: the file cannot be read or written, and whatever `decide` raises.
    """
    path = approvals_path(policy)
    with _locked(policy):
        present = _read(path)
        replace_file(path, write_approvals((*present, decide(present))))


@contextmanager
def _locked(policy: Path) -> Iterator[None]:
    try:
        descriptor = os.open(policy, os.O_RDONLY)
    except OSError:
        raise Refused("the policy cannot be read") from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)  # held for as long as it takes to write a few lines
        yield
    finally:
        os.close(descriptor)


def _read(path: Path) -> Approvals:
    if not path.exists():
        return ()
    file = read_named(path.parent, path.name, MAX_BYTES)
    if file.fault:
        raise PolicyProblems([Problem(str(path), 1, "", "cannot be read")])
    approvals, problems = read_approvals(file.content, str(path))
    if problems:
        raise PolicyProblems(problems)
    return approvals
