"""What an edit changes is marked piece by piece, and the pieces are the turn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.inspection import Hidden, Inspected, InspectedTurn
from pipeline.studio.changes import Change, compare, tally

TEXT = "call Ana Duarte on 5550100 now"


def _hidden(start: int, end: int, instead: str = "[X]", *, stays: bool = False) -> Hidden:
    return Hidden(start, end, "PERSON", "keep" if stays else "replace", instead, ("p",), stays)


def _record(*hidden: Hidden, leaves: bool = True, refused: str = "") -> Inspected:
    return Inspected(1, "c", "chat", "en", (InspectedTurn(0, "customer", TEXT, hidden, leaves),), refused)


@pytest.mark.parametrize(
    ("now", "before", "changes"),
    [
        ([], [], []),
        ([_hidden(5, 15)], [_hidden(5, 15)], []),
        ([_hidden(5, 15)], [], [("Ana Duarte", Change.MORE)]),
        ([], [_hidden(5, 15)], [("Ana Duarte", Change.LESS)]),
        ([_hidden(5, 15, "[Y]")], [_hidden(5, 15)], [("Ana Duarte", Change.OTHER)]),
        ([_hidden(5, 8)], [_hidden(5, 15)], [("Ana", Change.OTHER), (" Duarte", Change.LESS)]),
        ([_hidden(9, 15)], [_hidden(5, 15)], [("Ana ", Change.LESS), ("Duarte", Change.OTHER)]),
        ([_hidden(5, 15, "Ana Duarte", stays=True)], [_hidden(5, 15)], [("Ana Duarte", Change.LESS)]),
        ([_hidden(5, 15)], [_hidden(5, 15, "Ana Duarte", stays=True)], [("Ana Duarte", Change.MORE)]),
        ([_hidden(5, 15, "x", stays=True)], [_hidden(5, 15, "x", stays=True)], []),
    ],
)
def test_a_change_is_told_by_its_kind(
    now: list[Hidden], before: list[Hidden], changes: list[tuple[str, Change]]
) -> None:
    (compared,) = compare([_record(*now)], [_record(*before)])
    pieces = compared.turns[0].pieces
    assert [(piece.text, piece.change) for piece in pieces if piece.change is not Change.SAME] == changes
    assert compared.differs == bool(changes)


def _stretches() -> st.SearchStrategy[list[Hidden]]:
    points = st.lists(st.integers(0, len(TEXT)), unique=True, max_size=8).map(sorted)
    return points.map(lambda cut: [_hidden(*pair) for pair in zip(cut[::2], cut[1::2], strict=False)])


@given(_stretches(), _stretches())
def test_the_pieces_are_the_turn_in_order(now: list[Hidden], before: list[Hidden]) -> None:
    (compared,) = compare([_record(*now)], [_record(*before)])
    assert "".join(piece.text for piece in compared.turns[0].pieces) == TEXT


@given(_stretches())
def test_nothing_changes_between_equal_policies(hidden: list[Hidden]) -> None:
    compared = compare([_record(*hidden)], [_record(*hidden)])
    assert set(tally(compared)) <= {Change.SAME}


def test_a_record_that_is_now_refused_differs() -> None:
    (compared,) = compare([_record(refused="before_notice")], [_record()])
    assert (compared.ends, compared.ended, compared.differs) == ("refused (before_notice)", "", True)


def test_a_turn_that_no_longer_leaves_differs() -> None:
    (compared,) = compare([_record(leaves=False)], [_record()])
    assert compared.differs
