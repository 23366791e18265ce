"""A set to measure on: a name, and labelled conversations. Real sets lie in files, stress sets are made up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pipeline.evaluation.evaluate import evaluate
from pipeline.evaluation.labelled import Labelled, find, part_of
from pipeline.evaluation.predictions import Prediction
from pipeline.evaluation.scoring import DIRECT, JudgedTurn
from pipeline.evaluation.tally import Tally
from pipeline.evaluation.trial import Trial

FIGURES: Final = ("recall", "clean", "kept")


@dataclass(frozen=True, slots=True)
class MeasuringSet:
    """One set.

    Attributes:
        name: unique among all sets.
        conversations: begins the iteration anew each time; the order does not matter.
        figures: which of recall, clean and kept say something on this set.
        direct: types of labels that count as direct identifiers on it.
    """

    name: str
    conversations: Callable[[], Iterable[Labelled]] = field(repr=False)
    figures: tuple[str, ...] = FIGURES
    direct: AbstractSet[str] = DIRECT


@dataclass(slots=True)
class Parts:
    """The counts of a set and of its two parts. A watcher of `evaluate`."""

    whole: Tally = field(default_factory=Tally)
    train: Tally = field(default_factory=Tally)
    validation: Tally = field(default_factory=Tally)

    @property
    def tallies(self) -> tuple[Tally, Tally, Tally]:
        """The counts of the whole, of `train` and of `validation`."""
        return self.whole, self.train, self.validation

    def __call__(self, labelled: Labelled, _: Prediction, judged: tuple[JudgedTurn, ...]) -> None:
        """Count one conversation."""
        part = self.train if part_of(labelled.conversation.id) == "train" else self.validation
        for tally in (self.whole, part):
            tally.add_conversation(judged)


def in_file(name: str, path: Path, *figures: str, direct: AbstractSet[str] = DIRECT) -> MeasuringSet:
    """Return the set that lies in a file of labelled conversations."""
    return MeasuringSet(name, lambda: find([str(path)]), figures or FIGURES, direct)


def measure(measured: MeasuringSet, trial: Trial) -> Parts:
    """Return the counts of a set under a policy's path."""
    parts = Parts()
    evaluate(measured.conversations(), trial, [parts], measured.direct)
    return parts
