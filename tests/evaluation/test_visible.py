"""Text of strangers is shown without being obeyed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.visible import CLOSE, OPEN, one_line, visible


@pytest.mark.parametrize(
    ("text", "shown", "reason"),
    [
        ("plain: ünï 北京 😀!", "plain: ünï 北京 😀!", "what can be read stays"),
        ("👩\u200d🚒", "👩\u200d🚒", "a joiner holds an emoji together"),
        ("a\nb", "a\nb", "lines stay lines"),
        ("\x1b[2J\x07\r\t\x9b1m", "\\x1b[2J\\x07\\r\\t\\x9b1m", "escapes, bells, returns and C1 controls"),
        ("\u202egpj.exe\u2066", "\\u202egpj.exe\\u2066", "marks that turn the direction"),
        ("a\u200bb\ufeff\u00ad", "a\\u200bb\\ufeff\\xad", "what cannot be seen"),
        ("\u2028\u2029\U000e0041", "\\u2028\\u2029\\U000e0041", "other line ends, and tags"),
        (f"{OPEN}x{CLOSE}", "\\u27e6x\\u27e7", "the marks of this view"),
    ],
)
def test_what_could_steer_or_hide_is_escaped(text: str, shown: str, reason: str) -> None:
    assert visible(text) == shown, reason


def test_one_line_is_one_line() -> None:
    assert one_line("a\nb\r\n") == "a\\nb\\r\\n"


@given(st.text())
def test_nothing_but_line_feeds_and_joiners_remains_of_the_invisible(text: str) -> None:
    left = {char for char in visible(text) if unicodedata.category(char).startswith("C")}
    assert left <= {"\n", "\u200d"}
    assert OPEN not in visible(text)
