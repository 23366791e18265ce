from __future__ import annotations

import pytest

from pipeline.policy.cases import read_cases


@pytest.mark.parametrize(
    ("entry", "where", "message"),
    [
        ("{name: a, text: hi}", "[0]", "write what you expect: expect or expect_record"),
        ("{name: a}", "[0]", "write either text or turns"),
        ("{name: a, text: hi, turns: [{text: hi}], expect: hi}", "[0]", "write either text or turns"),
        (
            "{name: a, turns: [{text: hi}], expect: hi}",
            "[0]",
            "expect belongs to text alone; with turns, write it in each turn",
        ),
        ("{name: a, text: hi, expect_record: refused}", "[0]", "expect_record needs a reason"),
        ("{name: a, text: hi, expect: hi, reason: no_turns}", "[0]", "a reason belongs to expect_record"),
        (
            "{name: a, text: hi, expect_record: rejected, reason: no_turns}",
            "[0]",
            "the reason does not belong to a record that is rejected",
        ),
        (
            "{name: a, text: hi, expect: hi, participants: [{id: c1}, {id: c1}]}",
            "[0]",
            "two participants have the same id",
        ),
        ("{name: a, txt: hi}", "[0].txt", "unknown key; did you mean 'text'?"),
        (
            "{name: a, text: hi, expect: hi, started_at: 2026-01-01}",
            "[0].started_at",
            "must say its time zone, for example Z",
        ),
        (
            "{name: a, text: hi, expect: ho, near_miss_of: PERSON}",
            "[0]",
            "a near miss stays as it is: expect the same text",
        ),
        (
            "{name: a, text: hi, expect_record: refused, reason: no_turns, near_miss_of: [PERSON]}",
            "[0]",
            "a near miss stays as it is: expect the same text",
        ),
        ("{name: NO, text: hi, expect: hi}", "[0].name", "an unquoted yes/no word"),
    ],
)
def test_an_example_with_two_meanings_or_none_is_a_problem(entry: str, where: str, message: str) -> None:
    _, problems = read_cases(f"- {entry}\n".encode(), "c.yaml")
    assert [(problem.where, problem.line) for problem in problems] == [(where, 1)]
    assert problems[0].message.startswith(message)


def test_names_are_unique() -> None:
    entry = "- {name: a, text: hi, expect: hi}\n"
    _, problems = read_cases((entry * 2).encode(), "c.yaml")
    assert [str(problem) for problem in problems] == ["c.yaml:2: [1].name: another example has this name"]


def test_a_text_is_one_turn_of_the_customer_and_is_not_shown() -> None:
    cases, problems = read_cases(b"- {name: a, text: hi Ana, expect: 'hi [NAME]'}\n", "c.yaml")
    assert problems == []
    assert [(turn.role, turn.text, turn.expect) for turn in cases[0].spoken] == [("customer", "hi Ana", "hi [NAME]")]
    assert "Ana" not in repr(cases)


def test_a_near_miss_names_known_kinds() -> None:
    entry = b"- {name: a, text: hi, expect: hi, near_miss_of: PERSN}\n"
    cases, problems = read_cases(entry, "c.yaml", frozenset({"PERSON"}))
    assert [str(each) for each in problems] == [
        "c.yaml:1: [0].near_miss_of: unknown entity type 'PERSN'; did you mean 'PERSON'?"
    ]
    assert cases[0].near_miss_of == ("PERSN",)  # one word is a list of one
