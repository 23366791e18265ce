"""Lists of people whose records may not be used: they objected, asked to be erased, or to have use restricted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from pipeline.policy.schema.types import PolicyModel, Text


class SubjectListFile(PolicyModel):
    """A file of keyed hashes, made by `veil lists add`, and how old it may be on the run's date.

    `file` is a path relative to the policy file, or `env:NAME` for a path that an environment variable holds.
    """

    file: Text
    max_age_days: Annotated[int, Field(ge=0, le=31, strict=True)] = 1


class Lists(PolicyModel):
    """Objections (Art. 21), erasures (Art. 17) and restrictions (Art. 18).

    `absent_because` says how such people are kept out where a list is not named.
    """

    objections: SubjectListFile | None = None
    erasures: SubjectListFile | None = None
    restrictions: SubjectListFile | None = None
    absent_because: Text | None = None

    @property
    def named(self) -> Mapping[str, SubjectListFile]:
        """The lists that there are, by name, in reading order."""
        names = ("objections", "erasures", "restrictions")
        return {name: found for name in names if (found := getattr(self, name)) is not None}
