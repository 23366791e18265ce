"""`veil policy new`: a first policy from answers."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.policy.shared import POLICY, exit_codes, load
from pipeline.errors import ExitCode, Refused

if TYPE_CHECKING:
    from pipeline.policy.drafting.questions import Answers, Question


@click.command()
@POLICY
@click.option("--answers", "file", type=click.Path(dir_okay=False, path_type=Path), help="YAML file: key and answer.")
def new(path: Path, file: Path | None) -> None:
    """Ask what a first policy must know; write it to POLICY, a commented draft, with examples beside it.

    \b
    Example:
      veil policy new out/support.yaml
    """  # noqa: D301
    from pipeline.policy.drafting.drafts import cases_text, policy_text
    from pipeline.policy.loader import cases_path
    from pipeline.policy.problems import PolicyProblems

    with exit_codes():
        for each in (path, cases_path(path)):
            if each.exists():
                raise Refused(f"{each} is there already; name another file")
        answers = _read(file) if file else _ask()
        _write(path, policy_text(answers))
        _write(cases_path(path), cases_text(answers))
    click.echo(f"wrote {path} and {cases_path(path)}")
    try:
        load(path)
    except PolicyProblems as error:
        click.echo(f"{error.message}\nyour answers do not fit together: mend these lines", err=True)
        sys.exit(ExitCode.REFUSED)
    click.echo(f"no problems; go on with: veil policy explain {path}")


def _read(file: Path) -> Answers:
    from pipeline.policy.drafting.questions import read_answers
    from pipeline.policy.problems import PolicyProblems

    try:
        content = file.read_bytes()
    except OSError:
        raise Refused("the file of answers cannot be read") from None
    answers, problems = read_answers(content, str(file))
    if problems:
        raise PolicyProblems(problems)
    return answers


def _ask() -> Answers:
    from pipeline.policy.drafting.questions import QUESTIONS

    answers: dict[str, Any] = {}
    for question in QUESTIONS:
        if question.asked_if(answers):
            answers[question.key] = _answer(question)
    return answers


def _answer(question: Question) -> Any:
    """Ask until the answer has the right form."""
    from pipeline.policy.drafting.questions import choices

    known = choices(question)
    text = f"{question.text} ({', '.join(known)})" if known else question.text
    while True:
        written = click.prompt(text, default=question.default, type=str)
        try:
            return question.read(written)
        except ValueError as error:
            click.echo(f"  {error}", err=True)


def _write(path: Path, text: str) -> None:
    """Write a file that was not there."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    except OSError as error:
        raise Refused(f"{path} cannot be written ({type(error).__name__})") from None
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
