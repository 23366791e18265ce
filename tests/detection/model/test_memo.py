from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.detection.model.memo import Memo


@given(st.lists(st.text(max_size=6), max_size=60), st.integers(0, 5))
def test_never_holds_more_than_its_entries_nor_longer_texts(texts: list[str], entries: int) -> None:
    memo: Memo[int] = Memo(entries, longest=4)
    for number, text in enumerate(texts):
        memo.keep(text, number)
        assert len(memo) <= entries
        assert memo.get(text) in (number, None)
        assert len(text) <= 4 or memo.get(text) is None


def test_forgets_what_was_asked_least_recently() -> None:
    memo: Memo[int] = Memo(2, longest=9)
    memo.keep("one", 1)
    memo.keep("two", 2)
    memo.get("one")
    memo.keep("three", 3)
    assert [memo.get(text) for text in ("one", "two", "three")] == [1, None, 3]
