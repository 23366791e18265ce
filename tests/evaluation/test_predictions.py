"""What is predicted, through the real engine."""

from __future__ import annotations

from itertools import repeat
from pathlib import Path
from typing import Any

import orjson
import pytest

from pipeline.detection.passes import PatternPass
from pipeline.errors import EngineFailed
from pipeline.evaluation.evaluate import evaluate
from pipeline.evaluation.labelled import find, of_fields
from pipeline.evaluation.predictions import Prediction, predict, to_line
from pipeline.evaluation.trial import Trial
from tests.support.evaluation import Json, conversation, label, synthetic, without_labels
from tests.support.runs import write_records

CANARY = "Zuzanna"
TEXT = "hello, my name is Zuzanna Wolska and my mail is zw.77@mail.example, I paid 40 euros"


def lines(records: list[Json], trial: Trial) -> list[bytes]:
    return [to_line(prediction) for _, prediction in predict(map(of_fields, records), trial)]


def test_labels_do_not_change_a_byte_of_the_predictions(trial: Trial) -> None:
    records = list(synthetic(40))
    assert sum(len(turn["labels"]) for record in records for turn in record["turns"]) > 100
    assert lines(records, trial) == lines(list(map(without_labels, records)), trial)


def test_a_line_says_what_is_hidden_of_the_raw_turn_and_what_is_written(trial: Trial) -> None:
    (line,) = lines([conversation("a", (TEXT, []))], trial)
    (turn,) = orjson.loads(line)["turns"]
    spans = {TEXT[span["start"] : span["end"]]: span for span in turn["spans"]}
    assert spans["zw.77@mail.example"] == {
        "start": 48, "end": 66, "entity_type": "EMAIL_ADDRESS", "operator": "replace", "recognizer": "email_address",
    }  # fmt: skip
    assert all(span["recognizer"] for span in turn["spans"])
    assert turn["text"] == "hello, my name is [PERSON_1] and my mail is [EMAIL], I paid 40 euros"


def test_the_turns_are_those_of_the_input(trial: Trial) -> None:
    mail = conversation("m", (TEXT, []), channel="email", subject="Zuzanna Wolska asks")
    (line,) = lines([mail], trial)
    (turn,) = orjson.loads(line)["turns"]
    assert "[EMAIL]" in turn["text"]


def test_turns_of_roles_that_the_policy_leaves_out_are_predicted_too(trial: Trial) -> None:
    record = conversation("s", (TEXT, []), participants=[{"id": "c1", "role": "system"}])
    ((_, prediction),) = predict([of_fields(record)], trial)
    (turn,) = prediction.turns
    assert "[EMAIL]" in turn.text
    assert not turn.leaves


@pytest.mark.parametrize("language", ["nl", "fi"])
def test_languages_that_the_policy_does_not_list_are_measured(trial: Trial, language: str) -> None:
    """The gates would refuse the record, and the evaluation says so."""
    record = conversation("x", (TEXT, [label(TEXT, "zw.77@mail.example", "EMAIL_ADDRESS")]), language=language)
    scores = evaluate([of_fields({**record, "started_at": "2026-05-04T09:12:00Z"})], trial)
    assert scores.all.recall.hits == 1
    assert scores.refused == {"language_not_allowed": 1}


def test_a_failing_recognizer_ends_it_and_quotes_nothing(
    trial: Trial, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    search = PatternPass.find

    def fail_on_canary(self: PatternPass, view: Any, found: Any) -> Any:
        if any(CANARY in turn.form.text for turn in view.turns):
            raise ValueError(CANARY)
        return search(self, view, found)

    monkeypatch.setattr(PatternPass, "find", fail_on_canary)
    path = write_records(tmp_path / "in.jsonl", [conversation("a", ("hi", [])), conversation("b", (TEXT, []))])
    with pytest.raises(EngineFailed, match=r"file 1 of the input, byte [1-9].*: detection_failed") as caught:
        list(predict(find([str(path)]), trial))
    assert CANARY not in str(caught.value)


def test_with_one_look_an_endless_input_is_predicted_batch_by_batch(one_look: Trial) -> None:
    """With two looks, names of the whole set among them, all of it must have been seen first."""
    endless = repeat(of_fields(conversation("a", (TEXT, []))))
    assert next(predict(endless, one_look))[1].id == "a"


def test_reprs_show_no_text(trial: Trial) -> None:
    labelled, prediction = next(predict([of_fields(conversation(CANARY, (TEXT, [])))], trial))
    assert isinstance(prediction, Prediction)
    assert CANARY not in repr((labelled, prediction))


def test_passes_are_measured_one_by_one(trial: Trial) -> None:
    """The address is found by its pattern and as what the record says; the name by the judge of names alone."""
    known = [{"id": "c1", "role": "customer", "email": "zw.77@mail.example"}]
    address = [label(TEXT, "zw.77@mail.example", "EMAIL_ADDRESS")]
    two = evaluate([of_fields(conversation("a", (TEXT, address), participants=known))], trial).by_pass
    text = "please tell jo the modem works"
    one = evaluate([of_fields(conversation("a", (text, [label(text, "jo", "PERSON")])))], trial).by_pass
    assert (two["known_value"].alone, two["email_address"].alone) == (1, 1)
    assert (two["email_address"].only, one["name_judge"].only) == (0, 1)
