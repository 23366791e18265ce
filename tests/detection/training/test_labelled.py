"""What the labels of a set become, and that what measures is never learned."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import orjson
import pytest

from pipeline.detection.training.examples import Example
from pipeline.detection.training.labelled import COPIES, READINGS, examples, is_for_training, read


def record(*turns: tuple[str, str, list[dict[str, Any]]], record_id: str = "made-up-1") -> dict[str, Any]:
    """A conversation in the native format; a turn is (who, text, labels)."""
    return {
        "id": record_id,
        "channel": "chat",
        "language": "en",
        "participants": [{"id": "c1", "role": "customer"}, {"id": "a1", "role": "agent"}],
        "turns": [{"participant": who, "text": text, "labels": labels} for who, text, labels in turns],
    }


def taught(name: str, *records: dict[str, Any]) -> list[Example]:
    """The examples of a set."""
    return list(examples(name, records, random.Random(1)))


@pytest.mark.parametrize(
    ("name", "label", "spans"),
    [
        pytest.param("star", {"entity_type": "PERSON"}, ((0, 4, "PERSON"),), id="our name for it"),
        pytest.param("multidogo", {"entity_type": "US_SSN"}, ((0, 4, "GOV_ID"),), id="another name"),
        pytest.param("star", {"entity_type": "OTHER"}, ((0, 4, "ACCOUNT_ID"),), id="what a set means by OTHER"),
        pytest.param("meddocan_es", {"entity_type": "OTHER"}, ((0, 4, "?"),), id="OTHER may be anything: open"),
        pytest.param("evi", {"entity_type": "PERSON", "noisy": True}, ((0, 4, "?"),), id="noisy stays open"),
        pytest.param("star", {"entity_type": "MONEY"}, (), id="what no type means is nothing"),
        pytest.param("de", {"entity_type": "PROPER_NOUN"}, ((0, 4, "?"),), id="a proper noun stays open"),
    ],
)  # fmt: skip
def test_a_label_becomes_a_type_or_stays_open(name: str, label: dict[str, Any], spans: Any) -> None:
    (example,) = taught(name, record(("c1", "Lira", [label | {"start": 0, "end": 4}])))
    assert example.turns[0].spans == spans
    assert example.noisy == READINGS[name].noisy


def test_a_conversation_is_taught_turn_by_turn_and_in_stretches() -> None:
    turns: list[tuple[str, str, list[dict[str, Any]]]] = [
        ("a1" if place % 2 else "c1", f"turn {place}", []) for place in range(6)
    ]
    found = taught("star", record(*turns))
    singles = [example.turns[0].text for example in found if len(example.turns) == 1]
    stretched = [turn.text for example in found if len(example.turns) > 1 for turn in example.turns]
    assert singles[:6] == [text for _, text, _ in turns]
    assert set(stretched) <= set(singles)
    assert {turn.role for example in found for turn in example.turns} <= {"customer", "agent", ""}


def test_the_same_turn_is_not_taught_by_itself_again_and_again() -> None:
    same = [record(("c1", "yes", []), record_id=f"made-up-{number}") for number in range(20)]
    found = [turn for example in taught("star", *same) for turn in example.turns]
    assert COPIES <= len(found) <= 2 * COPIES  # with and without its role


def test_only_the_training_part_is_read(tmp_path: Path) -> None:
    records = [record(("c1", "hello", []), record_id=f"made-up-{number}") for number in range(60)]
    path = tmp_path / "set.jsonl"
    path.write_bytes(b"\n".join(map(orjson.dumps, records)))
    ids = [row["id"] for row in read(path)]
    assert ids == [row["id"] for row in records if is_for_training(row["id"])]
    assert 0 < len(ids) < len(records)
