"""How a run's end is told: one line of counts for people, JSON for machines."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.runners.dry_run import DryRun
    from pipeline.runners.execute import RunResult


def closing_lines(result: RunResult, out: str) -> list[str]:
    """Return the counts of a run in one line, and where the dataset is."""
    counts = result.conclusion.counts
    reused = f", {counts.shards_reused} of {counts.shards} shards reused" if counts.shards_reused else ""
    hidden = sum(number for _, operator, number in counts.redactions if operator != "keep")
    lines = [
        (
            f"{counts.read} read = {counts.released} released + {counts.refused_records} refused"
            f" + {counts.rejected_records} rejected + {counts.duplicates} duplicates"
            f" ({counts.turns} turns, {hidden} mentions hidden{reused})"
        )
    ]
    lines += [f"warning: {warning}" for warning in result.warnings]
    return [*lines, f"published {out.rstrip('/')}/{result.published.folder}"]


def dry_run_lines(found: DryRun) -> list[str]:
    """Return what the gates make of an input, a line a reason."""
    refused, rejected = (sum(number for _, number in each) for each in (found.refused, found.rejected))
    return [
        (
            f"{found.read} read = {found.passed} would go on + {refused} refused + {rejected} rejected"
            f" + {found.duplicates} duplicates"
        ),
        *[f"  refused   {number:>8}  {reason}" for reason, number in found.refused],
        *[f"  rejected  {number:>8}  {reason}" for reason, number in found.rejected],
        *[f"warning: {warning}" for warning in found.warnings],
        "dry run: nothing was written",
    ]


def dry_run_json(found: DryRun) -> str:
    """Return what the gates make of an input as one line of JSON."""
    return json.dumps(
        {**asdict(found), "refused": dict(found.refused), "rejected": dict(found.rejected)}, sort_keys=True
    )


def summary_json(result: RunResult, out: str) -> str:
    """Return the counts, checks and place of a run as one line of JSON."""
    return json.dumps(
        {
            "run": result.conclusion.submission.run,
            "counts": result.conclusion.counts.model_dump(mode="json"),
            "shards-reused": result.conclusion.counts.shards_reused,
            "warnings": result.warnings,
            "checks": [{"name": c.name, "passed": c.passed, "detail": c.detail} for c in result.conclusion.checks],
            "release": f"{out.rstrip('/')}/{result.published.folder}",
            "content_digest": result.published.content_digest,
        },
        sort_keys=True,
    )
