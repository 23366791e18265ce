"""Labelled conversations to measure on: real sets where they lie beside the checkout, synthetic ones elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson

from pipeline.evaluation.labelled import of_fields
from pipeline.evaluation.predictions import PredictedTurn, Span
from pipeline.evaluation.scoring import judge_turn
from pipeline.evaluation.tally import Tally
from pipeline.synthesis import DEMO, generate

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("VEIL_LABELLED", ROOT.parent / "shared" / "data" / "labelled"))
SETS = ("multidogo", "star")

Labelled = dict[str, Any]
Spans = list[list[tuple[int, int]]]
"""Per turn, the hidden stretches `[start, end)` in code points."""


def sets() -> Iterator[tuple[str, list[Labelled]]]:
    """Yield (name, conversations) of each set."""
    found = [name for name in SETS if (FOLDER / f"{name}.jsonl").exists()]
    for name in found:
        yield name, [orjson.loads(line) for line in (FOLDER / f"{name}.jsonl").read_bytes().splitlines()]
    if not found:
        yield (
            "synthetic",
            [c for c in generate(800, 11, profile=replace(DEMO, labels=True)) if c.get("language") == "en"],
        )


def text_bytes(conversations: list[Labelled]) -> int:
    """Return the UTF-8 bytes of all turns."""
    return sum(len(turn["text"].encode()) for c in conversations for turn in c["turns"])


def score(conversations: list[Labelled], predictions: list[Spans]) -> dict[str, float]:
    """Return recall, clean and kept as `veil evaluate` counts them, except that all that is hidden counts as lost."""
    tally = Tally()
    for conversation, spans_of_turns in zip(conversations, predictions, strict=True):
        labels = of_fields(conversation).labels
        turns = zip(conversation["turns"], labels, spans_of_turns, strict=True)
        tally.add_conversation([judge_turn(turn["text"], found, _hidden(spans)) for turn, found, spans in turns])
    figures = {"recall": tally.recall.value, "clean": tally.clean.value, "kept": tally.kept.value}
    return {name: value or 0.0 for name, value in figures.items()}


def _hidden(spans: list[tuple[int, int]]) -> PredictedTurn:
    """Return what is hidden as disjoint spans: what overlaps is merged."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return PredictedTurn(tuple(Span(start, end, "", "replace", "") for start, end in merged), "")
