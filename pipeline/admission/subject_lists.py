"""Lists of people whose records may not be used, as keyed hashes in a file, and how they are asked.

```json
{"format": "veil-subject-list/1", "kind": "objections", "key_id": "00c0ffee", "complete_on": "2026-10-01",
 "people": 1,
 "entries": ["0123456789abcdefghijklmnop"]}
```
An entry is an HMAC-SHA256 over one form of an id, e-mail address or phone number (see `identifiers`). Without the key a
list says nothing. Argon2id, which guards pseudonyms of phone numbers in datasets, is not used here: every record of a
run is looked up, and a list stays where the raw records are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from pipeline.admission.identifiers import of_line
from pipeline.errors import Refused
from pipeline.keys.master import MasterKey
from pipeline.keys.pseudonyms import Pseudonymizer, pseudonymizer

ListName = Literal["objections", "erasures", "restrictions"]
MAX_BYTES = 512 * 1024 * 1024
_NO_POLICY = "-"  # no policy or dataset can have this id: lists hold for all of them

Entry = Annotated[str, StringConstraints(pattern=r"^[0-9a-v]{26}$")]


class SubjectList(BaseModel):
    """The content of a list. `people` counts the lines that it was made from."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    format: Literal["veil-subject-list/1"] = "veil-subject-list/1"
    kind: ListName
    key_id: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}$")]
    complete_on: date
    people: Annotated[int, Field(ge=0, strict=True)] = 0
    entries: Annotated[tuple[Entry, ...], Field(repr=False)] = ()

    def with_people(self, lines: Iterable[str], master: MasterKey, day: date) -> SubjectList:
        """Return the list with more people on it, complete on a day.

        Args:
            lines: an id, e-mail address or phone number each; empty ones are left out.
            master: the key that the list was made with.
            day: on which the list is complete.

        Raises:
            Refused: the key is another one, the list is from a later day, or a line names nobody. The message says
                which line and never what it holds.
        """
        if master.key_id != self.key_id:
            raise Refused("the list was made with another key")
        if day < self.complete_on:
            raise Refused("the list is from a later day")
        digest = list_digest(master)
        entries, people = set(self.entries), self.people
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            forms = of_line(line)
            if not forms:
                raise Refused(f"line {number} holds no id, e-mail address or phone number")
            added = {digest(form) for form in forms}
            people += not added <= entries
            entries |= added
        return self.model_copy(update={"complete_on": day, "people": people, "entries": tuple(sorted(entries))})


@dataclass(frozen=True, slots=True)
class SubjectLists:
    """The lists of a run, by the name under which the policy knows them."""

    digest: Pseudonymizer = field(repr=False)
    entries: Mapping[str, AbstractSet[str]] = field(repr=False)

    def listing(self, forms: Iterable[str]) -> frozenset[str]:
        """Return the lists that hold any of these forms of an id, e-mail address or phone number."""
        digests = frozenset(map(self.digest, forms))
        return frozenset(name for name, entries in self.entries.items() if not digests.isdisjoint(entries))


def list_digest(master: MasterKey) -> Pseudonymizer:
    """Return the function from a form to its entry. Lists of all kinds and for all policies share it."""
    return pseudonymizer(master, policy_id=_NO_POLICY, dataset_id=_NO_POLICY, subject="subject-list", scope="lists")


def parse(content: bytes) -> SubjectList:
    """Return a list that was read.

    Raises:
        Refused: it is no list. What cannot be read must not pass for an empty one.
    """
    try:
        return SubjectList.model_validate_json(content)
    except ValidationError:
        raise Refused("is not in the format veil-subject-list/1") from None


def usable(content: bytes, name: str, *, key_id: str, as_of: date, max_age_days: int) -> SubjectList:
    """Return a list that a run may rely on.

    Raises:
        Refused: it is no list, of another kind, made with another key, too old, or dated after the run.
    """
    found = parse(content)
    if found.kind != name:
        raise Refused(f"is a list of {found.kind}")
    if found.key_id != key_id:
        raise Refused(f"was made with the key {found.key_id}, and the run has {key_id}")
    if found.complete_on > as_of:
        raise Refused(f"is dated {found.complete_on}, after the run's date {as_of}")
    if as_of - found.complete_on > timedelta(days=max_age_days):
        raise Refused(f"is of {found.complete_on} and may be at most {max_age_days} days old on {as_of}")
    return found


def sha256_of(content: bytes) -> str:
    """Return what names a list's content in a manifest, 64 hex digits."""
    return hashlib.sha256(content).hexdigest()
