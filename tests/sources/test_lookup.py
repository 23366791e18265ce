"""A path of a field map leads where it says, or says that it leads nowhere."""

from __future__ import annotations

import contextlib
from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.conversation.outcomes import RejectReason
from pipeline.sources.format import RecordError
from pipeline.sources.lookup import count_unnamed, find, named, written
from pipeline.sources.paths import Path

RECORD = {
    "id": 7,
    "a.b": "flat",
    "a": {"b": "deep", "c": None},
    "list": [{"k": "x", "v": 1}, {"k": "y", "v": 2}, {"v": 3}, None],
    "rows": [[1, 2], [3]],
}
FOUND = [
    ("id", [7], "a key"),
    ("a.b", ["flat"], "a key that is the whole path counts first"),
    ("a.c", [], "null is absent"),
    ("a.x.y", [], "what is not there is absent"),
    ("list[].v", [1, 2, 3], "all items"),
    ("list[k=y].v", [2], "items with a value"),
    ("list[k=Y].v", [2], "letter case does not count"),
    ("list[v=1].k", ["x"], "numbers are compared as they are written"),
    ("rows[][]", [1, 2, 3], "lists in lists"),
    ("rows", [[[1, 2], [3]]], "a list as it is"),
]


@pytest.mark.parametrize(("text", "expected", "why"), FOUND, ids=[why for *_, why in FOUND])
def test_a_path_finds(text: str, expected: list[object], why: str) -> None:
    assert find(RECORD, Path.parse(text)) == expected


@pytest.mark.parametrize("text", ["id.x", "list.v", "a[]", "id[]", "a.b.c"])
def test_when_something_else_stands_there_then_it_is_the_wrong_type(text: str) -> None:
    with pytest.raises(RecordError) as error:
        find(RECORD, Path.parse(text))
    assert error.value.reason is RejectReason.WRONG_TYPE


@pytest.mark.parametrize("text", ["", ".", "a.", ".a", "a..b", "a[", "a]", "[]", "a[b]", "a[=b]", "a[b=]", "a[]b"])
def test_what_is_no_path_is_refused(text: str) -> None:
    assert not Path.is_valid(text)


@given(st.text(alphabet="ab.[]= ", max_size=12))
def test_any_text_is_a_path_or_none(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert Path.parse(text).steps


WRITTEN = [
    (True, "true"),
    (0, "0"),
    (1.5, "1.5"),
    ("x", "x"),
    (datetime(2026, 5, 4, tzinfo=UTC), "2026-05-04T00:00:00+00:00"),
]


@pytest.mark.parametrize(("value", "cell"), WRITTEN)
def test_a_value_is_written_as_a_cell(value: object, cell: str) -> None:
    assert written(value) == cell


@pytest.mark.parametrize("value", [[], {}, b"x", None])
def test_what_is_no_single_value_is_the_wrong_type(value: object) -> None:
    with pytest.raises(RecordError):
        written(value)


def test_keys_that_no_path_names_are_counted_by_where_they_stand() -> None:
    counts: Counter[str] = Counter()
    paths = [Path.parse(text).keys for text in ("id", "a.b", "list[k=x].v")]
    count_unnamed({**RECORD, "zyx@canary.example": 1}, named(paths), "", counts)
    assert counts == {"rows": 1, "a.c": 1, "list[].k": 2, "*": 1}
