"""`veil inspect` as it is called, with the real engine loaded once."""

from __future__ import annotations

import os
import pty
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import veil
from pipeline.errors import Refused
from pipeline.evaluation import trial as trial_module
from pipeline.evaluation.inspection import Hidden, Inspected, InspectedTurn
from pipeline.evaluation.inspection_terminal import render
from pipeline.evaluation.trial import Trial
from pipeline.evaluation.vocabulary import vocabulary
from pipeline.policy.loader import load
from tests.support.evaluation import Json, conversation
from tests.support.runs import SHIPPED, VEIL, write_records

Inspect = Callable[..., Result]
STARTED = {"started_at": "2026-05-04T09:12:00Z"}
HOSTILE = (
    "\x1b]0;owned\x07\x1b[2J[bold red]x[/] <img src=x onerror=alert(1)> \u202e\n2. forged-1  chat\nrejected: {{ 7*7 }}"
)
TALK = conversation(
    "c-1", ("my name is Zuzanna Wolska", ()), ("the parcel is late", ()), ("zw.77@mail.example", ()), **STARTED
)


@pytest.fixture(scope="module")
def shipped() -> Trial:
    return Trial(load(SHIPPED, vocabulary()))


@pytest.fixture
def inspect(shipped: Trial, monkeypatch: pytest.MonkeyPatch) -> Inspect:
    monkeypatch.setattr(trial_module, "Trial", lambda _: shipped)

    def call(*arguments: object) -> Result:
        given = ["inspect", *map(str, arguments), "--policy", str(SHIPPED)]
        return CliRunner().invoke(veil, given, catch_exceptions=False)

    return call


def written(folder: Path, *records: Json) -> Path:
    return write_records(folder / "in" / "chats.jsonl", records)


def test_the_first_line_says_that_this_is_raw(inspect: Inspect, tmp_path: Path) -> None:
    assert inspect(written(tmp_path, TALK)).output.startswith("RAW PERSONAL DATA: for authorized eyes only.")


def test_it_shows_what_is_hidden_what_stands_instead_and_who_found_it(inspect: Inspect, tmp_path: Path) -> None:
    lines = inspect(written(tmp_path, TALK)).output.splitlines()
    assert "   0 customer     my name is ⟦Zuzanna Wolska⟧" in lines
    assert "   1 customer     the parcel is late" in lines
    (told,) = (line.strip() for line in lines if line.strip().startswith("zw.77@mail.example →"))
    assert told.startswith("zw.77@mail.example → [EMAIL]: EMAIL_ADDRESS, replace, found by email_address")
    assert "\x1b" not in "".join(lines)  # on a pipe: no colors


def test_only_one_kind_is_shown_where_asked(inspect: Inspect, tmp_path: Path) -> None:
    path = written(tmp_path, conversation("c-0", ("nothing here", ())), TALK)
    lines = inspect(path, "--only", "EMAIL_ADDRESS").output.splitlines()
    assert [line.split()[0] for line in lines if re.match(r"\d|   \d", line)] == ["2.", "2", "1"]
    with pytest.raises(Refused, match="EMAIL_ADDRESS"):
        inspect(path, "--only", "EMAIL")


def test_the_limit_counts_what_is_shown(inspect: Inspect, tmp_path: Path) -> None:
    path = written(tmp_path, *(conversation(f"c-{n}", ("hello", ())) for n in range(5)))
    output = inspect(path, "--limit", 2).output
    assert "2. c-1" in output
    assert "c-2" not in output
    assert output.splitlines()[-1].startswith("2 records shown")


def test_records_that_a_run_would_not_release_are_shown_with_the_reason(inspect: Inspect, tmp_path: Path) -> None:
    path = written(tmp_path, conversation("early", ("hello", ()), started_at="2020-01-01T00:00:00Z"), TALK)
    path.write_bytes(path.read_bytes() + b'{"id": "Zuzanna", "channel": "chat", "turns": 7}\n')
    output = inspect(path).output
    assert "1. early" in output
    assert "a run would refuse it: before_notice" in output
    assert "rejected: wrong_type" in output
    assert output.splitlines()[-1].endswith("1 rejected (wrong_type), 1 would be refused (before_notice)")


def test_turns_of_roles_that_the_policy_leaves_out_are_told(inspect: Inspect, tmp_path: Path) -> None:
    record = conversation("s", ("hello", ()), participants=[{"id": "c1", "role": "system"}])
    assert "the policy leaves out turns of this role" in inspect(written(tmp_path, record)).output


def test_other_formats_are_read_as_a_run_reads_them(inspect: Inspect, tmp_path: Path) -> None:
    path = tmp_path / "call.txt"
    path.write_text("Agent: hello, how can I help?\nCustomer: my mail is zw.77@mail.example\nAgent: thanks\n")
    assert "[EMAIL]" in inspect(path, "--channel", "call", "--format", "text").output


def test_hostile_text_neither_steers_nor_forges(inspect: Inspect, tmp_path: Path) -> None:
    record = conversation(f"id\x1b[2J\n{'x' * 5}", (HOSTILE, ()), ("hello", ()))
    lines = inspect(written(tmp_path, record)).output.split("\n")
    assert not [char for line in lines for char in line if ord(char) < 32 or char in "\x9b\u202e"]
    assert not [line for line in lines if line.startswith(("2.", "rejected"))]
    assert any("[bold red]x[/]" in line for line in lines)
    assert any("\\x1b]0;owned\\x07" in line for line in lines)


def test_on_a_terminal_no_line_of_a_turn_begins_where_ours_do() -> None:
    value = "Zuzanna\x1b[2J"
    hidden = Hidden(0, len(value), "PERSON", "replace", "[X]", ("model",), stays=False)
    turn = InspectedTurn(0, "customer", f"{value} {'word ' * 40}2. forged", (hidden,), leaves=True)
    shown = render(Inspected(1, "c-1", "chat", "en", (turn,)), width=60)
    assert "\x1b[2J" not in shown
    assert "\x1b[1;" in shown  # colors are ours
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown).splitlines()
    assert len(plain) > 4
    assert max(map(len, plain)) <= 60
    assert [line for line in plain[1:] if line and not line.startswith("   ")] == []


def test_the_page_is_escaped_private_and_says_what_it_shows(inspect: Inspect, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert (
        inspect(written(tmp_path, conversation("<b>id</b>", (HOSTILE, ())), TALK), "--html", page).output
        == f"wrote {page}\n"
    )
    text = page.read_text("utf-8")
    assert "RAW PERSONAL DATA" in text.splitlines()[0]
    assert "Zuzanna Wolska</mark>" in text
    assert not [word for word in ("<img", "<b>id", "\x1b", "\u202e", "{{ 49 }}") if word in text]
    assert "{{ 7*7 }}" in text
    assert page.stat().st_mode & 0o777 == 0o600
    assert inspect(written(tmp_path, TALK), "--html", page).output == f"replaced {page}\n"


def test_a_page_never_lies_in_a_release(inspect: Inspect, tmp_path: Path) -> None:
    (tmp_path / "out" / "releases" / "0123").mkdir(parents=True)
    for folder in ("out", "out/releases/0123"):
        with pytest.raises(Refused, match="release"):
            inspect(written(tmp_path, TALK), "--html", tmp_path / folder / "page.html")


@pytest.mark.slow
def test_a_reader_that_has_seen_enough_ends_it_quietly(tmp_path: Path) -> None:
    path = written(tmp_path, *(conversation(f"c-{n}", ("hello " * 200, ())) for n in range(300)))
    done = subprocess.run(
        f"'{VEIL}' inspect '{path}' --policy '{SHIPPED}' | head -1",
        shell=True, capture_output=True, text=True, check=True, timeout=100,
    )  # fmt: skip
    assert done.stdout.startswith("RAW PERSONAL DATA")
    assert done.stderr == ""


@pytest.mark.slow
def test_on_a_terminal_it_goes_through_the_pager(tmp_path: Path) -> None:
    """In a process of its own on a pseudo-terminal, with a pager that marks what it got."""
    path = written(tmp_path, TALK)
    main, other = pty.openpty()
    environment = {**os.environ, "PAGER": "sed s/^/PAGED:/", "TERM": "xterm"}
    process = subprocess.Popen(
        [str(VEIL), "inspect", str(path), "--policy", str(SHIPPED)],
        stdin=other, stdout=other, stderr=subprocess.DEVNULL, env=environment,
    )  # fmt: skip
    os.close(other)
    seen = b""
    while piece := _read(main):
        seen += piece
    assert process.wait(60) == 0
    assert seen.startswith(b"PAGED:RAW PERSONAL DATA")
    assert b"Zuzanna Wolska" in seen


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 1 << 16)
    except OSError:  # the other side is closed
        return b""


def test_help_says_that_it_shows_raw_data() -> None:
    assert "raw personal data" in CliRunner().invoke(veil, ["inspect", "--help"]).output
