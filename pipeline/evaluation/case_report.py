"""Are a policy's examples good enough to approve it? All pass, and each kind that it names is tried from both sides.

A kind is *shown* by an example that passes and in which it is found: that follows from running it, nobody says so.
It is *told apart* by a near miss: a text that looks like it and stays as it is. What looks like what, only people know,
so the example says it (`near_miss_of`), and running it proves that nothing of the kind is found there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.evaluation.cases import CaseResult
from pipeline.policy.schema import Policy


@dataclass(frozen=True, slots=True)
class Covered:
    """One kind of personal data that the policy names, and the examples that try it, by name."""

    entity_type: str
    shown_by: tuple[str, ...]
    near_misses: tuple[str, ...]

    @property
    def missing(self) -> str:
        """What it still needs, or an empty text."""
        needs = [] if self.shown_by else ["an example in which it is found"]
        needs += [] if self.near_misses else ["a near miss"]
        return " and ".join(needs)


@dataclass(frozen=True, slots=True)
class CaseReport:
    """The results of all examples, and how each kind that the policy names is covered."""

    results: tuple[CaseResult, ...]
    covered: tuple[Covered, ...]

    @property
    def failed(self) -> tuple[CaseResult, ...]:
        """The examples that did not come out as written."""
        return tuple(result for result in self.results if not result.passed)

    @property
    def uncovered(self) -> tuple[Covered, ...]:
        """The kinds that need another example."""
        return tuple(kind for kind in self.covered if kind.missing)

    @property
    def passed(self) -> bool:
        """Whether the policy may be approved as far as examples go."""
        return bool(self.results) and not self.failed and not self.uncovered


def report(policy: Policy, results: Sequence[CaseResult]) -> CaseReport:
    """Return what the results of a policy's examples say about it."""
    return CaseReport(tuple(results), tuple(_covered(name, results) for name in policy.entities))


def _covered(entity_type: str, results: Sequence[CaseResult]) -> Covered:
    return Covered(
        entity_type=entity_type,
        shown_by=tuple(result.name for result in results if entity_type in result.found),
        near_misses=tuple(result.name for result in results if entity_type in result.near_miss_of),
    )
