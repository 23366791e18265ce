"""Findings that overlap, nest or touch become disjoint segments; the strictest operator decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.anonymization.plan import Plan
from pipeline.anonymization.resolve import resolve
from pipeline.conversation.model import Evidence, Finding
from pipeline.errors import AnonymizationFailed
from tests.anonymization.conftest import MakePlan
from tests.support.steps import assert_linear

LENGTH = 40
TYPES = ("REMOVED", "REPLACED", "PERSON", "TOKEN", "DATE_TIME", "MASKED", "KEPT", "NEVER_NAMED")

Row = tuple[int, int, str, str]

findings = st.lists(
    st.builds(
        lambda a, b, entity_type, evidence: Finding(entity_type, min(a, b), max(a, b), evidence=evidence),
        st.integers(0, LENGTH), st.integers(0, LENGTH), st.sampled_from(TYPES), st.sampled_from(Evidence),
    ),
    max_size=12,
).map(tuple)  # fmt: skip


def rows(plan: Plan, *found: Finding) -> list[Row]:
    return [(s.start, s.end, s.entity_type, s.operator.name) for s in resolve(found, plan, LENGTH)]


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ([], []),
        # An empty finding covers nothing.
        ([], [Finding("PERSON", 3, 3)]),
        # The union is covered; the strictest acts, the longest is shown.
        ([(0, 9, "PERSON", "remove")], [Finding("PERSON", 0, 7), Finding("REMOVED", 5, 9)]),
        # Nested.
        ([(0, 9, "PERSON", "pseudonymise")], [Finding("PERSON", 0, 9), Finding("MASKED", 2, 4)]),
        # What only touches stays apart.
        (
            [(0, 4, "PERSON", "pseudonymise"), (4, 9, "PERSON", "pseudonymise")],
            [Finding("PERSON", 0, 4), Finding("PERSON", 4, 9)],
        ),
        # The validated one is shown, though shorter.
        (
            [(0, 9, "MASKED", "pseudonymise")],
            [Finding("PERSON", 0, 7), Finding("MASKED", 5, 9, evidence=Evidence.VALIDATED)],
        ),
        # Of the same length, the first by name.
        ([(0, 6, "MASKED", "replace")], [Finding("REPLACED", 0, 6), Finding("MASKED", 0, 6)]),
        # A higher score wins nothing.
        ([(0, 9, "DATE_TIME", "pseudonymise")], [Finding("DATE_TIME", 0, 9, 1.0), Finding("PERSON", 0, 2, 0.1)]),
        # A chain is one, though its ends do not meet.
        (
            [(0, 13, "DATE_TIME", "remove")],
            [Finding("PERSON", 0, 5), Finding("REMOVED", 4, 8), Finding("DATE_TIME", 7, 13)],
        ),
        # What is kept is readable only where nothing hides it.
        (
            [(0, 2, "KEPT", "keep"), (2, 4, "PERSON", "pseudonymise"), (4, 9, "KEPT", "keep")],
            [Finding("KEPT", 0, 9), Finding("PERSON", 2, 4)],
        ),
        (
            [(0, 9, "PERSON", "pseudonymise")],
            [Finding("KEPT", 2, 6, evidence=Evidence.VALIDATED), Finding("PERSON", 0, 9)],
        ),
        # The default.
        ([(1, 3, "NEVER_NAMED", "remove")], [Finding("NEVER_NAMED", 1, 3)]),
    ],
)
def test_segments(mixed_plan: Plan, expected: list[Row], found: list[Finding]) -> None:
    assert expected == rows(mixed_plan, *found)


P = Evidence.PATTERN
URLS = [
    ("a name in its path goes with it", "generalise", [("URL", 0, 20, P), ("PERSON", 12, 16, P)]),
    ("a number in its path goes with it", "generalise", [("URL", 0, 20, P), ("REPLACED", 12, 16, P)]),
    ("a guess at all of it goes with it", "generalise", [("URL", 0, 20, P), ("REPLACED", 0, 20, Evidence.MODEL)]),
    ("a better name for all of it does not", "replace", [("URL", 0, 20, Evidence.MODEL), ("REPLACED", 0, 20, P)]),
    ("what a checksum proves does not", "replace", [("URL", 0, 20, P), ("REPLACED", 12, 16, Evidence.VALIDATED)]),
    ("one that begins before it does not", "pseudonymise", [("URL", 4, 20, P), ("PERSON", 0, 8, P)]),
    ("what must be removed is removed", "remove", [("URL", 0, 20, P), ("REMOVED", 12, 16, P)]),
    ("a coarse date lets something out", "pseudonymise", [("COARSE", 0, 20, P), ("PERSON", 12, 16, P)]),
]


@pytest.mark.parametrize(("operator", "found"), [row[1:] for row in URLS], ids=[row[0] for row in URLS])
def test_a_url_of_which_nothing_comes_out_hides_what_lies_within(
    make_plan: MakePlan, operator: str, found: list[tuple[str, int, int, Evidence]]
) -> None:
    plan = make_plan({
        "URL": {"operator": "generalise", "to": "domain"},
        "COARSE": {"operator": "generalise", "to": "month"},
        "PERSON": {"operator": "pseudonymise", "scope": "conversation"},
        "REMOVED": {"operator": "remove"},
        "REPLACED": {"operator": "replace"},
    })
    findings = tuple(Finding(kind, start, end, evidence=evidence) for kind, start, end, evidence in found)
    assert [segment.operator.name for segment in resolve(findings, plan, LENGTH)] == [operator]


EVIDENCE = [
    ("same letters: a cue beats the classifier", "B", [("A", 0, 9, Evidence.MODEL), ("B", 0, 9, Evidence.PATTERN)]),
    ("a cue beats a wider guess", "B", [("A", 0, 9, Evidence.MODEL), ("B", 3, 9, Evidence.PATTERN)]),
    ("an address is no postcode", "A", [("A", 0, 20, Evidence.MODEL), ("B", 14, 19, Evidence.PATTERN)]),
    ("an e-mail address is no name", "A", [("A", 0, 20, Evidence.PATTERN), ("B", 0, 12, Evidence.KNOWN)]),
    ("same letters: the record beats a pattern", "B", [("A", 0, 9, Evidence.PATTERN), ("B", 0, 9, Evidence.KNOWN)]),
    ("a question beats what recurs", "B", [("A", 0, 9, Evidence.RECURRENCE), ("B", 0, 9, Evidence.SLOT)]),
    ("what recurs beats the classifier", "B", [("A", 0, 9, Evidence.MODEL), ("B", 0, 9, Evidence.RECURRENCE)]),
    ("a checksum beats all, however short", "B", [("A", 0, 20, Evidence.KNOWN), ("B", 16, 20, Evidence.VALIDATED)]),
]  # fmt: skip


@pytest.mark.parametrize(("expected", "found"), [row[1:] for row in EVIDENCE], ids=[row[0] for row in EVIDENCE])
def test_the_type_goes_to_the_evidence(
    mixed_plan: Plan, expected: str, found: list[tuple[str, int, int, Evidence]]
) -> None:
    findings = tuple(Finding(kind, start, end, evidence=evidence) for kind, start, end, evidence in found)
    assert [segment.entity_type for segment in resolve(findings, mixed_plan, LENGTH)] == [expected]


@given(found=findings, data=st.data())
def test_evidence_changes_neither_what_is_covered_nor_how_strictly(
    mixed_plan: Plan, found: tuple[Finding, ...], data: st.DataObject
) -> None:
    others = tuple(replace(finding, evidence=data.draw(st.sampled_from(Evidence))) for finding in found)
    first, second = (
        [(s.start, s.end, s.operator.strictness) for s in resolve(each, mixed_plan, LENGTH)] for each in (found, others)
    )
    assert first == second


def test_when_operators_are_equally_strict_then_the_one_of_the_shown_type_decides(mixed_plan: Plan) -> None:
    (segment,) = resolve(
        (Finding("REMOVED", 0, 9), Finding("NEVER_NAMED", 5, 9, evidence=Evidence.VALIDATED)), mixed_plan, LENGTH
    )
    assert segment.operator is mixed_plan.operator_for("NEVER_NAMED")


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (0, LENGTH + 1), (5, 4)])
def test_when_a_finding_does_not_lie_in_the_turn_then_it_is_an_error(mixed_plan: Plan, start: int, end: int) -> None:
    with pytest.raises(AnonymizationFailed):
        resolve((Finding("PERSON", start, end),), mixed_plan, LENGTH)


@given(found=findings)
def test_segments_are_disjoint_and_cover_what_is_hidden_and_nothing_else(
    mixed_plan: Plan, found: tuple[Finding, ...]
) -> None:
    segments = resolve(found, mixed_plan, LENGTH)
    assert all(a.end <= b.start for a, b in pairwise(segments))
    hidden = {i for s in segments if s.operator.name != "keep" for i in range(s.start, s.end)}
    kept = {i for s in segments if s.operator.name == "keep" for i in range(s.start, s.end)}
    assert hidden == {i for f in found if f.entity_type != "KEPT" for i in range(f.start, f.end)}
    assert kept == {i for f in found if f.entity_type == "KEPT" for i in range(f.start, f.end)} - hidden


@given(found=findings)
def test_no_finding_is_treated_milder_than_its_own_operator(mixed_plan: Plan, found: tuple[Finding, ...]) -> None:
    segments = resolve(found, mixed_plan, LENGTH)
    for finding in found:
        own = mixed_plan.operator_for(finding.entity_type).strictness
        for segment in segments:
            if max(segment.start, finding.start) < min(segment.end, finding.end):
                assert segment.operator.strictness >= own


@given(found=findings, data=st.data())
def test_the_order_of_findings_does_not_matter(
    mixed_plan: Plan, found: tuple[Finding, ...], data: st.DataObject
) -> None:
    other = tuple(data.draw(st.permutations(found)))
    assert resolve(found, mixed_plan, LENGTH) == resolve(other, mixed_plan, LENGTH)


def chained(count: int) -> tuple[Finding, ...]:
    """Return findings that each overlap the next."""
    return tuple(Finding("KEPT" if i % 2 else "PERSON", 2 * i, 2 * i + 3) for i in range(count))


def in_turn(count: int) -> tuple[Finding, ...]:
    """Return findings that are kept and hidden in turn, none touching another."""
    return tuple(Finding("KEPT" if i % 2 else "PERSON", 4 * i, 4 * i + 2) for i in range(count))


def within_one(count: int) -> tuple[Finding, ...]:
    """Return a finding of a whole turn and many within it."""
    return (Finding("KEPT", 0, 4 * count), *(Finding("REMOVED", 4 * i, 4 * i + 2) for i in range(1, count)))


@pytest.mark.parametrize("made", [chained, in_turn, within_one])
def test_when_one_turn_has_very_many_findings_then_it_stays_quick(
    mixed_plan: Plan, made: Callable[[int], tuple[Finding, ...]]
) -> None:
    """Twice the findings, about twice the steps."""
    assert_linear(lambda found: resolve(found, mixed_plan, 4 * len(found)), made, 300)
