"""A field map is read strictly, and every problem is told with its line, without values."""

from __future__ import annotations

import contextlib
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import Refused
from pipeline.sources.field_map import FieldMap, load_field_map

PROBLEMS = [
    ("column: {}", "map.yaml:1: column: unknown 'column'; did you mean 'columns'?", "an unknown key"),
    ("columns: {id: a, text: b, rol: c}", "columns: unknown 'rol'; did you mean 'role'?", "an unknown target"),
    ("columns: {id: a}", "columns: 'text' is not mapped", "a map without text"),
    (
        "\nvalues:\n  roles: {}",
        "map.yaml:3: values.roles: unknown 'roles'; did you mean 'role'?",
        "deeper, with its line",
    ),
    (
        "values: {role: {agnt: [a]}}",
        "map.yaml:1: values: role: unknown 'agnt'; did you mean 'agent'?",
        "an unknown role",
    ),
    ("values: {role: {agent: [A], customer: [a]}}", "a value is given two meanings", "letter case does not tell apart"),
    ("constants: {channel: phone}", "constants: channel: unknown 'phone'", "an unknown channel"),
    ("zone: Mars/Base", "unknown zone", "an unknown zone"),
    ("zone: ../../etc/passwd", "unknown zone", "a path is no zone"),
    ("delimiter: ';;'", "delimiter: String should have at most 1 character", "a long delimiter"),
    ("order: time", "order: Input should be 'rows' or 'at'", "an unknown order"),
    ("a: 1\nzone: UTC\nzone: UTC", "map.yaml:3: the key 'zone' stands twice", "a key twice"),
    ("? [a, b]\n: c", "a key must be a word", "a list as key"),
    ("- a", "map.yaml:1: a field map is a YAML mapping", "a list"),
    ("", "a field map is a YAML mapping", "nothing"),
    (
        "columns: {id: a, text: b}\nopening: {txt: c}",
        "map.yaml:2: opening: unknown 'txt'; did you mean 'text'?",
        "a turn's",
    ),
    (
        "turns: messages\ncolumns:\n  id: a\n  text: body..x",
        "map.yaml:4: columns.text: no path; write keys with dots between them",
        "a path with a hole, at its line",
    ),
    ("turns: m[\ncolumns: {id: a, text: b}", "map.yaml:1: turns: no path", "a bracket that stays open"),
    ("turns: messages", "'turns', 'opening' and 'records' need 'columns'", "turns of what?"),
    ("opening: {text: a}\ncolumns: {id: a, text: b}", "'opening' needs 'turns'", "an opening of one utterance"),
    ("format: mapped-ndjson\ncolumns: {id: a, text: b}", "so 'turns' must be mapped", "lines cannot be grouped"),
    ("known_values: {vat: tax number}", "map.yaml:1: known_values.vat: String should match", "no entity type"),
    ("markup: xml", "markup: Input should be 'none' or 'html'", "an unknown markup"),
    ("a: [", "not readable as YAML", "not closed"),
    ("a: !!python/object:os.system x", "not readable as YAML", "code"),
]


@pytest.mark.parametrize(("text", "message", "why"), PROBLEMS, ids=[why for *_, why in PROBLEMS])
def test_a_problem_is_told_with_its_line(text: str, message: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        load_field_map(text, "map.yaml")
    assert message in refused.value.message


def test_all_problems_are_told_at_once_in_the_order_of_the_lines() -> None:
    with pytest.raises(Refused) as refused:
        load_field_map("zone: Nowhere\nfoo: 1\norder: up", "m")
    assert [line.split(": ")[0] for line in refused.value.message.split("\n")] == ["m:1", "m:2", "m:3"]


def test_words_that_yaml_would_turn_into_something_else_stay_words() -> None:
    read = load_field_map("columns: {id: 1.10, text: 12:30:45}\nconstants: {language: no}")
    assert (read.columns, read.constants.language) == ({"id": "1.10", "text": "12:30:45"}, "no")


def test_a_map_survives_pickling() -> None:
    read = load_field_map("columns: {id: a, text: b}\nvalues: {role: {agent: [x]}}")
    assert pickle.loads(pickle.dumps(read)) == read


@given(st.text(max_size=200))
def test_any_text_is_a_map_or_is_refused(text: str) -> None:
    with contextlib.suppress(Refused):
        assert isinstance(load_field_map(text), FieldMap)
