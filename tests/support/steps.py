"""Count the work of a call, so that a test can hold it to linear growth and needs no clock.

A step is a line of Python run, or a call from Python of a function written in C. What one such call does inside does
not show: a sort, a slice or `in` on a long text is one step. Where a text is hostile to regular expressions, whose work
is all inside, the patterns that were used are matched again by `tests.support.backtracking`, which counts.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import Any, Final, TypeVar

from tests.support.backtracking import Matcher, is_unbounded, parsed

Input = TypeVar("Input")

DOUBLED: Final = 2.05
"""Times the steps that twice the input may take: 2, and some for what comes in whole pieces. Quadratic work takes 4;
where it is a part of all work, it is seen from three hundredths on."""
DOUBLED_MATCHING: Final = 2.6
"""The same of a regular expression: one that looks some hundred characters ahead looks less far near the end."""
_CHARACTERS: Final = 500
_ENOUGH: Final = 10_000
"""Steps of a pattern below which nothing is said of how they grow."""
_FROM_BEGINNING: Final = frozenset({"match", "fullmatch"})
_DEPTH: Final = 100_000


@dataclass(slots=True)
class Work:
    """What a call did.

    Attributes:
        steps: Lines of Python and calls of C functions.
        patterns: Regular expressions it used, and whether each only at the beginning of a text.
    """

    steps: int = 0
    patterns: set[tuple[re.Pattern[Any], bool]] = field(default_factory=set)


def work_of(call: Callable[[], object]) -> Work:
    """Run a call and return its work. A tracer that was set before, as one for coverage, is put back.

    Args:
        call: What is run, in this thread.
    """
    work = Work()

    def line(_: FrameType, event: str, __: object) -> Any:  # a tracer returns itself
        if event == "line":
            work.steps += 1
        return line

    def profile(_: FrameType, event: str, function: Any) -> None:
        if event == "c_call":
            work.steps += 1
            owner = getattr(function, "__self__", None)
            if isinstance(owner, re.Pattern):
                work.patterns.add((owner, function.__name__ in _FROM_BEGINNING))

    before = sys.gettrace(), sys.getprofile()
    sys.setprofile(profile)
    sys.settrace(line)
    try:
        call()
    finally:
        sys.settrace(before[0])
        sys.setprofile(before[1])
    return work


def assert_linear(call: Callable[[Input], object], made: Callable[[int], Input], size: int) -> Work:
    """Assert that twice the input takes hardly more than twice the steps; return the work of the larger.

    Args:
        call: What is measured.
        made: Makes the input of a size; it is not measured.
        size: The smaller one, large enough that what a call does once is little beside it.
    """
    short_input, long_input = made(size), made(2 * size)
    call(made(size))  # what is loaded or cached at the first call belongs to neither
    short, long = work_of(lambda: call(short_input)), work_of(lambda: call(long_input))
    assert long.steps <= DOUBLED * short.steps, f"{short.steps} steps, with twice the input {long.steps}"
    return long


def assert_linear_on_text(call: Callable[[str], object], hostile: Callable[[int], str], size: int) -> None:
    """Assert the same, and of each regular expression the call used that its steps over the text do not grow faster.

    A pattern that is only matched from where a text begins is matched where each line of the hostile text begins, the
    others are searched for all over it. Patterns without an unbounded repetition are linear whatever the text.

    Args:
        call: What is measured; it may put the text into something larger.
        hostile: Makes the text, given how often something in it is repeated.
        size: Repetitions in the shorter of the two.
    """
    work = assert_linear(call, hostile, size)
    times = max(1, _CHARACTERS * size // max(1, len(hostile(size))))
    texts = hostile(times), hostile(2 * times)
    for pattern, from_beginning in work.patterns:
        if is_unbounded(parsed(pattern)):
            short, long = (matching_steps(pattern, text, from_beginning=from_beginning) for text in texts)
            grown = max(_ENOUGH, DOUBLED_MATCHING * short)
            assert long <= grown, f"{pattern.pattern!r}: {short} steps, with twice the text {long}"


def matching_steps(pattern: re.Pattern[Any], text: str, *, from_beginning: bool = False) -> int:
    """Return the steps of a search for a pattern all over a text, or of a match where each of its lines begins."""
    matcher = Matcher(pattern)
    with _deep_recursion():
        if from_beginning:
            for line in text.split("\n"):
                matcher.match(line)
        else:
            matcher.spans(text)
    return matcher.steps


@contextmanager
def _deep_recursion() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(_DEPTH)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
