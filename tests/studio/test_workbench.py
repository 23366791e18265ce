"""The workbench judges unsaved texts as if they were saved, and writes the two files alone."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import Refused
from pipeline.evaluation.vocabulary import vocabulary
from pipeline.policy.approved_copy import approved_path
from pipeline.policy.loader import load
from pipeline.studio import panels
from pipeline.studio.changes import Change, tally
from pipeline.studio.workbench import Workbench

CANARY = "zyxCanary"


def _digests(folder: Path) -> dict[str, str]:
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def test_unsaved_texts_load_to_what_they_would_be_once_saved(workbench: Workbench) -> None:
    edited = replace(workbench.saved(), policy=workbench.saved().policy.replace("threshold: 0.2", "threshold: 0.3"))
    unsaved = workbench.check(edited).loaded
    assert unsaved is not None
    assert load(workbench.path, vocabulary()).content_sha256 != unsaved.content_sha256
    workbench.save(edited)
    assert load(workbench.path, vocabulary()).content_sha256 == unsaved.content_sha256


@pytest.mark.parametrize(
    ("old", "new", "line_of", "message"),
    [
        ("threshold: 0.2", "treshold: 0.2", "treshold", "did you mean 'threshold'?"),
        ("staging_hours: 24", "staging_hours: 999", "staging_hours", "less than or equal to 168"),
        ("status: ready", "status: [", "status", ""),
    ],
)
def test_a_problem_in_an_unsaved_text_has_its_line(
    workbench: Workbench, old: str, new: str, line_of: str, message: str
) -> None:
    saved = workbench.saved()
    assert old in saved.policy
    text = saved.policy.replace(old, new)
    checked = workbench.check(replace(saved, policy=text))
    line = next(number for number, line in enumerate(text.split("\n"), 1) if line_of in line)
    assert checked.loaded is None
    assert any(problem.line >= line and message in problem.message for problem in checked.problems)


def test_a_problem_of_the_examples_names_their_file(workbench: Workbench) -> None:
    checked = workbench.check(replace(workbench.saved(), cases="- {name: x}\n"))
    assert {problem.file for problem in checked.problems} == {str(workbench.cases)}


def test_trying_things_out_writes_nothing(workbench: Workbench, tmp_path: Path) -> None:
    before = _digests(tmp_path)
    edited = replace(workbench.saved(), policy=workbench.saved().policy.replace("label: PHONE", "label: TEL"))
    for panel in (panels.checked, panels.sample, panels.examples):
        assert panel(workbench, edited)
    assert _digests(tmp_path) == before


def test_the_sample_shows_what_an_operator_changes(workbench: Workbench) -> None:
    edited = replace(
        workbench.saved(), policy=workbench.saved().policy.replace("pseudonymise, scope: conversation", "remove")
    )
    loaded = workbench.check(edited).loaded
    assert loaded is not None
    counts = tally(workbench.difference_in_sample(loaded))
    assert counts[Change.OTHER] > 0
    assert counts[Change.MORE] == counts[Change.LESS] == 0


def test_an_example_that_fails_is_told_before_those_that_pass(workbench: Workbench) -> None:
    edited = replace(workbench.saved(), policy=workbench.saved().policy.replace("label: CARD", "label: PLASTIC"))
    html = panels.examples(workbench, edited)
    assert html.index('class="fail"') < html.index('class="pass"')
    assert "[PLASTIC]" in html


def test_files_that_somebody_else_changed_are_not_overwritten(workbench: Workbench) -> None:
    edited = replace(workbench.saved(), cases=workbench.saved().cases + "# mine\n")
    theirs = workbench.saved().policy + "# theirs\n"
    workbench.path.write_text(theirs)
    with pytest.raises(Refused, match="changed by somebody else"):
        workbench.save(edited)
    assert workbench.path.read_text() == theirs
    assert "# mine" not in workbench.cases.read_text()


def test_saving_keeps_permissions_and_leaves_no_other_file(workbench: Workbench) -> None:
    workbench.path.chmod(0o640)
    names = {path.name for path in workbench.path.parent.iterdir()}
    workbench.save(replace(workbench.saved(), policy=workbench.saved().policy + "# more\n"))
    assert workbench.path.stat().st_mode & 0o777 == 0o640
    assert {path.name for path in workbench.path.parent.iterdir()} == names


def test_a_policy_that_cannot_be_read_can_still_be_saved(workbench: Workbench) -> None:
    broken = replace(workbench.saved(), policy="policy: [")
    workbench.save(broken)
    assert workbench.saved() == broken


def test_text_of_a_record_cannot_become_markup(workbench: Workbench) -> None:
    assert "<script" not in panels.failed(f"<script>{CANARY}</script>")


def test_the_workbench_does_not_show_its_texts_in_its_repr(workbench: Workbench) -> None:
    assert CANARY not in repr(replace(workbench.saved(), policy=CANARY, cases=CANARY))


def test_the_difference_is_told_against_the_saved_policy_where_none_was_approved(workbench: Workbench) -> None:
    edited = replace(
        workbench.saved(), policy=workbench.saved().policy.replace("dataset_days: 365", "dataset_days: 30")
    )
    html = panels.difference(workbench, edited)
    assert "none that was approved is kept" in html
    assert "1 stricter" in html


def test_the_difference_is_told_against_the_approved_policy(workbench: Workbench) -> None:
    approved = workbench.saved().policy
    approved_path(workbench.path).write_text(approved)
    looser = replace(workbench.saved(), policy=approved.replace("dataset_days: 365", "dataset_days: 700"))
    workbench.save(looser)
    html = panels.difference(workbench, looser)
    assert "the version that was approved" in html
    assert "1 looser" in html
