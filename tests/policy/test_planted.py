"""A policy with more than twenty mistakes of every kind, on top of a good one: all are told at once, at their lines."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli.policy import policy
from pipeline.errors import ExitCode

FOLDER = Path(__file__).parent / "planted"


@pytest.fixture(scope="module")
def told() -> list[str]:
    result = CliRunner().invoke(policy, ["lint", str(FOLDER / "mistakes.yaml")])
    assert result.exit_code == ExitCode.REFUSED
    return result.output.splitlines()


def planted() -> dict[int, int]:
    """Return how many mistakes each line says that it holds."""
    lines = (FOLDER / "mistakes.yaml").read_text(encoding="utf-8").splitlines()[1:]
    comments = {number: line.partition("  # ")[2] for number, line in enumerate(lines, start=2)}
    return {number: len(re.findall(r"\d+", comment.split(":")[0])) for number, comment in comments.items() if comment}


def test_there_are_more_than_twenty() -> None:
    assert sum(planted().values()) >= 20


def test_every_mistake_is_told_at_its_line_and_nothing_else_is(told: list[str]) -> None:
    found = Counter(int(line.split(":")[1]) for line in told)
    assert {line: count for line, count in found.items() if line not in planted()} == {}
    assert {line: (count, found[line]) for line, count in planted().items() if found[line] < count} == {}


def test_a_problem_reads_file_line_path_and_what_is_wrong(told: list[str]) -> None:
    form = re.compile(rf"{re.escape(str(FOLDER))}/mistakes\.yaml:\d+: [\w.\[\]]+: .+")
    assert [line for line in told if not form.fullmatch(line)] == []


def test_a_misspelt_word_gets_the_right_one(told: list[str]) -> None:
    for right in ("social", "channel", "threshold", "EMAIL_ADDRESS"):
        assert any(f"did you mean '{right}'?" in line for line in told), right
