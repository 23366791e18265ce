"""Labelled conversations under other names."""

from __future__ import annotations

from random import Random
from typing import Any

from pipeline.detection.training.dialogue.names import NamePool, next_letters
from pipeline.detection.training.other_names import renamed

BORNE = (("Ottokar",), ("Drömmer",))
POOL = NamePool(BORNE, BORNE, ("baker",), next_letters(["ottokar", "belinay", "brigitta"]))


def conversation(*turns: tuple[str, list[tuple[int, int, str]]]) -> dict[str, Any]:
    """A labelled conversation; a turn is its text and (start, end, type)."""
    return {
        "language": "en",
        "turns": [
            {"text": text, "labels": [{"start": start, "end": end, "entity_type": name} for start, end, name in labels]}
            for text, labels in turns
        ],
    }


def labelled(record: dict[str, Any]) -> list[tuple[str, str]]:
    """Every label's text and type."""
    return [
        (turn["text"][label["start"] : label["end"]], label["entity_type"])
        for turn in record["turns"]
        for label in turn["labels"]
    ]


def test_a_name_is_the_same_other_name_throughout_and_labels_move_with_it() -> None:
    record = conversation(
        ("I am Wiltrud Sommer, order 12.", [(5, 19, "PERSON"), (27, 29, "ORDER_ID")]),
        ("wiltrud here", [(0, 7, "PERSON")]),
    )
    for seed in range(30):
        found = labelled(renamed(record, Random(seed), POOL))
        (full, _), order, (again, _) = found
        assert "wiltrud" not in full.casefold()
        assert full.casefold().split()[0] == again.casefold()
        assert order == ("12", "ORDER_ID")


def test_what_stands_around_a_name_stays() -> None:
    record = conversation(("Hello Wiltrud, bye", [(6, 13, "PERSON")]))
    for seed in range(20):
        text = renamed(record, Random(seed), POOL)["turns"][0]["text"].casefold()
        assert text.startswith("hello ")
        assert text.endswith(", bye")


def test_spelled_and_short_names_stay() -> None:
    record = conversation(("w i l", [(0, 5, "PERSON")]), ("al", [(0, 2, "PERSON")]))
    assert labelled(renamed(record, Random(1), POOL)) == labelled(record)
