"""The counts of work that other tests rely on: they see what grows too fast, and match as Python does."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.backtracking import Matcher
from tests.support.steps import assert_linear, assert_linear_on_text, matching_steps, work_of

EXPRESSIONS = [
    r"a+", r"a+?b", r"(?:ab|a)*b", r"\w+@\w+\.\w{2,3}", r"(a|b){2,3}c", r"(?<!a)b(?=a)", r"^a.*b$", r"(a)?(?(1)b|c)",
    r"(a+)-\1", r"(?i:A)b", r"[^\W\d_]{2,}", r"\ba\b", r"a++b", r"(?>a|ab)c", r"(?:a*b?)*c", r"a*", r"(?s:.)b\Z",
    r"(?m:^a$)", r"(?!ab)a[a-c]", r"(?:a|(b))+?c",
]  # fmt: skip


@pytest.mark.parametrize("expression", EXPRESSIONS)
@given(text=st.text("abcAB-@.1 \n", max_size=12))
def test_the_matcher_that_counts_finds_what_python_finds(expression: str, text: str) -> None:
    pattern = re.compile(expression)
    matched = pattern.fullmatch(text)
    assert Matcher(pattern).spans(text) == [found.span() for found in pattern.finditer(text)]
    assert Matcher(pattern).match(text, whole=True) == (matched.end() if matched else None)


@pytest.mark.parametrize(
    ("expression", "text", "power"),
    [
        (r"a+", "a", 1),
        (r"\s+x", " ", 2),
        (r"(?<!\s)\s+x", " ", 1),
        (r"<[^>]*>", "<", 2),
        (r"<[^<>]*>", "<", 1),
        (r"a*a*b", "a", 3),
        (r"a{0,9}b", "a", 1),
    ],
)
def test_steps_of_a_pattern_grow_as_its_work_does(expression: str, text: str, power: int) -> None:
    pattern = re.compile(expression)
    short, long = (matching_steps(pattern, text * times) for times in (50, 100))
    assert long / short == pytest.approx(2**power, rel=0.15)


def pairs(size: int) -> int:
    return sum(1 for i in range(size) for j in range(size) if i == j)


def test_what_is_quadratic_in_python_or_in_a_pattern_is_refused() -> None:
    assert_linear(lambda size: [i + 1 for i in range(size)], int, 100)
    with pytest.raises(AssertionError, match="with twice the input"):
        assert_linear(pairs, int, 100)
    linear, quadratic = re.compile(r"\s+"), re.compile(r"\s+$")
    assert_linear_on_text(linear.search, lambda times: " " * times + "x", 100)
    with pytest.raises(AssertionError, match="with twice the text"):
        assert_linear_on_text(quadratic.search, lambda times: " " * times + "x", 100)


def test_the_tracer_of_before_is_put_back() -> None:
    before = sys.gettrace(), sys.getprofile()
    with pytest.raises(ZeroDivisionError):
        work_of(lambda: 1 // 0)
    assert (sys.gettrace(), sys.getprofile()) == before
