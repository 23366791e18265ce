"""`veil policy test`: does what comes out stand as the officer wrote it?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.policy.shared import POLICY, exit_codes, load
from pipeline.errors import ExitCode

if TYPE_CHECKING:
    from pipeline.policy.loaded import LoadedPolicy


@click.command()
@POLICY
def test(path: Path) -> None:
    """Run the examples beside POLICY; exit 3 where one does not come out as written.

    \b
    Example:
      veil policy test policies/eu-support-product-research.yaml
    """  # noqa: D301
    with exit_codes():
        loaded = load(path)
        if not loaded.cases:
            click.echo("the policy has no examples (<name>.cases.yaml)", err=True)
            sys.exit(ExitCode.REFUSED)
        if not cases_pass(loaded):
            sys.exit(ExitCode.CHECK_FAILED)


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
