from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.detection.model.features import KNOWN_ROWS, ROWS, own_rows, rows_of
from pipeline.detection.model.words import spans_and_gaps


@given(st.text(min_size=1))
def test_every_word_of_any_text_has_rows_of_the_table(text: str) -> None:
    for start, end in spans_and_gaps(text)[0]:
        rows = rows_of(text[start:end])
        assert rows
        assert all(0 <= row < ROWS for row in rows)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Marisol", "marisol", "capitals say that a name may stand here"),
        ("Jose", "José", "accents are kept"),
        ("1234", "1235", "a short number is known by itself"),
        ("w20", "w2o", "a digit is no letter"),
        ("!", "?", "marks differ"),
    ],
)
def test_words_that_differ_in_what_matters_differ_in_rows(one: str, other: str, reason: str) -> None:
    assert rows_of(one) != rows_of(other), reason


def test_long_numbers_are_not_known_by_heart() -> None:
    assert rows_of("472810094") == rows_of("918273645")


def test_words_of_one_stem_share_most_of_their_letters() -> None:
    one, other = (frozenset(row for row in rows_of(word) if row >= KNOWN_ROWS) for word in ("wexcombe", "wexcomber"))
    assert len(one & other) > len(one) / 2


def test_a_word_without_its_own_rows_still_has_its_letters() -> None:
    assert own_rows("Marisol") < set(rows_of("Marisol"))


def test_a_listed_name_can_be_shown_as_if_no_list_held_it() -> None:
    assert rows_of("Maria") != rows_of("Maria", listed=False)
    assert rows_of("wexcombe") == rows_of("wexcombe", listed=False)


def test_an_endless_word_costs_no_more_than_a_long_one() -> None:
    assert len(rows_of("x" * 100_000)) == len(rows_of("x" * 24))


def test_half_a_surrogate_pair_has_no_rows() -> None:
    with pytest.raises(UnicodeEncodeError):
        rows_of("ana\udc00")
