"""How one turn is judged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.evaluation.labelled import Label
from pipeline.evaluation.predictions import Find, PredictedTurn, Span
from pipeline.evaluation.scoring import judge_turn, squash
from pipeline.evaluation.tally import Rate, Tally

TEXT = "I am Ana Duarte, ok"
NAME = Label(5, 15, "PERSON")


def predicted(*spans: tuple[int, int, str], text: str = "") -> PredictedTurn:
    return PredictedTurn(
        tuple(Span(start, end, "PERSON", operator, "model") for start, end, operator in spans),
        text,
        tuple(Find(start, end, "model") for start, end, operator in spans if operator != "keep"),
    )


@pytest.mark.parametrize(
    ("spans", "hidden", "reason"),
    [
        ([(5, 15, "replace")], True, "the whole name"),
        ([(0, 19, "remove")], True, "more than the name"),
        ([(5, 8, "replace"), (9, 15, "replace")], True, "the space between is no letter"),
        ([(5, 14, "replace")], False, "one letter stays"),
        ([(5, 15, "generalise")], True, "what is generalised is hidden"),
        ([(5, 15, "keep")], False, "what is kept is not"),
        ([], False, "nothing is found"),
    ],
)
def test_a_label_is_hidden_when_no_letter_of_it_stays(
    spans: list[tuple[int, int, str]], hidden: bool, reason: str
) -> None:
    (label,) = judge_turn(TEXT, [NAME], predicted(*spans)).labels
    assert label.hidden is hidden, reason


@pytest.mark.parametrize(
    ("spans", "lost", "reason"),
    [
        ([(5, 15, "replace")], 0, "the label alone"),
        ([(2, 15, "replace")], 2, "two letters before it"),
        ([(2, 15, "generalise")], 0, "what is generalised still says something"),
        ([(0, 19, "keep")], 0, "nothing is hidden"),
        ([(15, 19, "remove")], 2, "signs and spaces are no letters"),
    ],
)
def test_letters_outside_labels_are_lost_where_something_stands_instead(
    spans: list[tuple[int, int, str]], lost: int, reason: str
) -> None:
    judged = judge_turn(TEXT, [NAME], predicted(*spans))
    assert (judged.outside, sum(count for _, count in judged.lost)) == (5, lost), reason


@pytest.mark.parametrize(
    ("label", "judged"),
    [
        (Label(5, 15, "PERSON", noisy=True), 0),  # garbled by speech recognition
        (Label(5, 15, "LOCATION"), 0),  # identifies nobody by itself
        (Label(5, 15, "PERSON"), 1),
    ],
)
def test_only_direct_identifiers_that_were_heard_well_are_judged(label: Label, judged: int) -> None:
    result = judge_turn(TEXT, [label], predicted((5, 15, "replace")))
    assert len(result.labels) == judged
    assert result.lost == ()  # yet none of the three is text outside labels


@pytest.mark.parametrize(
    ("written", "survives", "reason"),
    [
        ("I am [PERSON_1], ok", False, "gone"),
        ("I am Ana Duarte, ok", True, "still there"),
        ("I am ANA-DUARTE, ok", True, "case and signs do not count"),
        ("I am Banana Duartes", False, "inside other words it is another word"),
        ("it was duarte, ana", False, "in another order it is another value"),
    ],
)
def test_a_value_survives_as_whole_words(written: str, survives: bool, reason: str) -> None:
    (label,) = judge_turn(TEXT, [NAME], predicted(text=written)).labels
    assert label.survives is survives, reason


def test_whether_two_letters_survive_cannot_be_told() -> None:
    (label,) = judge_turn("Al is ok", [Label(0, 2, "PERSON")], predicted(text="al")).labels
    assert label.survives is None


def test_a_pass_is_credited_where_it_covers_the_label_alone_and_where_nobody_else_does() -> None:
    finds = (Find(5, 15, "model"), Find(5, 8, "cue"), Find(5, 15, "recurrence"))
    spans = (Span(5, 15, "PERSON", "replace", "model"),)
    (both,) = judge_turn(TEXT, [NAME], PredictedTurn(spans, "", finds)).labels
    assert (both.finders, both.only) == (frozenset({"model", "recurrence"}), None)
    (alone,) = judge_turn(TEXT, [NAME], PredictedTurn(spans, "", finds[:2])).labels
    assert (alone.finders, alone.only) == (frozenset({"model"}), "model")
    halves = (Find(5, 8, "cue"), Find(9, 15, "model"))
    (shared,) = judge_turn(TEXT, [NAME], PredictedTurn(spans, "", halves)).labels
    assert (shared.finders, shared.only) == (frozenset(), None)  # neither does it by itself


@pytest.mark.parametrize(
    ("rate", "low", "high"),
    [
        # Values of the Wilson interval with z = 1.96, worked out apart from this code.
        (Rate(0, 10), 0.0, 0.2775),
        (Rate(5, 10), 0.2366, 0.7634),
        (Rate(10, 10), 0.7225, 1.0),
        (Rate(950, 1000), 0.9347, 0.9618),
    ],
)
def test_bounds_are_those_of_wilson(rate: Rate, low: float, high: float) -> None:
    assert rate.bounds == pytest.approx((low, high), abs=1e-4)


def test_of_nothing_there_is_no_share() -> None:
    assert (Rate(0, 0).value, Rate(0, 0).bounds, Tally().macro) == (None, None, None)


def test_macro_counts_each_value_once() -> None:
    tally = Tally()
    for spans in ([(5, 15, "replace")], [(5, 15, "replace")], []):
        tally.add_conversation([judge_turn(TEXT, [NAME], predicted(*spans))])
    tally.add_conversation([judge_turn("Bo", [Label(0, 2, "PERSON")], predicted())])
    assert tally.macro == pytest.approx((2 / 3 + 0) / 2)
    assert tally.recall == Rate(2, 4)
    assert tally.clean == Rate(2, 4)


PIECES = st.lists(st.sampled_from(["ana", "Duarte", " ", ", ", "7", "ß", "İ", "😀", "x-1", "\n", "_"]), max_size=12)
OPERATORS = st.sampled_from(["keep", "generalise", "replace"])
TYPES = st.sampled_from(["PERSON", "ORDER_ID", "LOCATION"])


@st.composite
def turns(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]], list[dict[str, Any]], str]:
    """Return a text, labels that may overlap, disjoint spans, and the written text."""
    text = "".join(draw(PIECES))
    places = st.integers(0, len(text))
    labels = []
    for _ in range(draw(st.integers(0, 3))):
        start, end = sorted((draw(places), draw(places)))
        if start < end:
            labels.append({"start": start, "end": end, "entity_type": draw(TYPES), "noisy": draw(st.booleans())})
    cuts = sorted(draw(st.sets(places, max_size=6)))
    spans = [{"start": a, "end": b, "operator": draw(OPERATORS)} for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    return text, labels, spans, draw(st.sampled_from([text, "", "ana duarte 7"]))


@settings(max_examples=300)
@given(st.lists(st.lists(turns(), max_size=3), min_size=1, max_size=4))
def test_every_figure_is_that_of_the_independent_scorer(
    other_score: Callable[..., dict[str, Any]],
    conversations: list[list[tuple[str, list[dict[str, Any]], list[dict[str, Any]], str]]],
) -> None:
    gold = [
        {"id": str(n), "turns": [{"text": text, "labels": labels} for text, labels, _, _ in each]}
        for n, each in enumerate(conversations)
    ]
    predictions = [
        {"id": str(n), "turns": [{"spans": spans, "text": written} for _, _, spans, written in each]}
        for n, each in enumerate(conversations)
    ]
    tally = Tally()
    for each in conversations:
        tally.add_conversation([
            judge_turn(
                text,
                [Label(**given) for given in labels],
                predicted(*((s["start"], s["end"], s["operator"]) for s in spans), text=written),
            )
            for text, labels, spans, written in each
        ])
    theirs = other_score(gold, predictions)
    assert (theirs["labels"], theirs["conversations"]) == (tally.recall.of, tally.clean.of)
    assert theirs["recall_low95"] == (round(tally.recall.bounds[0], 4) if tally.recall.bounds else None)
    assert theirs["survive"] == (None if tally.survive.value is None else round(tally.survive.value, 4))
    ours = (tally.recall.value, tally.macro, tally.clean.value, tally.kept.value)
    assert [theirs[name] for name in ("recall", "macro", "clean", "kept")] == [round(each or 0, 4) for each in ours]


def test_squash_leaves_words() -> None:
    assert squash("  O'Brien_7\tÄ ") == "o brien 7 ä"
