"""`veil evaluate` as it is called, with the real engine loaded once, and its figures beside those of another scorer."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from click.testing import CliRunner, Result

from pipeline.cli import veil
from pipeline.errors import CheckFailed, EngineFailed, Refused
from pipeline.evaluation import trial as trial_module
from pipeline.evaluation.trial import Trial
from pipeline.evaluation.vocabulary import vocabulary
from pipeline.policy.loader import cases_path, load
from tests.benchmarks.labelled import FOLDER
from tests.support.evaluation import SCORER, conversation, label, synthetic
from tests.support.runs import SHIPPED, write_records

HOSTILE = "<script>alert(1)</script> \u202e\x1b[2J Qwertzina & Ölaf"
MISSED = f"{HOSTILE} said hello"
Evaluate = Callable[..., Result]


@pytest.fixture(scope="module")
def shipped() -> Trial:
    return Trial(load(SHIPPED, vocabulary()))


@pytest.fixture
def evaluate(shipped: Trial, monkeypatch: pytest.MonkeyPatch) -> Evaluate:
    """The command with the shipped policy's engine, which is loaded once for this file."""
    monkeypatch.setattr(trial_module, "Trial", lambda _, **__: shipped)

    def call(*arguments: object) -> Result:
        given = ["evaluate", *map(str, arguments), "--policy", str(SHIPPED)]
        return CliRunner().invoke(veil, given, catch_exceptions=False)

    return call


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """A chat in which one label is hidden and one cannot be: no detector takes `said` for a name."""
    text = "my mail is zw.77@mail.example"
    turns = ((text, [label(text, "zw.77@mail.example", "EMAIL_ADDRESS")]), (MISSED, [label(MISSED, "said")]))
    return write_records(tmp_path / "in" / "labelled.jsonl", [conversation("chat-7", *turns)])


def test_the_figures_are_printed_without_any_text(evaluate: Evaluate, labelled: Path) -> None:
    done = evaluate(labelled)
    assert done.output.startswith("1 conversations, 2 turns, 2 labels")
    assert "50.0" in done.output
    assert "the gates of a run would refuse 1 of them: no_start_time 1" in done.output
    assert "zw.77" not in done.output


def test_json_holds_every_figure_and_no_text(evaluate: Evaluate, labelled: Path) -> None:
    figures = json.loads(evaluate(labelled, "--json").output)
    assert (figures["labels"], figures["recall"], figures["clean"]) == (2, 0.5, 0.0)
    assert figures["by_type"]["EMAIL_ADDRESS"]["recall"] == 1.0
    assert set(figures["by_channel"]) == {"chat"}
    assert set(figures["by_language"]) == {"en"}
    assert figures["by_pass"]["email_address"]["covers"] == 1
    assert figures["would_refuse"] == {"no_start_time": 1}
    assert "zw.77" not in json.dumps(figures)


def test_a_part_is_chosen_by_the_ids(evaluate: Evaluate, tmp_path: Path) -> None:
    path = write_records(tmp_path / "many.jsonl", [conversation(str(n), ("hello", [])) for n in range(50)])
    counts = {part: json.loads(evaluate(path, "--json", "--part", part).output)["conversations"]
              for part in ("all", "train", "validation")}  # fmt: skip
    assert counts["all"] == 50 == counts["train"] + counts["validation"]
    assert 0 < counts["validation"] < counts["train"]


def test_figures_below_a_floor_end_it_with_3(evaluate: Evaluate, labelled: Path) -> None:
    assert evaluate(labelled, "--floor", "recall=0.5").exit_code == 0
    with pytest.raises(CheckFailed, match=r"recall 0\.5000 < 0\.6; clean 0\.0000 < 0\.1"):
        evaluate(labelled, "--floor", "recall=0.6,clean=0.1")


@pytest.mark.parametrize("floor", ["recall", "recall=x", "speed=0.5", "recall=95"])
def test_a_floor_that_is_none_is_refused(evaluate: Evaluate, labelled: Path, floor: str) -> None:
    with pytest.raises(Refused, match="--floor"):
        evaluate(labelled, "--floor", floor)


def test_the_page_shows_what_was_missed_and_says_so_first(evaluate: Evaluate, labelled: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert f"wrote {page}" in evaluate(labelled, "--html", page).output
    text = page.read_text("utf-8")
    assert "RAW PERSONAL DATA" in text.splitlines()[0]
    assert "<mark>said</mark>" in text
    assert "Qwertzina &amp; Ölaf" in text
    assert not [word for word in ("<script>", "\u202e", "\x1b") if word in text]
    assert "http" not in text.replace("http-equiv", "")
    assert page.stat().st_mode & 0o777 == 0o600
    assert f"replaced {page}" in evaluate(labelled, "--html", page).output


def test_without_text_the_page_holds_figures_alone(evaluate: Evaluate, labelled: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    evaluate(labelled, "--html", page, "--no-text")
    text = page.read_text("utf-8")
    assert "RAW PERSONAL DATA" not in text
    assert "EMAIL_ADDRESS" in text
    assert not [word for word in ("said", "Qwertzina", "chat-7", "zw.77") if word in text]


@pytest.mark.parametrize("mark", ["manifest.json", "latest.json", "releases/x"])
def test_raw_text_is_never_written_into_a_release(
    evaluate: Evaluate, labelled: Path, tmp_path: Path, mark: str
) -> None:
    folder = tmp_path / "out" / "deeper" / "still"
    folder.mkdir(parents=True)
    marked = tmp_path / "out" / mark
    marked.parent.mkdir(exist_ok=True)
    marked.write_text("{}")
    for option in ("--html", "--predictions"):
        with pytest.raises(Refused, match="release"):
            evaluate(labelled, option, folder / "file")
    evaluate(labelled, "--html", folder / "figures.html", "--no-text")
    assert [path.name for path in folder.iterdir()] == ["figures.html"]


def test_only_a_page_is_replaced_by_a_page(evaluate: Evaluate, labelled: Path) -> None:
    before = labelled.read_bytes()
    with pytest.raises(Refused, match="no page of Veil"):
        evaluate(labelled, "--html", labelled)
    with pytest.raises(Refused, match="a file of the input"):
        evaluate(labelled, "--predictions", labelled)
    assert labelled.read_bytes() == before


def test_a_record_that_cannot_be_read_leaves_no_predictions(evaluate: Evaluate, labelled: Path, tmp_path: Path) -> None:
    labelled.write_bytes(labelled.read_bytes() + b'{"id": "x", "turns": []}\n')
    with pytest.raises(EngineFailed, match="missing_field"):
        evaluate(labelled, "--predictions", tmp_path / "predictions.jsonl")
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_a_draft_policy_is_measured_without_a_key(
    labelled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VEIL_KEY", raising=False)
    draft = tmp_path / SHIPPED.name
    draft.write_text(SHIPPED.read_text().replace("status: ready", "status: draft", 1))
    cases_path(draft).write_bytes(cases_path(SHIPPED).read_bytes())
    arguments = ["evaluate", str(labelled), "--policy", str(draft), "--json"]
    done = CliRunner().invoke(veil, arguments, catch_exceptions=False)
    assert json.loads(done.output)["recall"] == 0.5


def compared(done: Result, gold: Path, predictions: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the independent scorer says of the predictions, and the same figures of ours."""
    told = subprocess.run(
        [sys.executable, str(SCORER), str(gold), str(predictions)], capture_output=True, text=True, check=True
    )
    ours = json.loads(done.stdout)
    mine = {name: ours[name] for name in ("recall", "labels", "macro", "clean", "kept", "survive")}
    mine["recall_low95"] = ours["recall_bounds"][0]
    mine["conversations"] = ours["conversations_with_labels"]
    mine["by_type"] = {name: [row["recall"], row["labels"]] for name, row in ours["by_type"].items()}
    return json.loads(told.stdout), mine


needs_scorer = pytest.mark.skipif(not SCORER.exists(), reason="the independent scorer is not there")


@pytest.mark.slow
@needs_scorer
def test_another_scorer_reads_the_predictions_and_says_the_same(tmp_path: Path) -> None:
    """On noisy labels, on generalised places, on mails with subjects, and with order numbers kept."""
    policy, gold, predictions = (tmp_path / name for name in ("kept.yaml", "gold.jsonl", "predictions.jsonl"))
    shipped = SHIPPED.read_text()
    rule = "{operator: replace, label: REFERENCE}"
    assert rule in shipped
    policy.write_text(shipped.replace(rule, '{operator: keep, justification: "Orders are public in this test."}'))
    write_records(gold, list(synthetic(150)))
    given = ["evaluate", str(gold), "--policy", str(policy), "--json", "--predictions", str(predictions)]
    theirs, ours = compared(CliRunner().invoke(veil, given, catch_exceptions=False), gold, predictions)
    turns = [turn for line in predictions.read_bytes().splitlines() for turn in orjson.loads(line)["turns"]]
    assert {"keep", "generalise", "replace"} <= {span["operator"] for turn in turns for span in turn["spans"]}
    assert 0.3 < ours["recall"] < 1
    assert theirs == ours


@pytest.mark.slow
@needs_scorer
@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.jsonl")), ids=lambda path: path.stem)
def test_another_scorer_says_the_same_of_the_labelled_sets(evaluate: Evaluate, tmp_path: Path, path: Path) -> None:
    predictions = tmp_path / "predictions.jsonl"
    theirs, ours = compared(evaluate(path, "--json", "--predictions", predictions), path, predictions)
    assert theirs == ours


def test_passes_can_be_left_out(monkeypatch: pytest.MonkeyPatch, shipped: Trial, labelled: Path) -> None:
    given: dict[str, Any] = {}
    monkeypatch.setattr(trial_module, "Trial", lambda _, **options: given.update(options) or shipped)
    arguments = ["evaluate", str(labelled), "--policy", str(SHIPPED), "--without", "spoken", "--without", "recurrence"]
    assert CliRunner().invoke(veil, arguments, catch_exceptions=False).exit_code == 0
    assert given["without"] == ("spoken", "recurrence")


def test_a_pass_that_does_not_exist_is_refused_with_the_nearest(evaluate: Evaluate, labelled: Path) -> None:
    with pytest.raises(Refused, match="unknown pass 'recurrance'; did you mean 'recurrence'"):
        evaluate(labelled, "--without", "recurrance")
