"""`veil policy approve`: one person's approval of the policy as it stands."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from pipeline.cli.policy.shared import POLICY, exit_codes, load
from pipeline.errors import Refused


@click.command()
@POLICY
@click.option("--role", required=True, help="In which role, for example dpo or data_owner.")
@click.option("--name", required=True, help="Who approves.")
@click.option("--reference", required=True, help="Where the decision is on record.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="When (default: today, UTC).")
def approve(path: Path, role: str, name: str, reference: str, day: datetime | None) -> None:
    """Approve POLICY as it stands, once all its examples pass and none is missing.

    Writes <name>.approvals.yaml beside it, and once enough people have approved, <name>.approved.yaml: the text to
    compare later versions with.

    \b
    Example:
      veil policy approve policies/eu-support-product-research.yaml --role dpo --name "J. Doe" --reference DPO-2026-114
    """  # noqa: D301
    from pipeline.cli.policy.test import run_examples, tell
    from pipeline.evaluation.vocabulary import vocabulary
    from pipeline.policy.approval import approval
    from pipeline.policy.approvals import approve as write
    from pipeline.policy.approvals import counted
    from pipeline.policy.approved_copy import keep, read_policy

    with exit_codes():
        read = read_policy(path, vocabulary())
        loaded = read.loaded
        given = approval(
            role=role,
            name=name,
            reference=reference,
            day=(day or datetime.now(UTC)).date(),
            content_sha256=loaded.content_sha256,
        )
        report = run_examples(loaded)
        if not report.passed:
            tell(report, quiet=True)
            raise Refused("not approved: examples fail or are missing (veil policy test)")
        write(loaded, given)
        if len(counted(load(path), given.date)) >= loaded.policy.metadata.approvals_required:
            keep(read)
    click.echo(f"approved (content {loaded.content_sha256})")
