"""`veil audit`: the log of all runs on an output folder."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from pipeline.errors import ExitCode


@click.group()
def audit() -> None:
    """Check the log of all runs on an output folder.

    \b
    Example:
      veil audit verify datasets
    """  # noqa: D301


@audit.command()
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, for machines.")
@click.pass_context
def verify(context: click.Context, out: Path, *, as_json: bool) -> None:
    """Check that the log in OUT, the folder given to `veil run --out`, is as it was written.

    Exits 3 and names the first entry that is not, and 2 where there is no log.

    \b
    Example:
      veil audit verify datasets
    """  # noqa: D301
    from pipeline.release.audit.verify import verify_audit

    result = verify_audit(out)
    if as_json:
        click.echo(json.dumps({"ok": not result.problem, **asdict(result)}, sort_keys=True))
    else:
        told = f"entries that hold: {result.entries}, the last with hash {result.last_hash}"
        click.echo(f"PROBLEM  {result.problem}\n{told}" if result.problem else f"OK  {told}")
    context.exit(ExitCode.CHECK_FAILED if result.problem else ExitCode.DONE)
