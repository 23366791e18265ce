"""Words are counted as people count them, in what is written and not in what was said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.release.word_count import count_words

WORDS = [
    ("", 0, "nothing"),
    ("!!! 😡 --", 0, "no word"),
    ("hi [PERSON_1] 😀", 2, "a label counts as one, whatever stood there"),
    ("[PERSON_1][PHONE]", 2, "labels side by side"),
    ("born [AGE_30-44], came [DATE_THIS_WEEK]", 4, "labels with values"),
    ("[PERSON_k3jx]'s order", 3, "what hangs on a label is a word of its own"),
    ("[not a label]", 3, "brackets that somebody typed"),
    ("don't e-mail me, it\u2019s 4.50", 5, "joined by apostrophe, hyphen and point"),
    ("1,250.00 at 12:30", 3, "numbers with their marks"),
    ("yes,no.maybe/never", 4, "missing spaces do not join words"),
    ("Straße  naïve\nÜbung", 3, "letters of all languages, any space"),
    ("-- 'quoted' -", 1, "marks around a word"),
]


@pytest.mark.parametrize(("written", "expected", "reason"), WORDS)
def test_words_are_counted(written: str, expected: int, reason: str) -> None:
    assert count_words(written) == expected


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_line_break_parts_words(one: str, other: str) -> None:
    assert count_words(f"{one}\n{other}") == count_words(one) + count_words(other)


@given(st.text(max_size=200))
def test_there_are_no_more_words_than_characters(written: str) -> None:
    assert count_words(written) <= len(written)
