"""Measure the student by itself: `python -m pipeline.detection.training.evaluate LABELLED... [--weights FOLDER]`.

For each set and threshold: how many of the labelled direct identifiers are hidden whole, how many conversations that
hold one leak none, how many letters and digits outside labels stay readable. Types do not matter: a value hidden under
another name is hidden. Only conversations that training left out (`md5(id) % 5 == 0`) are read.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol

import orjson

from pipeline.detection.entity_types import DIRECT_TYPES
from pipeline.detection.model.classifier import WEIGHTS, TokenClassifier
from pipeline.detection.model.spans import WordGuess
from pipeline.detection.training.labelled import is_for_training

THRESHOLDS: Final = (0.05, 0.1, 0.2, 0.35, 0.5)
USUAL: Final = 0.2
DIRECT_LABELS: Final = DIRECT_TYPES | {"US_SSN", "US_PASSPORT", "US_DRIVER_LICENSE"}


class Guesser(Protocol):
    """A classifier of words."""

    def words(self, texts: Sequence[str]) -> Sequence[Sequence[WordGuess]]:
        """Return what it thinks of each text's words."""


@dataclass(slots=True)
class Count:
    """What was counted at one threshold."""

    hidden: int = 0
    identifiers: int = 0
    clean: int = 0
    holding: int = 0
    readable: int = 0
    outside: int = 0
    by_type: dict[str, list[bool]] = field(default_factory=dict)
    """For each type of label, whether it was hidden."""

    def __str__(self) -> str:
        shares = ((self.hidden, self.identifiers), (self.clean, self.holding), (self.readable, self.outside))
        return "/".join(f"{part / max(1, whole):.3f}" for part, whole in shares)


def measure(conversations: Sequence[dict[str, Any]], classifier: Guesser) -> dict[float, Count]:
    """Return what is found by each of the thresholds."""
    counts = {threshold: Count() for threshold in THRESHOLDS}
    for record in conversations:
        guessed = classifier.words([turn["text"] for turn in record["turns"]])
        for threshold, count in counts.items():
            leaks = []
            for turn, guesses in zip(record["turns"], guessed, strict=True):
                spans = [(guess.start, guess.end) for guess in guesses if guess.direct >= threshold]
                leaks += _turn(turn, spans, count)
            count.holding += bool(leaks)
            count.clean += bool(leaks) and not any(leaks)
    return counts


def _turn(turn: dict[str, Any], spans: Sequence[tuple[int, int]], count: Count) -> list[bool]:
    """Count one turn; return for each of its direct identifiers whether it leaks."""
    text = turn["text"]
    hidden = {place for start, end in spans for place in range(start, end)}
    labelled = {place for label in turn["labels"] for place in range(label["start"], label["end"])}
    outside = [place for place, char in enumerate(text) if char.isalnum() and place not in labelled]
    count.outside += len(outside)
    count.readable += sum(place not in hidden for place in outside)
    leaks = []
    for label in turn["labels"]:
        if label["entity_type"] in DIRECT_LABELS and not label.get("noisy"):
            leak = any(text[place].isalnum() and place not in hidden for place in range(label["start"], label["end"]))
            leaks.append(leak)
            count.by_type.setdefault(label["entity_type"], []).append(not leak)
    count.identifiers += len(leaks)
    count.hidden += leaks.count(False)
    return leaks


def validation(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the conversations of a labelled set that training left out."""
    for line in path.read_bytes().splitlines():
        record = orjson.loads(line)
        if not is_for_training(record["id"]):
            yield record


def main() -> None:
    """Print for each set recall / clean / kept at each threshold, and what is hidden of each type at the usual one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labelled", nargs="+", type=Path)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    asked = parser.parse_args()
    classifier = TokenClassifier(weights=asked.weights)
    sys.stdout.write(f"{'recall / clean / kept at':24}" + "".join(f"{each:<20}" for each in THRESHOLDS) + "\n")
    for path in asked.labelled:
        counts = measure(list(validation(path)), classifier)
        sys.stdout.write(f"{path.stem:24}" + "".join(f"{count!s:20}" for count in counts.values()) + "\n")
        types = sorted(counts[USUAL].by_type.items())
        sys.stdout.write("".join(f"    {name} {sum(found)}/{len(found)}" for name, found in types) + "\n" * bool(types))


if __name__ == "__main__":
    main()
