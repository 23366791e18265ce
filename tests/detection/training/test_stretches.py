"""Long turns in pieces, conversations in stretches: nothing is lost, spans stay on their text."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from pipeline.detection.training.examples import MOST_TURNS, ExampleTurn
from pipeline.detection.training.stretches import LONGEST_STRETCH, LONGEST_TURN, alone, pieces, together


@given(st.lists(st.sampled_from(["a", "Ana", "street", " ", "\n", "x" * 90]), max_size=400), st.data())
def test_pieces_are_short_and_make_up_the_turn(words: list[str], data: st.DataObject) -> None:
    text = "".join(words)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 60)))
    spans = ((start, end, "PERSON"),) if start < end else ()
    parts = list(pieces(ExampleTurn("agent", text, spans)))
    joined = "".join(part.text for part in parts)
    assert text.startswith(joined)
    assert not text[len(joined) :].strip()
    assert all(part.role == "agent" and 0 < len(part.text) <= LONGEST_TURN for part in parts)
    labelled = "".join(part.text[begin:stop] for part in parts for begin, stop, _ in part.spans)
    assert labelled == "".join(text[begin:stop] for begin, stop, _ in spans)[: len(labelled)]


def test_a_turn_is_cut_before_a_span_and_not_within() -> None:
    text = "word " * 94 + "Ana Maria Duarte and more"
    at = text.index("Ana")
    first, second = pieces(ExampleTurn("", text, ((at, at + 16, "PERSON"),)))
    assert first.spans == ()
    assert [second.text[start:end] for start, end, _ in second.spans] == ["Ana Maria Duarte"]


@given(st.lists(st.integers(1, 300), max_size=30), st.integers(0, 100))
def test_stretches_cover_the_conversation_in_order(sizes: list[int], seed: int) -> None:
    turns = [ExampleTurn("agent", f"{place} " + "x" * size, ()) for place, size in enumerate(sizes)]
    found = list(together(turns, random.Random(seed)))
    assert [turn.text for stretch in found for turn in stretch] == [turn.text for turn in turns]
    assert all(len(stretch) <= MOST_TURNS for stretch in found)
    assert all(len(stretch) == 1 or sum(len(turn.text) for turn in stretch) <= LONGEST_STRETCH for stretch in found)


def test_roles_are_left_out_of_a_whole_stretch_now_and_then() -> None:
    turns = [ExampleTurn("agent", str(place), ()) for place in range(200)]
    told = [turn.role for (turn,) in alone(turns, random.Random(3))]
    assert set(told) == {"agent", ""}
    assert told.count("agent") > told.count("")
    for stretch in together(turns, random.Random(3)):
        assert len({turn.role for turn in stretch}) == 1
