"""Sets are measured whole and by part, and each only by what it says something about."""

from __future__ import annotations

from pathlib import Path

from pipeline.evaluation.labelled import of_fields
from pipeline.evaluation.sets import FIGURES, MeasuringSet, in_file, measure
from pipeline.evaluation.tally import Rate
from pipeline.evaluation.trial import Trial
from tests.support.evaluation import conversation, label, synthetic
from tests.support.runs import write_records


def test_the_parts_add_up_to_the_whole(trial: Trial) -> None:
    made_up = MeasuringSet("made up", lambda: map(of_fields, synthetic(40)))
    parts = measure(made_up, trial)
    for figure in (*FIGURES, "survive"):
        whole, train, validation = (getattr(tally, figure) for tally in parts.tallies)
        assert whole == Rate(train.hits + validation.hits, train.of + validation.of)
        assert validation.of > 0
    assert measure(made_up, trial).whole.recall == parts.whole.recall  # it begins anew each time


def test_a_set_counts_its_own_types_alone(trial: Trial, tmp_path: Path) -> None:
    text = "Zuzanna, the mail is zw.77@mail.example"
    labels = [label(text, "Zuzanna"), label(text, "zw.77@mail.example", "EMAIL_ADDRESS")]
    path = write_records(tmp_path / "names.jsonl", [conversation("a", (text, labels))])
    assert measure(in_file("all", path), trial).whole.recall.of == 2
    names = in_file("names", path, "recall", "kept", direct=frozenset({"PERSON"}))
    assert names.figures == ("recall", "kept")
    assert measure(names, trial).whole.recall.of == 1
