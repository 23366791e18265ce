"""No text holds a recognizer up: its patterns are bounded, and hostile texts are read to the end.

What each half proves. A pattern without an unbounded repetition does, at each place of a text, at most a fixed amount
of work, whatever the text: time is linear in its length, for all texts, and no clock is needed to know. How large that
fixed amount is, nested repetitions decide, and it may be far too large: so all recognizers are run over long texts that
are made for the worst. That run is stopped only if it hangs, after a limit of many times what it takes; the limit
detects that it does not end and is no measure of speed. Between the two stays what is slower than it should be
and yet ends: `python -m tests.benchmarks.passes` shows that, as time when input doubles.
"""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Final

import pytest

from pipeline import registry
from pipeline.detection import recognizers
from pipeline.detection.recognizer import Recognizer
from tests.conftest import ROOT
from tests.detection.hostile import DONE
from tests.support.backtracking import is_unbounded, parsed

PLUGINS: Final = registry.load(recognizers, Recognizer)
HUNG_AFTER_S: Final = 900
"""Seconds; the run takes about ten."""
UNBOUNDED: Final = {
    ("card_like", "_GROUP"): "one kind of character, searched for within one run",
    ("card_like", "_RUN"): "no run begins within another, and where one fails its last group is given back, no more",
    ("phone_number", "PHONE_NUMBERS"): "as `_RUN`",
    ("phone_number", "_DECIMALS"): "whole match of a number found, which has 17 digits at most",
    ("foreign_mask", "_PARTS"): "one kind of character, found again and again: nothing is read twice",
    ("foreign_mask", "_HEADING_OR_RULE"): "matched at the beginning of a line, once",
    ("mixed_code", "_UNITS"): "whole match of a code, which has 31 letters and digits at most",
    ("postcode_in_address", "PLUGIN"): "the end of the pattern: nothing behind it could fail",
    ("street_address", "_BEFORE_COMPOUND"): "a look ahead at the end of the pattern: nothing behind it could fail",
}
"""Patterns that repeat without bound, by file and name, and why each is linear all the same."""


def patterns(value: object) -> Iterator[re.Pattern[str]]:
    """Yield the patterns that a module's name stands for."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Recognizer):
        yield from patterns((value.patterns, value.cue))
    elif isinstance(value, dict):
        yield from patterns(tuple(value.values()))
    elif isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from patterns(each)


def unbounded(name: str) -> set[tuple[str, str]]:
    module = importlib.import_module(f"{recognizers.__name__}.{name}")
    return {
        (name, own)
        for own, value in vars(module).items()
        for pattern in patterns(value)
        if is_unbounded(parsed(pattern))
    }


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("a+", True),
        ("a{2,}?", True),
        ("(?:x|(y*)){3}", True),
        ("a(?=b*)", True),
        ("(?<!c)(?i:d(e|f+))", True),
        ("a++", True),
        ("(a)?(?(1)b*|c)", True),
        ("a{0,9}", False),
        ("(?:[a-z]{1,3}|b?){4}", False),
        ("(?<!\\w)a(?!b)", False),
    ],
)
def test_the_check_sees_a_repetition_without_bound_wherever_it_stands(expression: str, expected: bool) -> None:
    assert is_unbounded(parsed(re.compile(expression))) is expected


def test_when_a_recognizer_repeats_without_bound_then_there_is_a_reason() -> None:
    """A new one is bounded, or `UNBOUNDED` says why it is linear. No reason outlives its cause."""
    assert {each for name in PLUGINS for each in unbounded(name)} == UNBOUNDED.keys()


def test_when_text_is_hostile_then_every_recognizer_ends() -> None:
    command = [sys.executable, "-m", "tests.detection.hostile"]
    try:
        run = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, timeout=HUNG_AFTER_S, check=False)
    except subprocess.TimeoutExpired as hung:
        begun = (hung.stdout or b"").decode().split() or ["nothing"]
        pytest.fail(f"hangs: {begun[-1]}")
    assert run.returncode == 0
    assert run.stdout.split() == [*PLUGINS, DONE]
