"""`veil lists`: people whose records are kept out, as keyed hashes. Identifiers come from standard input alone."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.errors import Refused

if TYPE_CHECKING:
    from pipeline.admission.subject_lists import SubjectList

KINDS = {"objection": "objections", "erasure": "erasures", "restriction": "restrictions"}


@click.group()
def lists() -> None:
    """Keep lists of people who objected, asked to be erased, or had the use of their data restricted.

    \b
    Example:
      veil lists add objections.json --kind objection --key file:veil.key < objections.txt
      veil lists show objections.json
    """  # noqa: D301


@lists.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--kind", required=True, type=click.Choice(list(KINDS)), help="What the people on it asked for.")
@click.option("--key", default="env:VEIL_KEY", show_default=True, help="Where the key is: env:NAME or file:PATH.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Day on which it is complete (default: today, UTC).")
@click.option("--nothing-new", is_flag=True, help="Read nothing: say that the list is still complete.")
def add(file: Path, kind: str, key: str, as_of: datetime | None, nothing_new: bool) -> None:
    """Put people on the list in FILE, which is made where it is not there. One a line: an id, e-mail address or phone.

    A line may say what it is, as in "phone: 0151 2345678". Write numbers with their country code. The file holds keyed
    hashes and no identifier; the list counts as complete on the day it was written.

    \b
    Example:
      veil lists add objections.json --kind objection --key file:veil.key < objections.txt
    """  # noqa: D301
    from pipeline.admission.subject_lists import SubjectList
    from pipeline.keys.source import read_key

    master = read_key(key)
    day = as_of.date() if as_of else datetime.now(UTC).date()
    known = _read(file) if file.exists() else SubjectList(kind=KINDS[kind], key_id=master.key_id, complete_on=day)
    if known.kind != KINDS[kind]:
        raise Refused(f"the file is a list of {known.kind}")
    changed = known.with_people([] if nothing_new else _lines(), master, day)
    _write(file, changed)
    click.echo(f"{changed.people - known.people} added, {changed.people} on the list of {changed.kind} of {day}")


@lists.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Day from which its age counts (default: today, UTC).")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def show(file: Path, as_of: datetime | None, as_json: bool) -> None:
    """Show what the list in FILE is for, how many stand on it, and how old it is. It names nobody.

    \b
    Example:
      veil lists show objections.json
    """  # noqa: D301
    found = _read(file)
    age = ((as_of.date() if as_of else datetime.now(UTC).date()) - found.complete_on).days
    if as_json:
        told = {
            "kind": found.kind,
            "people": found.people,
            "complete_on": found.complete_on.isoformat(),
            "age_days": age,
        }
        click.echo(json.dumps({**told, "key_id": found.key_id}, sort_keys=True))
    else:
        click.echo(
            f"{found.people} on the list of {found.kind} of {found.complete_on} ({age} days old), key {found.key_id}"
        )


def _lines() -> list[str]:
    """Return the lines of standard input; an export that failed must not make a list look complete."""
    try:
        found = sys.stdin.buffer.read().decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise Refused("standard input is not UTF-8") from None
    if not any(map(str.strip, found)):
        raise Refused("standard input is empty; where nobody is to be added, say --nothing-new")
    return found


def _read(file: Path) -> SubjectList:
    from pipeline.admission.subject_lists import parse

    try:
        return parse(file.read_bytes())
    except OSError as error:
        raise Refused(f"the list cannot be read ({type(error).__name__})") from None
    except Refused as refused:
        raise Refused(f"the file {refused.message}") from None


def _write(file: Path, content: SubjectList) -> None:
    from pipeline.evaluation.private_file import private_file

    with private_file(file) as stream:
        stream.write(content.model_dump_json().encode() + b"\n")
