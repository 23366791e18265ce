from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.policy.lists import allow_list, deny_list
from pipeline.policy.vocabulary import DENY_LISTED, Vocabulary

NAMED = "detection.deny_list: "


def names(**files: str) -> Callable[[dict[str, Any]], None]:
    return lambda values: values["detection"].update(files)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Ana\tPERSN", "the word after the tab is no known entity type"),
        ("\tPERSON", "has no value before the tab"),
        ("Ana\t", "the word after the tab is no known entity type"),
        ("Eva\tAGE\n\nEva\tPERSON", "this value stands above with another entity type"),
    ],
)
def test_a_wrong_line_is_told_by_its_number_and_never_shown(line: str, message: str, vocabulary: Vocabulary) -> None:
    _, problems = deny_list(f"# staff\n{line}\n".encode(), "staff.txt", vocabulary)
    assert [problem.message for problem in problems] == [message]
    assert not {"Ana", "Eva", "PERSN"} & set(str(problems[0]).split())
    assert problems[0].line >= 2


def test_lines_are_values_with_or_without_a_type(vocabulary: Vocabulary) -> None:
    values, problems = deny_list("\ufeff# c\r\nAna Duarte\tPERSON\r\n\r\n #x \r\n".encode(), "f", vocabulary)
    assert (values, problems) == ({"Ana Duarte": "PERSON", "#x": DENY_LISTED}, [])


def test_an_allow_list_has_no_types() -> None:
    assert allow_list(b"Victoria Pro\n", "f") == (frozenset({"Victoria Pro"}), [])
    assert [problem.line for problem in allow_list(b"\nVictoria\tPERSON\n", "f")[1]] == [2]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none.txt", "names a file that is not there or cannot be read"),
        ("/etc/hostname", "must be a path relative to the policy file"),
        ("C:\\staff.txt", "must be a path relative to the policy file"),
        (".", "names a file that is not there or cannot be read"),  # a folder
        ("a\0b", "names a file that is not there or cannot be read"),
    ],
)
def test_a_named_file_must_be_there(problems: Callable[..., list[str]], name: str, message: str) -> None:
    assert problems(names(deny_list=name)) == [NAMED + message]


def test_a_value_on_both_lists_is_a_problem(problems: Callable[..., list[str]]) -> None:
    edit = names(allow_list="a.txt", deny_list="d.txt")
    assert problems(edit, a__txt="Victoria\n", d__txt="Victoria\n") == [
        NAMED + "a value stands on both the allow list and the deny list"
    ]


def test_problems_of_lists_cases_and_policy_come_together(problems: Callable[..., list[str]], tmp_path: Path) -> None:
    def edit(values: dict[str, Any]) -> None:
        values["detection"]["deny_list"] = "d.txt"
        values["title"] = "no"

    found = problems(edit, d__txt="x\ty\n", p__cases__yaml="- {name: a}\n", p__approvals__yaml="approved: []\n")
    assert len(found) == 4


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_list_or_problems(content: bytes) -> None:
    values, problems = allow_list(content, "f")
    assert all(value.strip() for value in values)
    assert all(problem.line >= 1 for problem in problems)
