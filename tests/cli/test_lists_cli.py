"""`veil lists`: identifiers come from standard input, and nothing that is printed names anybody."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli.lists import lists
from pipeline.errors import Refused

KEY = pytest.mark.usefixtures("key_in_environment")
LINES = "88371\nana.duarte@example.com\n\n+34 600 123 123\n"


def call(*words: object, stdin: str | bytes = "") -> Result:
    return CliRunner().invoke(lists, [str(word) for word in words], input=stdin, catch_exceptions=False)


@KEY
def test_a_list_is_made_extended_and_shown(tmp_path: Path) -> None:
    file = tmp_path / "objections.json"
    made = call("add", file, "--kind", "objection", "--as-of", "2026-10-01", stdin=LINES)
    assert made.output == "3 added, 3 on the list of objections of 2026-10-01\n"
    assert file.stat().st_mode & 0o777 == 0o600
    assert all(secret not in file.read_text() for secret in ("88371", "duarte", "600123123"))
    more = call("add", file, "--kind", "objection", "--as-of", "2026-10-02", stdin="ANA.DUARTE@example.com\r\n4711\r\n")
    assert more.output == "1 added, 4 on the list of objections of 2026-10-02\n"
    shown = json.loads(call("show", file, "--as-of", "2026-10-05", "--json").output)
    assert (shown["kind"], shown["people"], shown["age_days"]) == ("objections", 4, 3)
    assert (
        "4 on the list of objections of 2026-10-02 (3 days old)" in call("show", file, "--as-of", "2026-10-05").output
    )


@KEY
def test_an_export_that_failed_does_not_make_a_list_look_complete(tmp_path: Path) -> None:
    file = tmp_path / "erasures.json"
    call("add", file, "--kind", "erasure", "--as-of", "2026-10-01", stdin=LINES)
    with pytest.raises(Refused, match="--nothing-new"):
        call("add", file, "--kind", "erasure", "--as-of", "2026-10-02", stdin=" \n")
    assert json.loads(file.read_bytes())["complete_on"] == "2026-10-01"
    call("add", file, "--kind", "erasure", "--as-of", "2026-10-02", "--nothing-new")
    assert json.loads(file.read_bytes())["complete_on"] == "2026-10-02"


@KEY
@pytest.mark.parametrize(
    ("kind", "stdin", "message"),
    [
        ("erasure", "88371\n", "is a list of objections"),
        ("objection", b"caf\xe9 zebra\n", "not UTF-8"),
        ("objection", "88371\nemail: zebra\n", "^line 2 holds no id"),
    ],
)
def test_what_cannot_be_added_leaves_the_list_as_it_was(
    kind: str, stdin: str | bytes, message: str, tmp_path: Path
) -> None:
    file = tmp_path / "list.json"
    call("add", file, "--kind", "objection", "--as-of", "2026-10-01", stdin=LINES)
    before = file.read_bytes()
    with pytest.raises(Refused, match=message) as refused:
        call("add", file, "--kind", kind, "--as-of", "2026-10-02", stdin=stdin)
    assert "zebra" not in repr(refused.value)
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


@KEY
def test_no_identifier_may_stand_on_the_command_line(tmp_path: Path) -> None:
    done = call("add", tmp_path / "list.json", "ana@example.com", "--kind", "objection")
    assert done.exit_code == 2


def test_what_is_no_list_is_not_shown(tmp_path: Path) -> None:
    file = tmp_path / "list.json"
    file.write_text('{"zebra": 1}')
    with pytest.raises(Refused, match="not in the format") as refused:
        call("show", file)
    assert "zebra" not in refused.value.message
    with pytest.raises(Refused, match="cannot be read"):
        call("show", tmp_path / "missing.json")
