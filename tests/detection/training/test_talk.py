"""Our own support talk to learn names from: labels are right, nothing of the stress sets stands in it."""

from __future__ import annotations

import pytest

from pipeline.detection.language import LANGUAGES
from pipeline.detection.training.talk import talk
from pipeline.synthesis.stress.kinds import KINDS, conversations

COUNT = 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_are_names_and_nothing_else(language: str) -> None:
    for record in talk(language, COUNT):
        for turn in record["turns"]:
            for label in turn["labels"]:
                value = turn["text"][label["start"] : label["end"]]
                assert label["entity_type"] == "PERSON"
                assert value.strip() == value != ""


def test_the_same_seed_gives_the_same_talk() -> None:
    assert list(talk("de", 3)) == list(talk("de", 3))
    assert list(talk("de", 3)) != list(talk("de", 3, seed=2))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_turn_of_a_stress_set_is_learned_from(language: str) -> None:
    learned = {turn["text"] for record in talk(language, COUNT) for turn in record["turns"] if not turn["labels"]}
    for kind in (*KINDS, "harmless"):
        measured = {turn["text"] for record in conversations(kind, language, 5) for turn in record["turns"]}
        assert learned.isdisjoint(measured)
