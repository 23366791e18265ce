"""Labelled conversations for tests, written as their reader reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from pipeline.synthesis import DEMO, generate
from tests.benchmarks.labelled import FOLDER

SCORER = FOLDER.parent.parent / "tools" / "score.py"
"""A scorer that shares no code with Veil, where the sets lie that the repository does not hold."""

Json = dict[str, Any]


def conversation(identifier: str, *turns: tuple[str, Sequence[Json]], **fields: object) -> Json:
    """Return a labelled chat of a customer."""
    return {
        "id": identifier, "channel": "chat", "language": "en",
        "participants": [{"id": "c1", "role": "customer"}],
        "turns": [{"participant": "c1", "text": text, "labels": list(labels)} for text, labels in turns],
        **fields,
    }  # fmt: skip


def label(text: str, value: str, entity_type: str = "PERSON", **more: object) -> Json:
    """Return the label of the first place of a value in a text."""
    start = text.index(value)
    return {"start": start, "end": start + len(value), "entity_type": entity_type, **more}


def synthetic(count: int, seed: int = 7) -> Iterator[Json]:
    """Yield made-up labelled conversations; of every tenth label it is said that recognition garbled it."""
    rng = Random(seed)
    for record in generate(count, seed, profile=replace(DEMO, labels=True, edges=())):
        for turn in record["turns"]:
            for each in turn["labels"]:
                if rng.random() < 0.1:
                    each["noisy"] = True
        yield record


def without_labels(record: Json) -> Json:
    """Return the same conversation with no label in it."""
    turns = [{key: value for key, value in turn.items() if key != "labels"} for turn in record["turns"]]
    return {**record, "turns": turns}
