"""`veil verify DATASET`: the check that whoever receives a dataset runs before opening it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.errors import ExitCode, Refused

if TYPE_CHECKING:
    from pipeline.keys.compromised import CompromisedKey
    from pipeline.release.verify.release import VerifyResult

STDOUT = "-"


@click.command()
@click.argument("dataset", type=click.Path(path_type=Path))
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day of use, for the expiry.  [default: today, UTC]",
)
@click.option("--purpose", metavar="ID", help="What you want it for; a dataset made for another purpose fails.")
@click.option(
    "--compromised-keys",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A list of keys known to others, beside the one that the publisher keeps above the release.",
)
@click.option("--markdown", type=click.Path(path_type=Path), help="Write the result as Markdown; - for the terminal.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, for machines.")
@click.pass_context
def verify(
    context: click.Context,
    dataset: Path,
    as_of: datetime | None,
    purpose: str | None,
    compromised_keys: Path | None,
    markdown: Path | None,
    *,
    as_json: bool,
) -> None:
    """Check a release: files, digests, columns, label, words, purpose, expiry and key.

    DATASET is the folder of a release, or the folder given to `veil run --out`: then the latest release is checked.
    Exits 3 when something is wrong, and 2 when there is no release. Warnings change nothing.

    \b
    Example:
      veil verify out/ --purpose product-research --as-of 2026-11-01
    """  # noqa: D301
    from pipeline.release.verify.locations import find_release
    from pipeline.release.verify.release import verify as verify_release
    from pipeline.release.verify.statements import Reader

    if as_json and str(markdown) == STDOUT:
        raise click.UsageError("--json and --markdown - would both be printed: give --markdown a file")
    try:
        keys = _read_keys(compromised_keys)
        folder = find_release(dataset)
    except Refused as error:
        _print_refusal(error, as_json=as_json)
        context.exit(error.exit_code)
    result = verify_release(folder, Reader((as_of or datetime.now(UTC)).date(), purpose, keys))
    _print(result, markdown, as_json=as_json)
    context.exit(ExitCode.DONE if result.ok else ExitCode.CHECK_FAILED)


def _read_keys(path: Path | None) -> tuple[CompromisedKey, ...]:
    from pipeline.keys.compromised import read_compromised_keys

    if path is None:
        return ()
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Refused(f"the list of compromised keys cannot be read ({type(error).__name__})") from None
    return read_compromised_keys(content)


def _print_refusal(error: Refused, *, as_json: bool) -> None:
    if as_json:
        problem = {"code": "refused", "what": error.message, "do": "Give the folder of a release, and readable lists."}
        content = {"ok": False, "problems": [problem], "warnings": [], "checks": [], "summary": None}
        click.echo(json.dumps(content, indent=2))
    else:
        click.echo(f"Error: {error.message}", err=True)


def _print(result: VerifyResult, markdown: Path | None, *, as_json: bool) -> None:
    from pipeline.release.verify import report

    if markdown is not None:
        page = report.as_markdown(result)
        if str(markdown) == STDOUT:
            click.echo(page, nl=False)
            return
        try:
            markdown.write_text(page, encoding="utf-8")
        except OSError as error:
            raise Refused(f"the Markdown file cannot be written ({type(error).__name__})") from None
    if as_json:
        click.echo(json.dumps(report.as_values(result), indent=2, default=str))
    else:
        click.echo(report.as_text(result), nl=False)
