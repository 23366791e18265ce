"""Every command says what it does, shows an example that it would take, and stands in the README."""

from __future__ import annotations

import re
import shlex

import click
import pytest
from click.testing import CliRunner

from pipeline.cli import COMMANDS, veil
from pipeline.sources.catalog import formats
from tests.architecture import readme_blocks as readme
from tests.architecture.command_tree import commands

ALL = {" ".join(path): command for path, command in commands()}
EVERY = pytest.mark.parametrize("words", ALL)


def test_there_are_commands() -> None:
    assert set(COMMANDS) < set(ALL)
    assert {"policy lint", "keys new"} < set(ALL)


@EVERY
def test_help_says_what_a_command_does_and_shows_an_example(words: str) -> None:
    done = CliRunner().invoke(veil, [*words.split(), "--help"], prog_name="veil")
    assert done.exit_code == 0
    assert re.search(rf"^  Example:\n    veil {words}\b", done.output, re.MULTILINE)


@EVERY
def test_the_example_takes_the_options_that_there_are(words: str) -> None:
    command = ALL[words]
    known = {option for parameter in command.params for option in parameter.opts}
    for line in examples(command):
        if line.startswith(f"veil {words} ") and not isinstance(command, click.Group):
            assert {word for word in shlex.split(line) if word.startswith("-")} <= known


@EVERY
def test_every_option_says_what_it_does(words: str) -> None:
    options = [parameter for parameter in ALL[words].params if isinstance(parameter, click.Option)]
    assert [option.opts[0] for option in options if not option.help] == []


@EVERY
def test_the_readme_names_every_command(words: str) -> None:
    assert re.search(rf"(?:veil {words}|make {words})\b", readme.text())


def test_the_readme_says_of_every_format_what_it_reads_and_what_it_was_built_from() -> None:
    told = {"own": "Veil's own", "sample": "samples", "description": "description"}
    rows = [f"| `{each.name}` | {each.title} | {told[each.evidence.value]} |" for each in formats().values()]
    assert [row for row in rows if row not in readme.text().splitlines()] == []


def test_the_readme_names_every_exit_code() -> None:
    assert re.findall(r"^\| (\d) \|", readme.text(), re.MULTILINE) == ["0", "1", "2", "3", "4"]


def test_every_command_that_the_readme_uses_is_there() -> None:
    used = {
        found
        for block in readme.of_language("sh")
        for found in re.findall(r"^veil (\w+(?: [\w-]+)?)", block.body, re.MULTILINE)
    }
    assert used
    assert [use for use in used if use not in ALL and use.split()[0] not in ALL] == []


def examples(command: click.Command) -> list[str]:
    """Return the lines of a command's example."""
    _, _, after = (command.help or "").partition("Example:\n")
    return [line.strip() for line in after.splitlines() if line.strip()]
