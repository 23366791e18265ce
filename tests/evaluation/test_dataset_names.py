"""A name that is found in several conversations of a set is hidden in the one that missed it."""

from __future__ import annotations

from typing import Any

import orjson

from pipeline.evaluation.labelled import of_fields
from pipeline.evaluation.predictions import Prediction, predict, to_line
from pipeline.evaluation.trial import Trial
from tests.support.evaluation import Json, conversation

MISSED = "the modem works for rose now"
FOUND = ("hello, my name is Rose", "hi, this is Rose speaking")


def predicted(records: list[Json], trial: Trial) -> dict[str, Prediction]:
    return {prediction.id: prediction for _, prediction in predict(map(of_fields, records), trial)}


def records(*texts: str, **fields: Any) -> list[Json]:
    return [conversation(f"c{number}", (text, []), **fields) for number, text in enumerate(texts)]


def test_a_missed_name_is_hidden_and_says_who_found_it(trial: Trial, one_look: Trial) -> None:
    chats = records(MISSED, *FOUND)
    assert predicted(chats, one_look)["c0"].turns[0].text == MISSED
    prediction = predicted(chats, trial)["c0"]
    assert prediction.turns[0].text == "the modem works for [PERSON] now"
    (span,) = orjson.loads(to_line(prediction))["turns"][0]["spans"]
    assert span == {
        "start": 20, "end": 24, "entity_type": "PERSON", "operator": "pseudonymise", "recognizer": "dataset_names",
    }  # fmt: skip


def test_the_order_of_the_set_does_not_count(trial: Trial) -> None:
    chats = records(MISSED, *FOUND)
    assert predicted(chats[::-1], trial) == predicted(chats, trial)


def test_one_person_makes_no_name(trial: Trial) -> None:
    same = [{"id": "c1", "role": "customer", "customer_id": "771"}]
    assert predicted(records(MISSED, *FOUND, participants=same), trial)["c0"].turns[0].text == MISSED


def test_turns_that_do_not_leave_neither_vote_nor_change(trial: Trial) -> None:
    silent = records(MISSED, *FOUND, participants=[{"id": "c1", "role": "system"}])
    assert predicted(silent, trial)["c0"].turns[0].text == MISSED
