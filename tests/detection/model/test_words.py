from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.detection.model.words import GLUED, NEXT_LINE, SPACED, spans_and_gaps, windows


@pytest.mark.parametrize(
    ("text", "words", "gaps"),
    [
        ("I'm Ana.", ["I", "'", "m", "Ana", "."], [SPACED, GLUED, GLUED, SPACED, GLUED]),
        ("a\n b", ["a", "b"], [SPACED, NEXT_LINE]),  # the end of a line says more than a space
        ("w20 a-b", ["w20", "a", "-", "b"], [SPACED, SPACED, GLUED, GLUED]),
        ("Jose\u0301 x", ["Jose\u0301", "x"], [SPACED, SPACED]),  # an accent by itself belongs to its letter
        ("a_b", ["a", "_", "b"], [SPACED, GLUED, GLUED]),
        (" \n ", [], []),
        ("", [], []),
    ],
)
def test_cuts_text_into_words_and_says_what_stands_before_each(text: str, words: list[str], gaps: list[int]) -> None:
    spans, found = spans_and_gaps(text)
    assert [text[start:end] for start, end in spans] == words
    assert found == gaps


@given(st.text())
def test_every_letter_and_digit_lies_in_exactly_one_word(text: str) -> None:
    spans, gaps = spans_and_gaps(text)
    covered = [place for start, end in spans for place in range(start, end)]
    assert len(covered) == len(set(covered))
    assert {place for place, char in enumerate(text) if char.isalnum()} <= set(covered)
    assert len(gaps) == len(spans)


@given(st.integers(0, 3000), st.integers(8, 200), st.integers(0, 7))
def test_windows_answer_for_each_word_once_and_see_it_inside(total: int, size: int, overlap: int) -> None:
    made = list(windows(total, size, overlap))
    assert [word for window in made for word in range(window.first, window.last)] == list(range(total))
    for window in made:
        assert window.begin <= window.first < window.last <= window.end <= total
        assert window.end - window.begin <= size


def test_an_answer_of_a_long_text_has_context_on_both_sides_where_there_is_any() -> None:
    for window in windows(1000):
        assert window.first == 0 or window.first - window.begin == 16
        assert window.last == 1000 or window.end - window.last == 16
