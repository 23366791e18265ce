"""What is wrong in a policy file, and where; all of it at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.errors import Refused

Location = tuple[str | int, ...]
"""Keys and indexes from the top of a YAML document down to a value."""


def dotted(location: Location) -> str:
    """Return a location as officers read it: `fields[2].use`.

    >>> dotted(("fields", 2, "use"))
    'fields[2].use'
    """
    parts: list[str] = []
    for part in location:
        if isinstance(part, int):
            parts.append(f"[{part}]")
        else:
            parts.append(f".{part}" if parts else part)
    return "".join(parts)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend. `line` counts from 1; `where` is the dotted path inside the file, or empty."""

    file: str
    line: int
    where: str
    message: str

    def __str__(self) -> str:
        middle = f" {self.where}:" if self.where else ""
        return f"{self.file}:{self.line}:{middle} {self.message}"


class PolicyProblems(Refused):
    """A policy that cannot be used, with every problem in it, sorted by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[PolicyProblems], tuple[tuple[Problem, ...]]]:  # type: ignore[override]
        return type(self), (self.problems,)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean 'x'?` for the nearest known word, whatever its case, or an empty text."""
    by_folded = {candidate.casefold(): candidate for candidate in known}
    nearest = difflib.get_close_matches(word.casefold(), list(by_folded), n=1, cutoff=0.6)
    return f"; did you mean '{by_folded[nearest[0]]}'?" if nearest else ""
