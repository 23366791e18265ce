"""`veil verify DATASET`: the check that whoever receives a dataset runs before opening it."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.errors import ExitCode, Refused

if TYPE_CHECKING:
    from pipeline.release.verify import VerifyResult


@click.command()
@click.argument("dataset", type=click.Path(path_type=Path))
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day of use, for the expiry.  [default: today, UTC]",
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, for machines.")
@click.pass_context
def verify(context: click.Context, dataset: Path, as_of: datetime | None, as_json: bool) -> None:
    """Check a release: files, digests, columns, label and expiry.

    DATASET is the folder of a release, or the folder given to `veil run --out`: then the latest release is checked.
    Exits 3 when something is wrong, and 2 when there is no release.

    \b
    Example:
      veil verify out/ --as-of 2026-11-01
    """  # noqa: D301
    from pipeline.release.verify import find_release
    from pipeline.release.verify import verify as verify_release

    try:
        folder = find_release(dataset)
    except Refused as error:
        _print_refusal(error, as_json=as_json)
        context.exit(error.exit_code)
    result = verify_release(folder, (as_of or datetime.now(UTC)).date())
    _print_json(result) if as_json else _print_text(result)
    context.exit(ExitCode.DONE if result.ok else ExitCode.CHECK_FAILED)


def _print_refusal(error: Refused, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"ok": False, "problems": [error.message], "summary": None}, indent=2))
    else:
        click.echo(f"Error: {error.message}", err=True)


def _print_json(result: VerifyResult) -> None:
    summary = asdict(result.summary) if result.summary else None
    content = {"ok": result.ok, "problems": result.problems, "summary": summary}
    click.echo(json.dumps(content, indent=2, default=str))


def _print_text(result: VerifyResult) -> None:
    summary = result.summary
    if summary:
        click.echo(f"{summary.dataset_id}, run {summary.run}, policy {summary.policy}")
        click.echo(f"{summary.conversations:,} conversations, {summary.turns:,} turns, {summary.files:,} data files")
        click.echo(f"label {summary.label}, not to be used after {summary.expires}")
        click.echo(f"content digest {summary.content_digest}")
    for problem in result.problems:
        click.echo(f"PROBLEM  {problem}")
    count = len(result.problems)
    click.echo("OK" if result.ok else f"{count} problem{'s' if count > 1 else ''}: do not use this dataset")
