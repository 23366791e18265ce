"""How a run's end is told: one line of counts for people, JSON for machines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    if result.published is None:
        return [*lines, "dry run: every check passed, nothing was published"]
    return [*lines, f"published {out.rstrip('/')}/{result.published.folder}"]


def summary_json(result: RunResult, out: str) -> str:
    """Return the counts, checks and place of a run as one line of JSON."""
    published = result.published
    return json.dumps(
        {
            "run": result.conclusion.submission.run,
            "counts": result.conclusion.counts.model_dump(mode="json"),
            "shards-reused": result.conclusion.counts.shards_reused,
            "warnings": result.warnings,
            "checks": [{"name": c.name, "passed": c.passed, "detail": c.detail} for c in result.conclusion.checks],
            "release": f"{out.rstrip('/')}/{published.folder}" if published else None,
            "content_digest": published.content_digest if published else None,
        },
        sort_keys=True,
    )
