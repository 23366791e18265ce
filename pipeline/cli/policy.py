"""`veil policy`: what a compliance officer does with a policy file before any record is read."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.errors import ExitCode, VeilError

if TYPE_CHECKING:
    from pipeline.policy.loaded import LoadedPolicy

_POLICY = click.argument("path", metavar="POLICY", type=click.Path(dir_okay=False, path_type=Path))
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")


@click.group()
def policy() -> None:
    """Check, explain, test and approve a policy file.

    \b
    Example:
      veil policy lint policies/eu-support-product-research.yaml
      veil policy test policies/eu-support-product-research.yaml
    """  # noqa: D301


@policy.command()
@_POLICY
@_JSON
def lint(path: Path, as_json: bool) -> None:
    """Tell everything that is wrong in POLICY and in the files it names, with file and line.

    \b
    Example:
      veil policy lint policies/eu-support-product-research.yaml
    """  # noqa: D301
    from pipeline.policy.problems import PolicyProblems

    try:
        loaded = _load(path)
    except PolicyProblems as error:
        if as_json:
            problems = [{"file": p.file, "line": p.line, "path": p.where, "message": p.message} for p in error.problems]
            click.echo(json.dumps({"problems": problems}, ensure_ascii=False))
        else:
            click.echo(error.message)
        sys.exit(ExitCode.REFUSED)
    if as_json:
        click.echo(json.dumps({"problems": [], "content_sha256": loaded.content_sha256}))
    else:
        click.echo(f"{path}: no problems (content {loaded.content_sha256})")


@policy.command()
@_POLICY
@_JSON
def explain(path: Path, as_json: bool) -> None:
    """Show the whole effective POLICY in plain words, defaults included.

    \b
    Example:
      veil policy explain policies/eu-support-product-research.yaml
    """  # noqa: D301
    from pipeline.policy.explain import explain as sections_of
    from pipeline.policy.explain import plain_text

    with _exit_codes():
        sections = sections_of(_load(path))
    if as_json:
        click.echo(
            json.dumps([{"heading": heading, "lines": lines} for heading, lines in sections], ensure_ascii=False)
        )
    else:
        click.echo(plain_text(sections), nl=False)


@policy.command()
def schema() -> None:
    """Print the JSON Schema of policy files, for editors.

    \b
    Example:
      veil policy schema > veil-policy.schema.json
    """  # noqa: D301
    from pipeline.evaluation.vocabulary import vocabulary
    from pipeline.policy.json_schema import json_schema

    click.echo(json.dumps(json_schema(vocabulary()), indent=2, ensure_ascii=False))


@policy.command()
@_POLICY
def test(path: Path) -> None:
    """Run the examples beside POLICY; exit 3 where one does not come out as written.

    \b
    Example:
      veil policy test policies/eu-support-product-research.yaml
    """  # noqa: D301
    with _exit_codes():
        loaded = _load(path)
        if not loaded.cases:
            click.echo("the policy has no examples (<name>.cases.yaml)", err=True)
            sys.exit(ExitCode.REFUSED)
        if not cases_pass(loaded):
            sys.exit(ExitCode.CHECK_FAILED)


@policy.command()
@_POLICY
@click.option("--role", required=True, help="In which role, for example dpo or data_owner.")
@click.option("--name", required=True, help="Who approves.")
@click.option("--reference", required=True, help="Where the decision is on record.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="When (default: today, UTC).")
def approve(path: Path, role: str, name: str, reference: str, day: datetime | None) -> None:
    """Approve POLICY as it stands, once all its examples pass. Writes <name>.approvals.yaml beside it.

    \b
    Example:
      veil policy approve policies/eu-support-product-research.yaml --role dpo --name "J. Doe" --reference DPO-2026-114
    """  # noqa: D301
    from pipeline.policy.approval import approval
    from pipeline.policy.approvals import approve as write

    with _exit_codes():
        loaded = _load(path)
        given = approval(
            role=role,
            name=name,
            reference=reference,
            day=(day or datetime.now(UTC)).date(),
            content_sha256=loaded.content_sha256,
        )
        if not cases_pass(loaded):
            click.echo("not approved: examples fail", err=True)
            sys.exit(ExitCode.REFUSED)
        write(loaded, given)
    click.echo(f"approved (content {loaded.content_sha256})")


def _load(path: Path) -> LoadedPolicy:
    from pipeline.evaluation.vocabulary import vocabulary
    from pipeline.policy.loader import load

    return load(path, vocabulary())


def cases_pass(loaded: LoadedPolicy, *, quiet: bool = False) -> bool:
    """Run every example and return whether all passed. With `quiet`, only those that failed are printed."""
    from pipeline.evaluation.cases import run_cases
    from pipeline.evaluation.sanitizer import build

    results = list(run_cases(loaded, build(loaded)))
    for result in results:
        if not (quiet and result.passed):
            click.echo(f"{'pass' if result.passed else 'FAIL'}  {result.name}")
        for difference in result.differences:
            click.echo(f"      {difference}")
    failed = sum(not result.passed for result in results)
    if not (quiet and failed == 0):
        click.echo(f"{len(results) - failed} of {len(results)} examples pass")
    return failed == 0


@contextmanager
def _exit_codes() -> Iterator[None]:
    """Turn Veil's errors into a message and an exit code."""
    try:
        yield
    except VeilError as error:
        click.echo(error.message, err=True)
        sys.exit(error.exit_code)
