"""The figures of an evaluation as JSON types: shares to four digits, None where there is nothing to measure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.evaluation.tally import PassTally, Rate, Scores, Tally, largest_first

JsonObject = dict[str, Any]


def to_json(scores: Scores) -> JsonObject:
    """Return all figures; no text and no value of any record is among them."""
    return {
        "conversations": scores.conversations,
        "turns": scores.turns,
        **group(scores.all),
        "noisy_labels": scores.noisy,
        "by_type": _groups(scores.by_type, kind=True),
        "by_language": _groups(scores.by_language),
        "by_channel": _groups(scores.by_channel),
        "by_pass": _passes(scores.by_pass, scores.all.recall.of),
        "would_refuse": dict(sorted(scores.refused.items())),
        "would_withhold_turns": scores.withheld_turns,
    }


def group(tally: Tally) -> JsonObject:
    """Return the figures of one group of conversations."""
    return {
        "labels": tally.recall.of,
        "recall": share(tally.recall),
        "recall_bounds": bounds(tally.recall),
        "macro": _rounded(tally.macro),
        "conversations_with_labels": tally.clean.of,
        "clean": share(tally.clean),
        "clean_bounds": bounds(tally.clean),
        "kept": share(tally.kept),
        "survive": share(tally.survive),
    }


def share(rate: Rate) -> float | None:
    """Return a share to four digits."""
    return _rounded(rate.value)


def bounds(rate: Rate) -> list[float] | None:
    """Return both bounds to four digits."""
    return None if rate.bounds is None else [round(bound, 4) for bound in rate.bounds]


def _groups(tallies: Mapping[str, Tally], *, kind: bool = False) -> JsonObject:
    keys = ("labels", "recall", "recall_bounds", "macro", "survive") if kind else None
    figures = {name: group(tally) for name, tally in largest_first(tallies)}
    return {name: {key: row[key] for key in keys or row} for name, row in figures.items()}


def _passes(passes: Mapping[str, PassTally], labels: int) -> JsonObject:
    ordered = sorted(passes.items(), key=lambda item: (-item[1].alone, -item[1].lost, item[0]))
    return {
        name: {"covers": each.alone, "coverage": share(Rate(each.alone, labels)), "only": each.only, "lost": each.lost}
        for name, each in ordered
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
