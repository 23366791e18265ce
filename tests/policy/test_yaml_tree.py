from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.policy.yaml_tree import MAX_BYTES, MAX_DEPTH, parse


def problems(text: str) -> list[str]:
    return [str(problem) for problem in parse(text.encode(), "f").problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\na: 2\n", ["f:2: a: is written twice; first in line 1"]),
        ("a:\n  b: x\n  b: x\n", ["f:3: a.b: is written twice; first in line 2"]),
        (
            "a: &x 1\nb: *x\n",
            ["f:1: a: anchors (&) are not allowed", "f:2: b: aliases (*) are not allowed; write the value out"],
        ),
        ("a: !!str 1\n", ["f:1: a: tags (!) are not allowed"]),
        ("a: !!python/object/apply:os.system [x]\n", ["f:1: a: tags (!) are not allowed"]),
        ("%YAML 1.1\n---\na: 1\n", ["f:1: directives (%) are not allowed"]),
        ("a: 1\n---\nb: 1\n", ["f:2: holds a second document; write one document a file"]),
        (
            "a: NO\n",
            ["f:1: a: an unquoted yes/no word is read as true or false; write true or false, or put it in quotes"],
        ),
        ("on: x\n", ["f:1: on: this key is not read as text by YAML; put it in quotes"]),
        ("1: x\n", ["f:1: 1: this key is not read as text by YAML; put it in quotes"]),
        ("[a, b]: x\n", ["f:1: a key must be one word"]),
        ("a:\nb: 1\n", ["f:1: a: has no value; write one, or leave the key out"]),
        ("", ["f:1: is empty"]),
        ("# nothing\n", ["f:2: is empty"]),
    ],
)
def test_what_an_officer_cannot_see_is_a_problem(text: str, expected: list[str]) -> None:
    assert problems(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a: 'NO'\n",  # quoted
        "---\na: x\n",  # one explicit start
        "a: x\n...\n",  # one explicit end
        'a: "1.10"\n',
        "a: |\n  yes\n",  # block text is text
        "a: null\n",
        "a: [x, {b: y}]\n",
        "a: x # &no *anchor !here\n",
    ],
)
def test_near_misses_pass(text: str) -> None:
    assert problems(text) == []


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"a: b: c\n", 1),
        (b"a: 1\n\tb: 2\n", 2),
        (b"a: [1\nb: 2\n", 2),
        (b"a: x\nb: \xff\n", 2),
        (b"a: x\nb: \x07\n", 2),
        (b"a: " + b"[" * (MAX_DEPTH + 1), 1),
        (b"[" * 50_000, 1),  # ends early: depth is bounded while reading
        (b"#" * (MAX_BYTES + 1), 1),
    ],
)
def test_when_a_file_cannot_be_read_then_one_problem_says_the_line(content: bytes, line: int) -> None:
    found = parse(content, "f").problems
    assert [problem.line for problem in found] == [line]


def test_every_problem_is_told_at_once() -> None:
    text = "a: NO\nb: 010\nb: 1\nc: {d: 12:30:45, d: x}\n"
    assert [problem.line for problem in parse(text.encode(), "f").problems] == [1, 2, 3, 4, 4]


def test_lines_are_those_of_keys_and_items() -> None:
    tree = parse(b"a:\n  - x\n  - b: y\n    c:\n      z\n", "f")
    places = [("a",), ("a", 1), ("a", 1, "b"), ("a", 1, "c"), ("a", 1, "missing"), ("q",)]
    assert [tree.place(at) for at in places] == [("f", line) for line in (1, 3, 3, 4, 3, 1)]


@settings(deadline=None)
@given(st.binary(max_size=300) | st.text(alphabet="ab:-[]{}&*!#'\"|>%?, \n\t0", max_size=80).map(str.encode))
def test_any_bytes_give_a_tree_or_problems(content: bytes) -> None:
    tree = parse(content, "f")
    assert tree.value is not None or tree.problems or b"null" in content


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=20)
trees = st.recursive(
    words | st.integers(-(10**9), 10**9) | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)


@settings(deadline=None)
@given(trees)
def test_what_yaml_writes_is_read_back(value: object) -> None:
    text = yaml.safe_dump(value, default_style='"', allow_unicode=True)
    plain = yaml.safe_dump(value, allow_unicode=True)
    tree = parse(plain.encode(), "f")
    assert tree.problems or tree.value == yaml.safe_load(text)
