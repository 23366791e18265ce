"""If the sums differ the run fails: every way to lose or double a record shows in a check."""

from __future__ import annotations

import pytest

from pipeline.release.accounting import RunCounts, check
from tests.admission.test_gates import POLICY

GOOD = RunCounts(
    read=10, released=6, refused=(("channel_not_allowed", 2),), rejected=(), duplicates=2, turns=30, people=5,
    redactions=(), dropped_fields=(), repaired=(), channels=(), languages=(), sweep_hits=(), validator_hits=(),
    shards=1, shards_reused=0,
)  # fmt: skip


def failed(counts: RunCounts, expected: int = 6) -> set[str]:
    return {entry.name for entry in check(counts, POLICY, expected) if not entry.passed}


def test_a_run_whose_sums_agree_passes() -> None:
    assert failed(GOOD) == set()


@pytest.mark.parametrize(
    ("change", "expected", "failing"),
    [
        ({"released": 5}, 6, {"records reconcile"}),  # a row was lost on the way to a part
        ({"released": 7}, 6, {"records reconcile"}),  # a row was written twice
        ({"read": 11}, 6, {"records reconcile"}),  # a record has no outcome
        ({}, 7, {"records reconcile"}),  # the parts hold fewer than were let out
        ({"released": 0, "read": 4}, 0, {"something is released", "conversations"}),
        ({"released": 5, "rejected": (("not_json", 1),)}, 5, {"rejected records"}),  # 10 % of the records
        ({"people": 0}, 6, {"people"}),
        ({"sweep_hits": (("name", 1),)}, 6, {"known values swept"}),  # tolerance: none
        ({"validator_hits": (("IBAN_CODE", 1),)}, 6, {"validators on the written text"}),
    ],
)
def test_a_run_fails_the_check_that_it_breaks(change: dict[str, object], expected: int, failing: set[str]) -> None:
    assert failed(GOOD.model_copy(update=change), expected) == failing


def test_a_check_tells_kinds_and_counts_only() -> None:
    counts = GOOD.model_copy(update={"sweep_hits": (("email", 3),)})
    (detail,) = (entry.detail for entry in check(counts, POLICY, 6) if not entry.passed)
    assert detail == "email: 3"
