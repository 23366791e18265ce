"""Labelled conversations under other names, so that a network learns what surrounds a name and not the name.

The names come from where made-up dialogue takes them; none is a name that a measuring set would draw.
"""

from __future__ import annotations

from random import Random
from typing import Any, Final

from pipeline.detection.training.dialogue.names import NamePool, pool

_SHORTEST: Final = 3
_LOWERED: Final = 0.35

Record = dict[str, Any]


def renamed(record: Record, chance: Random, names: NamePool | None = None) -> Record:
    """Return a labelled conversation with other names, the same for the same name, now and then without capitals.

    Names that are spelled out, or shorter than three letters, stay.
    """
    known = names or pool(record["language"])
    others: dict[str, str] = {}

    def other(word: str, family: int) -> str:
        if word.casefold() not in others:
            others[word.casefold()] = known.draw(family, chance)
        return _shaped(others[word.casefold()], word)

    lowered = chance.random() < _LOWERED
    turns = [_turn(turn, other) for turn in record["turns"]]
    return record | {"turns": [_lowered(turn) if lowered else turn for turn in turns]}


def _turn(turn: Record, other: Any) -> Record:
    text = ""
    labels = []
    read = 0
    for label in sorted(turn["labels"], key=lambda label: (label["start"], -label["end"])):
        if label["start"] < read:
            continue
        value = turn["text"][label["start"] : label["end"]]
        words = value.split(" ")
        if label["entity_type"] == "PERSON" and all(len(word) >= _SHORTEST and word.isalpha() for word in words):
            value = " ".join(other(word, int(place > 0)) for place, word in enumerate(words))
        text += turn["text"][read : label["start"]]
        labels.append(label | {"start": len(text), "end": len(text) + len(value)})
        text += value
        read = label["end"]
    return turn | {"text": text + turn["text"][read:], "labels": labels}


def _shaped(new: str, old: str) -> str:
    if old.isupper():
        return new.upper()
    return new if old[0].isupper() else new.lower()


def _lowered(turn: Record) -> Record:
    return turn | {"text": "".join(char.lower() if len(char.lower()) == 1 else char for char in turn["text"])}
