"""From findings that may overlap to segments that do not: everything found is covered, and the strictest decides.

With one exception, which hides as much: what is found within a URL gives way to the URL's rule (`_goes_with`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from pipeline.anonymization.operator import Strictness
from pipeline.anonymization.plan import BoundOperator, Plan
from pipeline.conversation.model import Evidence, Finding, TurnFindings
from pipeline.errors import AnonymizationFailed


@dataclass(frozen=True, slots=True)
class Segment:
    """`[start, end)` of a raw turn, in code points, and what happens to it.

    `entity_type` and `recognizer` are those of the finding that is shown (`_preference`).
    """

    start: int
    end: int
    entity_type: str
    operator: BoundOperator
    recognizer: str = ""


def resolve(findings: TurnFindings, plan: Plan, length: int) -> tuple[Segment, ...]:
    """Return disjoint segments in order that cover every finding of one turn.

    Findings that overlap and are to be hidden form one segment; findings that only touch stay apart. What is kept is a
    segment only where nothing hides it. Takes O(n log n).

    Args:
        findings: in any order; empty ones are ignored.
        plan: the operator of each entity type.
        length: of the turn, in code points.

    Raises:
        AnonymizationFailed: a finding does not lie in the turn.
    """
    hidden: list[Finding] = []
    kept: list[Finding] = []
    for finding in findings:
        if not 0 <= finding.start <= finding.end <= length:
            raise AnonymizationFailed("a finding does not lie in its turn")
        if finding.start < finding.end:
            keeps = plan.operator_for(finding.entity_type).strictness is Strictness.KEEP
            (kept if keeps else hidden).append(finding)
    hiding = tuple(_segment(group, plan) for group in _overlapping(hidden))
    if not kept:
        return hiding
    readable = _uncovered((_segment(group, plan) for group in _overlapping(kept)), hiding)
    return tuple(sorted((*hiding, *readable), key=attrgetter("start")))


def _overlapping(findings: list[Finding]) -> Iterator[list[Finding]]:
    group: list[Finding] = []
    end = 0
    for finding in sorted(findings, key=attrgetter("start")):
        if group and finding.start >= end:
            yield group
            group = []
        group.append(finding)
        end = max(end, finding.end) if len(group) > 1 else finding.end
    if group:
        yield group


def _segment(group: list[Finding], plan: Plan) -> Segment:
    end = max(finding.end for finding in group)
    half = (end - group[0].start) / 2
    by_preference = sorted(group, key=lambda finding: _preference(finding, half)) if len(group) > 1 else group
    bound = [plan.operator_for(finding.entity_type) for finding in by_preference]
    # max returns the first of equals: among operators equally strict, that of the preferred type.
    strictest = max(bound, key=attrgetter("strictness"))
    shown = by_preference[0]
    if strictest.strictness < Strictness.REMOVE and _goes_with(shown, bound[0], end - group[0].start):
        strictest = bound[0]
    return Segment(group[0].start, end, shown.entity_type, strictest, shown.recognizer)


def _goes_with(shown: Finding, bound: BoundOperator, length: int) -> bool:
    """Return whether a finding takes in the whole segment, names it best, and lets nothing of it out.

    A name or a number in the path of a URL goes with the path: another label for the whole URL would hide no more and
    say less. What a checksum proves names the segment before a URL does, and keeps its own operator.
    """
    return bound.leaves_nothing_within and shown.end - shown.start == length


def _preference(finding: Finding, half: float) -> tuple[bool, bool, int, int, int, str, str]:
    """Return what sorts the findings of a segment by how well their types name it.

    First comes what a checksum proves, however short. Of the others, those that make up `half` of the segment or more
    come first: a postcode is not what its whole address is called. Among these, evidence counts up to a pattern's (a
    cue beats the classifier, whatever both take in), then length (an e-mail address, not the known name inside it),
    then the rest of the evidence (a known value beats a pattern over the same letters), then the name.
    """
    length = finding.end - finding.start
    return (
        not finding.validated,
        length < half,
        -min(finding.evidence, Evidence.PATTERN),
        -length,
        -finding.evidence,
        finding.entity_type,
        finding.recognizer,
    )


def _uncovered(kept: Iterable[Segment], hiding: Sequence[Segment]) -> Iterator[Segment]:
    """Yield what is left of kept segments outside the hiding ones; both are sorted and disjoint."""
    first = 0
    for segment in kept:
        start = segment.start
        while first < len(hiding) and hiding[first].end <= start:
            first += 1
        index = first
        while index < len(hiding) and hiding[index].start < segment.end:
            if start < hiding[index].start:
                yield Segment(start, hiding[index].start, segment.entity_type, segment.operator, segment.recognizer)
            start = hiding[index].end
            index += 1
        if start < segment.end:
            yield Segment(start, segment.end, segment.entity_type, segment.operator, segment.recognizer)
