from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.policy.scalars import Ambiguous, Scalar, read


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("0", 0),
        ("-12", -12),
        ("0.01", 0.01),
        ("1.10", 1.1),  # a number; the schema asks for quotes where text is meant
        ("2026-01-01", date(2026, 1, 1)),
        ("1.0.0", "1.0.0"),  # three parts are no number
        ("nope", "nope"),  # begins like no
        ("Norway", "Norway"),
        ("DE89", "DE89"),
        ("1a", "1a"),
        ("2026-1-1", "2026-1-1"),  # text to YAML; the schema asks for YYYY-MM-DD where a date is meant
        ("turns[].text", "turns[].text"),
    ],
)
def test_when_readers_agree_then_the_word_has_its_value(word: str, value: Scalar) -> None:
    assert read(word) == value
    assert type(read(word)) is type(value)


@pytest.mark.parametrize(
    "word",
    [
        "NO",  # Norway, read as false
        "yes",
        "On",
        "off",
        "True",  # true in 1.1, text in some readers
        "~",  # null
        "",  # a key without a value
        "Null",
        "010",  # 8 in YAML 1.1, 10 in 1.2
        "0x1f",
        "0b11",
        "0o17",  # text in 1.1, 15 in 1.2
        "1_000",
        "+5",
        "12:30:45",  # 45045
        "12:30",  # 750
        "1e3",  # text in 1.1, 1000.0 in 1.2
        ".5",
        "5.",
        ".inf",
        ".nan",
        "1.5e+3",
        "2026-02-30",  # not in the calendar
        "2026-01-01 10:00:00",
        "=",
        "<<",
    ],
)
def test_when_readers_disagree_then_the_word_is_refused(word: str) -> None:
    with pytest.raises(Ambiguous):
        read(word)


@settings(deadline=None)
@given(st.text())
def test_any_word_is_read_or_refused(word: str) -> None:
    try:
        value = read(word)
    except Ambiguous:
        return
    assert not isinstance(value, str) or value == word
