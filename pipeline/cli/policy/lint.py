"""`veil policy lint`: everything that is wrong, at once."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from pipeline.cli.policy.shared import JSON, POLICY, load
from pipeline.errors import ExitCode


@click.command()
@POLICY
@JSON
def lint(path: Path, as_json: bool) -> None:
    """Tell everything that is wrong in POLICY and in the files it names, with file and line.

    \b
    Example:
      veil policy lint policies/eu-support-product-research.yaml
    """  # noqa: D301
    from pipeline.policy.problems import PolicyProblems

    try:
        loaded = load(path)
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
