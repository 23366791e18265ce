"""`veil policy new`: answers become a commented draft that lints clean, and examples that pass."""

from __future__ import annotations

import os
import pty
import subprocess
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from pipeline.cli import veil
from pipeline.cli.policy.test import run_examples
from pipeline.evaluation.vocabulary import vocabulary
from pipeline.policy.drafting.questions import QUESTIONS, read_answers
from pipeline.policy.loader import load
from pipeline.policy.schema.lists import SubjectListFile
from pipeline.policy.schema.special_categories import CLASSES
from tests.support.runs import VEIL

ANSWERS: dict[str, object] = {
    "id": "care-research",
    "title": 'Care "chats": what hurts',
    "author": "Maya Keller",
    "owner_name": "Insights",
    "owner_contact": "insights@example.eu",
    "effective_from": "2026-01-01",
    "effective_until": "2026-12-31",
    "controller_name": "Example GmbH",
    "controller_contact": "privacy@example.eu",
    "controller_dpo": "dpo@example.eu",
    "recipient_country": "DE",
    "purpose": "Find what customers need: # not a comment",
    "assessment_reference": "LIA-7",
    "assessment_date": "2025-11-20",
    "opt_out": "https://example.eu/choices",
    "dpia": "none",
    "no_dpia_because": "few people",
    "link": "it improves the product",
    "context": "paid service",
    "nature": "free text",
    "consequences": "none for any person",
    "channels": "chat, call",
    "call_recording": "all_party_notice",
    "notice_version": "3.0",
    "notice_date": "2025-06-01",
    "languages": "en, de",
}


def new(path: Path, *arguments: object, typed: str | None = None) -> Result:
    given = ["policy", "new", str(path), *map(str, arguments)]
    return CliRunner().invoke(veil, given, input=typed, catch_exceptions=False)


def answers_file(folder: Path, **changes: object) -> Path:
    path = folder / "answers.yaml"
    given = {key: value for key, value in (ANSWERS | changes).items() if value is not None}
    path.write_text(yaml.safe_dump(given, default_style='"'), encoding="utf-8")
    return path


def test_answers_become_a_draft_without_problems(tmp_path: Path) -> None:
    path = tmp_path / "care-research.yaml"
    result = new(path, "--answers", answers_file(tmp_path))
    assert (result.exit_code, result.stderr) == (0, "")
    loaded = load(path, vocabulary())
    policy = loaded.policy
    assert policy.metadata.status == "draft"
    assert policy.metadata.title == ANSWERS["title"]
    assert policy.purpose.statement == ANSWERS["purpose"]
    assert list(policy.channels) == ["chat", "call"]
    assert policy.detection.languages == ("en", "de")
    assert policy.retention.dataset_days == 365
    assert dict(policy.lists.named) == {"objections": SubjectListFile(file="env:VEIL_OBJECTIONS")}
    assert (policy.gates.age.missing, policy.gates.recording_notice.missing) == ("exclude", "exclude")
    written = path.read_text(encoding="utf-8")
    assert [f"  {name}: {{action: drop_conversation}}\n" in written for name in CLASSES] == [True] * len(CLASSES)
    assert written.count("#") > 10


@pytest.mark.parametrize(
    "changes",
    [
        {"basis": "consent", "assessment_reference": None},
        {"basis": "public_task", "channels": "email", "call_recording": None},
        {"basis": "contract", "dpia": "done", "dpia_reference": "D-1", "dpia_date": "2025-12-01"},
        {"recipient_country": "NO", "languages": ["it"], "dataset_days": "30"},
        {"objections": "source", "objections_at_source": "left out: of the daily export"},
        {"age_missing": "pass", "age_missing_because": "rarely recorded, and # ages become bands"},
    ],
)
def test_whatever_is_answered_the_draft_has_no_problems(changes: dict[str, object], tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    result = new(path, "--answers", answers_file(tmp_path, **changes))
    assert (result.exit_code, result.stderr) == (0, "")


def test_people_are_kept_out_and_ages_left_open_as_answered(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    answers = {"objections": "source", "objections_at_source": "not exported", "age_missing": "pass"}
    new(path, "--answers", answers_file(tmp_path, **answers, age_missing_because="rarely recorded"))
    policy = load(path, vocabulary()).policy
    assert (policy.lists.named, policy.lists.absent_because) == ({}, "not exported")
    assert (policy.gates.age.missing, policy.gates.age.justification) == ("pass", "rarely recorded")


def test_who_leaves_people_out_at_the_source_or_lets_ages_be_missing_says_how_and_why(tmp_path: Path) -> None:
    result = new(tmp_path / "p.yaml", "--answers", answers_file(tmp_path, objections="source", age_missing="pass"))
    told = sorted(line.split(":", 2)[2].strip() for line in result.stderr.splitlines())
    assert told == ["age_missing_because: is missing", "objections_at_source: is missing"]


@pytest.mark.parametrize("language", ["en", pytest.param("de", marks=pytest.mark.slow),
                                      pytest.param("fr", marks=pytest.mark.slow),
                                      pytest.param("es", marks=pytest.mark.slow)])  # fmt: skip
def test_its_examples_pass_and_none_is_missing(language: str, tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    new(path, "--answers", answers_file(tmp_path, languages=language))
    report = run_examples(load(path, vocabulary()))
    assert [(each.name, each.differences) for each in report.failed] == []
    assert report.passed


def test_a_file_of_answers_is_checked_whole(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    file = answers_file(tmp_path, id="Not A Slug", titel="x", author=None, effective_from="soon")
    result = new(path, "--answers", file)
    assert result.exit_code == 2
    told = [line.split(":", 2)[2].strip() for line in result.stderr.splitlines()]
    assert sorted(told) == [
        "author: is missing",
        "effective_from: must be a date, written YYYY-MM-DD",
        "id: must be small letters and digits, parted by single hyphens",
        "titel: unknown answer; did you mean 'title'?",
    ]
    assert not path.exists()


def test_answers_that_do_not_fit_together_are_told_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    result = new(path, "--answers", answers_file(tmp_path, effective_until="2025-12-31"))
    assert result.exit_code == 2
    assert "metadata.effective_until: must be after effective_from" in result.stderr
    assert path.exists()


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.with_name("p.cases.yaml").write_text("mine", encoding="utf-8")
    result = new(path, "--answers", answers_file(tmp_path))
    assert result.exit_code == 2
    assert "p.cases.yaml is there already" in result.stderr
    assert path.with_name("p.cases.yaml").read_text(encoding="utf-8") == "mine"
    assert not path.exists()


def typed(**changes: object) -> list[str]:
    """Return the answers in the order in which they are asked; empty where the default will do."""
    given: dict[str, object] = {}
    lines = []
    for question in QUESTIONS:
        if question.asked_if(given):
            answer = (ANSWERS | changes).get(question.key, "")
            lines.append(str(answer))
            given[question.key] = question.read(answer or question.default)
    return lines


def test_questions_are_asked_again_until_the_answer_fits(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    result = new(path, typed="\n".join(["Not A Slug", *typed()]) + "\n")
    assert result.exit_code == 0, result.output
    assert "must be small letters and digits" in result.stderr
    assert "Legal basis (Art. 6(1)) (consent, contract, legal_obligation" in result.stdout
    assert "DPIA: where it is on record" not in result.stdout  # there is none
    assert load(path, vocabulary()).policy.metadata.id == "care-research"


def test_typed_and_filed_answers_make_the_same_files(tmp_path: Path) -> None:
    one, other = tmp_path / "one.yaml", tmp_path / "other.yaml"
    new(one, typed="\n".join(typed()) + "\n")
    new(other, "--answers", answers_file(tmp_path))
    assert one.read_bytes() == other.read_bytes()
    assert one.with_name("one.cases.yaml").read_bytes() == other.with_name("other.cases.yaml").read_bytes()


def test_every_question_has_a_key_of_its_own_and_a_bad_file_is_no_answer() -> None:
    assert len({question.key for question in QUESTIONS}) == len(QUESTIONS)
    answers, problems = read_answers(b"- a list\n", "a.yaml")
    assert "title" not in answers
    assert any(problem.where == "title" for problem in problems)


@pytest.mark.slow
def test_it_asks_on_a_real_terminal(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    ours, theirs = pty.openpty()
    with subprocess.Popen([VEIL, "policy", "new", path], stdin=theirs, stdout=theirs, stderr=theirs) as asked:
        os.close(theirs)
        for line in typed():
            os.write(ours, f"{line}\n".encode())
        shown = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            shown += piece
        assert asked.wait(60) == 0
    os.close(ours)
    assert b"no problems; go on with" in shown
    assert path.exists()
