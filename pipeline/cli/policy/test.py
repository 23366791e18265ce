"""`veil policy test`: does what comes out stand as the officer wrote it, and is every kind tried from both sides?"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.policy.shared import JSON, POLICY, exit_codes, load
from pipeline.errors import ExitCode, Refused

if TYPE_CHECKING:
    from pipeline.evaluation.case_report import CaseReport
    from pipeline.policy.loaded import LoadedPolicy


@click.command()
@POLICY
@JSON
def test(path: Path, as_json: bool) -> None:
    """Run the examples beside POLICY; exit 3 where one does not come out as written, or a kind lacks an example.

    Each kind of personal data that the policy names needs an example in which it is found and a near miss.

    \b
    Example:
      veil policy test policies/eu-support-product-research.yaml
    """  # noqa: D301
    with exit_codes():
        loaded = load(path)
        if not loaded.cases:
            raise Refused("the policy has no examples (<name>.cases.yaml)")
        report = run_examples(loaded)
    if as_json:
        click.echo(_json(report))
    else:
        tell(report)
    if not report.passed:
        sys.exit(ExitCode.CHECK_FAILED)


def run_examples(loaded: LoadedPolicy) -> CaseReport:
    """Run every example of a policy."""
    from pipeline.evaluation.case_report import report
    from pipeline.evaluation.cases import run_cases
    from pipeline.evaluation.sanitizer import build

    return report(loaded.policy, tuple(run_cases(loaded, build(loaded))))


def tell(report: CaseReport, *, quiet: bool = False) -> None:
    """Print each example and each kind, then the sums. With `quiet`, only what is wrong."""
    for result in report.results:
        if not (quiet and result.passed):
            click.echo(f"{'pass' if result.passed else 'FAIL'}  {result.name}")
        for difference in result.differences:
            click.echo(f"      {difference}")
    if quiet and report.passed:
        return
    _tell_kinds(report)
    complete = len(report.covered) - len(report.uncovered)
    click.echo(f"{len(report.results) - len(report.failed)} of {len(report.results)} examples pass")
    click.echo(f"{complete} of {len(report.covered)} kinds have an example and a near miss")


def _tell_kinds(report: CaseReport) -> None:
    width = max((len(kind.entity_type) for kind in report.covered), default=0)
    click.echo(f"\n{'kind':{width}}  examples  near misses")
    for kind in report.covered:
        needs = f"  needs {kind.missing}" if kind.missing else ""
        click.echo(f"{kind.entity_type:{width}}  {len(kind.shown_by):8}  {len(kind.near_misses):11}{needs}")
    click.echo("")


def _json(report: CaseReport) -> str:
    cases = [{"name": r.name, "passed": r.passed, "differences": r.differences} for r in report.results]
    kinds = [{**asdict(kind), "missing": kind.missing} for kind in report.covered]
    return json.dumps({"passed": report.passed, "cases": cases, "kinds": kinds}, ensure_ascii=False)
