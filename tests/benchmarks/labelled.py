"""Labelled conversations to measure on: real sets where they lie beside the checkout, synthetic ones elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson

from pipeline.synthesis import DEMO, generate

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("VEIL_LABELLED", ROOT.parent / "shared" / "data" / "labelled"))
SETS = ("multidogo", "star")
DIRECT = frozenset({
    "PERSON", "EMAIL_ADDRESS", "PHONE_NUMBER", "STREET_ADDRESS", "ZIP_CODE", "DATE_OF_BIRTH", "US_SSN", "ACCOUNT_ID",
    "ORDER_ID", "CREDIT_CARD", "IBAN_CODE", "USERNAME", "PASSWORD", "IP_ADDRESS", "US_PASSPORT", "US_DRIVER_LICENSE",
})  # fmt: skip

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


def score(conversations: list[Labelled], predictions: list[Spans]) -> tuple[float, float]:
    """Return (recall, kept), blind to the type.

    recall: share of labelled direct identifiers of which no letter or digit stays uncovered.
    kept: share of letters and digits outside any label that stay readable.
    """
    found = labels = kept = outside = 0
    for conversation, spans_of_turns in zip(conversations, predictions, strict=True):
        for turn, spans in zip(conversation["turns"], spans_of_turns, strict=True):
            text, hidden = turn["text"], {i for start, end in spans for i in range(start, end)}
            labelled = {i for s in turn.get("labels", ()) for i in range(s["start"], s["end"])}
            letters = {i for i, character in enumerate(text) if character.isalnum()}
            outside += len(letters - labelled)
            kept += len(letters - labelled - hidden)
            for span in turn.get("labels", ()):
                if span["entity_type"] in DIRECT and not span.get("noisy"):
                    labels += 1
                    found += not (letters & set(range(span["start"], span["end"])) - hidden)
    return found / max(1, labels), kept / max(1, outside)
