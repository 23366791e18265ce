"""The page of an inspection: records with what would be hidden, in the colors of their types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.evaluation.inspection import Hidden, Inspected, InspectedTurn
from pipeline.evaluation.inspection_terminal import color_of
from pipeline.evaluation.pages.page import render
from pipeline.policy.loaded import LoadedPolicy


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a turn's text with what happens to it, or None where nothing does."""

    text: str = field(repr=False)
    hidden: Hidden | None
    color: int


def inspection_page(records: Sequence[Inspected], loaded: LoadedPolicy, closing: str) -> bytes:
    """Return the page."""
    return render(
        "inspection.html.jinja",
        shows_text=True,
        title=f"What {loaded.policy.metadata.id} {loaded.policy.metadata.version} would hide",
        content=loaded.content_sha256,
        closing=closing,
        records=records,
        runs=_runs,
    )


def _runs(turn: InspectedTurn) -> list[Run]:
    runs, read = [], 0
    for hidden in turn.hidden:
        runs.append(Run(turn.text[read : hidden.start], None, 0))
        runs.append(Run(turn.text[hidden.start : hidden.end], hidden, color_of(hidden.entity_type)))
        read = hidden.end
    runs.append(Run(turn.text[read:], None, 0))
    return [run for run in runs if run.text]
