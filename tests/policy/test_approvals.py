from __future__ import annotations

import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.errors import Refused
from pipeline.policy.approval import Approval, approval, read_approvals, write_approvals
from pipeline.policy.approvals import approve, check, counted, warnings
from pipeline.policy.loaded import LoadedPolicy
from pipeline.policy.loader import load
from pipeline.policy.vocabulary import Vocabulary

DAY = date(2026, 6, 1)
CASES = "- {name: one, text: hi, expect: hi}\n"
Edit = Callable[[dict[str, Any]], object]


@pytest.fixture
def ready(write: Callable[..., Path], vocabulary: Vocabulary) -> Callable[..., LoadedPolicy]:
    """Return the loaded policy with approvals given as (role, name, date, is it for this content)."""

    def ready(*given: tuple[str, str, date, bool], edit: Edit = lambda _: None) -> LoadedPolicy:
        loaded = load(write(edit, p__cases__yaml=CASES), vocabulary)
        entries = [
            Approval(role=r, name=n, date=d, reference="X-1", content_sha256=loaded.content_sha256 if own else "0" * 64)
            for r, n, d, own in given
        ]
        loaded.path.with_name("p.approvals.yaml").write_bytes(write_approvals(tuple(entries)))
        return load(loaded.path, vocabulary)

    return ready


DPO = ("dpo", "J. Doe", DAY, True)
OWNER = ("data_owner", "M. Roe", DAY, True)


def reasons(loaded: LoadedPolicy, as_of: date) -> str:
    with pytest.raises(Refused) as caught:
        check(loaded, as_of)
    assert pickle.loads(pickle.dumps(caught.value)).message == caught.value.message
    return caught.value.message


def test_two_people_in_two_roles_are_enough(ready: Callable[..., LoadedPolicy]) -> None:
    check(ready(DPO, OWNER), DAY)


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (None, "1 of 2 approvals"),
        (("data_owner", "j.  DOE", DAY, True), "1 of 2 approvals"),  # the same person, written otherwise
        (("data_owner", "\uff2a. Doe", DAY, True), "1 of 2 approvals"),  # a full-width J
        (("DPO", "M. Roe", DAY, True), "1 of 2 approvals"),  # the same role
        (("data_owner", "maya keller", DAY, True), "the author's approval does not count"),
        (("data_owner", "M. Roe", date(2026, 6, 2), True), "1 approvals are dated after 2026-06-01"),
        (("data_owner", "M. Roe", DAY, False), "changed since 1 approvals were given"),
    ],
)
def test_an_approval_that_does_not_count_says_why(
    ready: Callable[..., LoadedPolicy], second: tuple[str, str, date, bool] | None, reason: str
) -> None:
    message = reasons(ready(DPO, *([second] if second else [])), DAY)
    assert "1 of 2 approvals" in message
    assert reason in message


@pytest.mark.parametrize(
    ("as_of", "passes"),
    [
        (date(2026, 5, 31), False),  # before the approvals
        (date(2026, 6, 1), True),
        (date(2026, 12, 31), True),  # the last day
        (date(2027, 1, 1), False),
    ],
)
def test_a_policy_is_in_force_between_its_dates(ready: Callable[..., LoadedPolicy], as_of: date, passes: bool) -> None:
    loaded = ready(DPO, OWNER)
    if passes:
        check(loaded, as_of)
    else:
        reasons(loaded, as_of)


@pytest.mark.parametrize("status", ["draft", "suspended", "retired"])
def test_only_ready_publishes_whatever_was_approved(ready: Callable[..., LoadedPolicy], status: str) -> None:
    loaded = ready(DPO, OWNER, edit=lambda v: v["metadata"].update(status=status))
    assert len(counted(loaded, DAY)) == 2
    assert f"it is {status}, not ready" in reasons(loaded, DAY)


def test_every_reason_is_told_at_once(ready: Callable[..., LoadedPolicy]) -> None:
    message = reasons(ready(edit=lambda v: v["metadata"].update(status="draft")), date(2027, 1, 1))
    assert "it is draft" in message
    assert "it expired on 2026-12-31" in message
    assert "0 of 2 approvals" in message


def test_a_review_that_is_due_is_a_warning(ready: Callable[..., LoadedPolicy]) -> None:
    loaded = ready(DPO, OWNER, edit=lambda v: v["metadata"].update(review_by=DAY))
    assert warnings(loaded, DAY) == ()
    assert warnings(loaded, date(2026, 6, 2)) == ("the policy should have been reviewed by 2026-06-01",)
    assert warnings(ready(), date(2030, 1, 1)) == ()


def test_approve_writes_what_load_reads(ready: Callable[..., LoadedPolicy], vocabulary: Vocabulary) -> None:
    loaded = ready(("old", "A. Bee", DAY, False))
    for role, name in (("dpo", "J. Doe"), ("data_owner", "M. Roe")):
        given = approval(role=role, name=name, reference="X-1", day=DAY, content_sha256=loaded.content_sha256)
        approve(loaded, given)
        loaded = load(loaded.path, vocabulary)
    check(loaded, DAY)
    assert len(loaded.approvals) == 3  # those for other content stay, as history
    assert sorted(path.name for path in loaded.path.parent.iterdir()) == ["p.approvals.yaml", "p.cases.yaml", "p.yaml"]


@pytest.mark.parametrize(
    ("role", "name", "status", "reason"),
    [
        ("dpo", "MAYA KELLER", "ready", "the author may not approve"),
        ("counsel", "j. doe", "ready", "this person has approved it before"),
        ("Dpo", "M. Roe", "ready", "somebody in this role has approved it before"),
        ("data_owner", "M. Roe", "draft", "the policy is draft, not ready"),
    ],
)
def test_an_approval_that_would_not_count_is_refused(
    ready: Callable[..., LoadedPolicy], role: str, name: str, status: str, reason: str
) -> None:
    loaded = ready(DPO, edit=lambda v: v["metadata"].update(status=status))
    given = approval(role=role, name=name, reference="X-1", day=DAY, content_sha256=loaded.content_sha256)
    before = loaded.path.with_name("p.approvals.yaml").read_bytes()
    with pytest.raises(Refused, match=reason):
        approve(loaded, given)
    assert loaded.path.with_name("p.approvals.yaml").read_bytes() == before


def test_without_examples_nothing_is_approved(write: Callable[..., Path], vocabulary: Vocabulary) -> None:
    loaded = load(write(), vocabulary)
    given = approval(role="dpo", name="J. Doe", reference="X", day=DAY, content_sha256=loaded.content_sha256)
    with pytest.raises(Refused, match="no examples"):
        approve(loaded, given)


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "x" * 201, "a\x85b", "a\u2028b"])
def test_an_approval_is_one_line_of_text(name: str) -> None:
    with pytest.raises(Refused, match=r"^name: must be one line of text"):
        approval(role="dpo", name=name, reference="X", day=DAY, content_sha256="0" * 64)


lines = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)


@settings(deadline=None)
@given(name=lines, role=lines, day=st.dates(date(2000, 1, 1)))
@example(name="0", role="0E0", day=DAY)
def test_every_approval_is_read_back_as_written(name: str, role: str, day: date) -> None:
    try:
        given = approval(role=role, name=name, reference="NO", day=day, content_sha256="0" * 64)
    except Refused:
        return
    assert read_approvals(write_approvals((given, given)), "f") == ((given, given), [])


def test_many_people_who_approve_at_the_same_second_all_stand_in_the_file(
    ready: Callable[..., LoadedPolicy], vocabulary: Vocabulary
) -> None:
    loaded = ready()
    people = 12
    start = Barrier(people)

    def one(number: int) -> None:
        given = Approval(
            role=f"r{number}", name=f"P{number}", date=DAY, reference="X", content_sha256=loaded.content_sha256
        )
        start.wait()
        approve(loaded, given)

    with ThreadPoolExecutor(people) as pool:
        list(pool.map(one, range(people)))
    assert {entry.name for entry in load(loaded.path, vocabulary).approvals} == {f"P{n}" for n in range(people)}
    assert sorted(path.name for path in loaded.path.parent.iterdir()) == [
        "p.approvals.yaml",
        "p.cases.yaml",
        "p.yaml",
    ]


def test_of_two_people_in_one_role_who_approve_at_the_same_second_one_is_refused(
    ready: Callable[..., LoadedPolicy], vocabulary: Vocabulary
) -> None:
    loaded = ready()
    start = Barrier(2)

    def one(name: str) -> str:
        given = Approval(role="dpo", name=name, date=DAY, reference="X", content_sha256=loaded.content_sha256)
        start.wait()
        try:
            approve(loaded, given)
        except Refused as error:
            return error.message
        return ""

    with ThreadPoolExecutor(2) as pool:
        ended = sorted(pool.map(one, ("A", "B")))
    assert ended == ["", "this approval is refused: somebody in this role has approved it before"]
    assert len(load(loaded.path, vocabulary).approvals) == 1


def test_a_broken_approvals_file_is_not_written_over(ready: Callable[..., LoadedPolicy]) -> None:
    loaded = ready()
    path = loaded.path.with_name("p.approvals.yaml")
    path.write_text("approvals: [{role: dpo}]\n", encoding="utf-8")
    given = Approval(role="dpo", name="A", date=DAY, reference="X", content_sha256=loaded.content_sha256)
    with pytest.raises(Refused, match="is missing"):
        approve(loaded, given)
    assert path.read_text(encoding="utf-8") == "approvals: [{role: dpo}]\n"
