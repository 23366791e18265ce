"""Read the lists that a policy names, before a run reads any record.

A list changes every day, so an approval does not cover its content: the policy's hash covers which lists there are and
how old they may be, and each run's manifest says which content was used, by date and SHA-256.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.admission.subject_lists import MAX_BYTES, SubjectList, SubjectLists, list_digest, sha256_of, usable
from pipeline.errors import Refused
from pipeline.keys.master import MasterKey
from pipeline.policy.lists import NamedFile, read_named
from pipeline.policy.loaded import LoadedPolicy


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list that was read, and the SHA-256 of its file."""

    content: SubjectList
    sha256: str


def read_lists(loaded: LoadedPolicy, master: MasterKey, as_of: date) -> Mapping[str, ListFile]:
    """Return the lists that a policy names, by name.

    Raises:
        Refused: a list is missing, unreadable, too old, dated after the run, or made with another key.
    """
    found: dict[str, ListFile] = {}
    for name, rule in loaded.policy.lists.named.items():
        file = _read(loaded.path.parent, rule.file)
        if file.fault:
            raise Refused(f"lists.{name} {file.fault}")
        try:
            content = usable(file.content, name, key_id=master.key_id, as_of=as_of, max_age_days=rule.max_age_days)
        except Refused as refused:
            raise Refused(f"lists.{name} {refused.message}") from None
        found[name] = ListFile(content, sha256_of(file.content))
    return found


def lookup(entries: Mapping[str, tuple[str, ...]], master: MasterKey) -> SubjectLists:
    """Return lists as gates ask them."""
    return SubjectLists(list_digest(master), {name: frozenset(each) for name, each in entries.items()})


def _read(folder: Path, reference: str) -> NamedFile:
    kind, colon, variable = reference.partition(":")
    if kind != "env" or not colon:
        return read_named(folder, reference, MAX_BYTES)
    place = os.environ.get(variable)
    if not place:
        return NamedFile(fault=f"names the environment variable {variable}, which is not set")
    path = Path(place)
    return read_named(path.parent, path.name, MAX_BYTES)
