"""What the teacher is asked, and how its answers are counted. Needs `torch` (extra `train`)."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.detection.training.stretches import LONGEST_STRETCH

pytest.importorskip("torch")
measure: Any = pytest.importorskip("pipeline.detection.training.teacher_figures")


def record(*turns: tuple[str, list[tuple[int, int, str]]]) -> dict[str, Any]:
    """A labelled conversation; a turn is its text and (start, end, type)."""
    return {
        "id": "made-up",
        "channel": "chat",
        "language": "en",
        "participants": [{"id": "c1", "role": "customer"}, {"id": "a1", "role": "agent"}],
        "turns": [
            {
                "participant": "a1" if place % 2 == 0 else "c1",
                "text": text,
                "labels": [{"start": start, "end": end, "entity_type": name} for start, end, name in labels],
            }
            for place, (text, labels) in enumerate(turns)
        ],
    }


def test_a_turn_is_asked_about_with_up_to_three_before_it() -> None:
    asked = list(measure.questions(record(*((f"turn {place}", []) for place in range(6)))))
    assert [question.turn for question in asked] == list(range(6))
    assert [turn.text for turn in asked[5].example.turns] == ["turn 2", "turn 3", "turn 4", "turn 5"]
    assert [turn.role for turn in asked[5].example.turns] == ["agent", "customer", "agent", "customer"]


def test_a_long_turn_is_asked_about_in_pieces_and_what_no_longer_fits_is_left_out() -> None:
    text = "word " * 150
    asked = list(measure.questions(record(("hello", []), (text, []))))
    assert "".join(question.example.turns[-1].text for question in asked if question.turn == 1) == text
    for question in asked:
        turns = question.example.turns
        assert len(turns) == 1 or sum(len(turn.text) for turn in turns) <= LONGEST_STRETCH
        assert text[question.begin :].startswith(turns[-1].text) or question.turn == 0


@pytest.mark.parametrize(
    ("hidden", "found", "clean", "kept"),
    [
        pytest.param({3, 4, 5}, 1, 1, 5, id="the whole name"),
        pytest.param({3, 4}, 0, 0, 5, id="a letter stays open"),
        pytest.param(set(range(11)), 1, 1, 0, id="all that stands around it too"),
        pytest.param(set(), 0, 0, 5, id="nothing"),
    ],
)
def test_labels_are_found_whole_and_the_rest_is_kept(hidden: set[int], found: int, clean: int, kept: int) -> None:
    conversation = record(("hi Ana bye", [(3, 6, "PERSON"), (7, 7, "LOCATION")]))
    counted = measure.figures([conversation], [[hidden]], frozenset({"PERSON"}))
    assert (counted.found, counted.labels, counted.clean, counted.holding) == (found, 1, clean, 1)
    assert (counted.kept, counted.outside) == (kept, 5)
