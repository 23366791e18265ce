"""What checks a requirement or a mistake: tests that are there, or the reason why there is none.

A test is `folder/file.py::name`; where the test is a table, words of its row stand behind a `|`.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Row:
    """What checks one thing. `reason` stands alone: nothing does."""

    tests: tuple[str, ...] = ()
    reason: str = ""


@cache
def source(file: str) -> str:
    """Return a test file's text; empty where there is none."""
    path = TESTS / file
    return path.read_text(encoding="utf-8") if path.is_file() else ""


@cache
def names(file: str) -> frozenset[str]:
    """Return the names of a file's tests."""
    return frozenset(node.name for node in ast.walk(ast.parse(source(file))) if isinstance(node, ast.FunctionDef))


def is_there(test: str) -> bool:
    """Say whether a test, and its row where one is named, is there."""
    place, _, row = test.partition("|")
    file, _, name = place.partition("::")
    return name in names(file) and row in source(file)
