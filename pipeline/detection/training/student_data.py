"""Examples as arrays of numbers, read once and cut into batches for the student."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from pipeline.detection.model.features import own_rows, rows_of
from pipeline.detection.model.words import spans_and_gaps
from pipeline.detection.training.examples import DOUBT, Example, ExampleTurn, read, word_labels
from pipeline.detection.training.labelled import half_of
from pipeline.detection.training.types import LABELS, UNKNOWN

Ints = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.uint8]

NOT_TAUGHT: Final = -1
BASE: Final = "base"
BASE_KNOWS_NOT: Final = frozenset({LABELS.index("DATE_TIME")})
"""Types of which the base has never heard."""
UNKNOWN_WORDS: Final = 0.35
UNLISTED: Final = 0.5
"""Shares of words, one after the other, that are described as if nobody knew them."""


@dataclass(slots=True)
class Lexis:
    """All distinct words that were read, by number, with the rows that describe each of them."""

    numbers: dict[str, int] = field(default_factory=dict, repr=False)
    words: list[str] = field(default_factory=list, repr=False)
    rows: list[Ints] = field(default_factory=list, repr=False)
    unlisted: list[Ints] = field(default_factory=list, repr=False)
    """The same as if no list of names held the word."""
    unknown: list[Ints] = field(default_factory=list, repr=False)
    """The same without the rows that only this word has, so that its letters must tell what it is."""
    lowered: list[int] = field(default_factory=list, repr=False)
    """The number of the word in lower case."""

    def number(self, word: str) -> int:
        """Return the number of a word, a new one if it was never met."""
        known = self.numbers.get(word)
        if known is not None:
            return known
        number = self.numbers[word] = len(self.rows)
        self.words.append(word)
        rows = rows_of(word)
        self.rows.append(np.array(rows, np.int32))
        self.unlisted.append(np.array(rows_of(word, listed=False), np.int32))
        own = own_rows(word)
        self.unknown.append(np.array([row for row in rows if row not in own], np.int32))
        self.lowered.append(number)
        self.lowered[number] = self.number(word.lower())
        return number

    def word(self, number: int) -> str:
        """Return the word of a number."""
        return self.words[number]

    def described(self, words: Ints, chance: np.random.Generator | None) -> tuple[Ints, Ints]:
        """Return the rows of some words, one after another, and where those of each word begin.

        Args:
            words: numbers of words.
            chance: hides, where given, the lists of names or what only this word has, from some of the words.
        """
        if chance is None:
            found = [self.rows[word] for word in words]
        else:
            luck = chance.random(len(words))
            found = [
                self.unknown[word]
                if draw < UNKNOWN_WORDS
                else self.unlisted[word]
                if draw < UNLISTED
                else self.rows[word]
                for word, draw in zip(words, luck, strict=True)
            ]
        sizes = np.array([len(rows) for rows in found])
        return np.concatenate(found), (np.cumsum(sizes) - sizes).astype(np.int32)


@dataclass(frozen=True, slots=True)
class TurnArrays:
    """One turn: its words by number, what stands before each, its labels, its soft labels if there are any."""

    words: Ints = field(repr=False)
    places: Ints = field(repr=False)
    labels: Ints = field(repr=False)
    soft: Bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class ExampleArrays:
    """The turns of an example."""

    turns: tuple[TurnArrays, ...] = field(repr=False)
    noisy: tuple[int, ...]
    weight: float
    name: str


def load(
    folder: Path, names: Sequence[str], lexis: Lexis, *, soft: Sequence[str], without_half: int | None = None
) -> Iterator[ExampleArrays]:
    """Yield the examples of `examples-<name>.jsonl`, with the first soft labels that there are of the kinds asked for.

    The teacher (`soft`) knows what the labels know, and more: its word counts beside them. The public `base` does not:
    it is asked only where no label teaches, and where a label says "nothing" about a type that its source leaves out.
    """
    for name in names:
        path = folder / f"examples-{name}.jsonl"
        kind = next((kind for kind in soft if (folder / f"{kind}-{name}.npz").exists()), "")
        if kind:
            with np.load(folder / f"{kind}-{name}.npz") as stored:
                probabilities, offsets = stored["probabilities"], stored["offsets"]
        for index, example in enumerate(read(path)):
            if without_half is not None and half_of(example.id.rsplit("/", 1)[0]) == without_half:
                continue
            answers = probabilities[offsets[index] : offsets[index + 1]] if kind else None
            made = _arrays(example, lexis, answers)
            yield _only_untaught(made) if kind == BASE else made


def _only_untaught(example: ExampleArrays) -> ExampleArrays:
    """Return an example whose soft labels stand only where the labels teach nothing or are in doubt."""
    turns = []
    for turn in example.turns:
        assert turn.soft is not None
        doubt = (turn.labels == 0) & (turn.soft[:, list(example.noisy)].sum(axis=1) > DOUBT * 255)
        labels = np.where(doubt, NOT_TAUGHT, turn.labels).astype(np.int32)
        soft = np.where((labels >= 0)[:, np.newaxis], np.uint8(0), turn.soft)
        turns.append(replace(turn, labels=labels, soft=soft))
    return replace(example, turns=tuple(turns), noisy=tuple(set(example.noisy) & BASE_KNOWS_NOT))


def _arrays(example: Example, lexis: Lexis, soft: Bytes | None) -> ExampleArrays:
    turns = []
    place = 0
    for turn in example.turns:
        made = _turn(turn, lexis, None if soft is None else soft[place:], gold=example.gold)
        place += len(made.words)
        turns.append(made)
    if soft is not None and place != len(soft):
        raise ValueError("soft labels and words do not line up")
    noisy = tuple(LABELS.index(name) for name in example.noisy if name in LABELS)
    return ExampleArrays(tuple(turns), noisy, example.weight, example.set)


def _turn(turn: ExampleTurn, lexis: Lexis, soft: Bytes | None, *, gold: bool) -> TurnArrays:
    spans, gaps = spans_and_gaps(turn.text)
    words = np.array([lexis.number(turn.text[start:end]) for start, end in spans], np.int32)
    if gold:
        numbers = {name: number for number, name in enumerate(LABELS)} | {UNKNOWN: NOT_TAUGHT}
        labels = np.array([numbers[name] for name in word_labels(turn)], np.int32)
    else:
        labels = np.full(len(spans), NOT_TAUGHT, np.int32)
    own = None if soft is None else np.ascontiguousarray(soft[: len(spans)])
    return TurnArrays(words, np.array(gaps, np.int32), labels, own)


@dataclass(frozen=True, slots=True)
class Window:
    """What the network sees at once: words, places, labels, soft labels, noisy types, weight."""

    words: Ints = field(repr=False)
    places: Ints = field(repr=False)
    labels: Ints = field(repr=False)
    soft: Bytes | None = field(repr=False)
    noisy: tuple[int, ...]
    weight: float


LONGEST: Final = 128
"""Words of a window; a longer turn is cut at a random place."""


def windows(examples: Iterable[ExampleArrays], chance: random.Random) -> Iterator[Window]:
    """Yield one window an example, from one of its turns.

    Run time asks about a turn by itself, so that a text seen before need not be read again; so does training.
    """
    for example in examples:
        turn = chance.choice(example.turns)
        if len(turn.words):
            cut = _cut(len(turn.words), chance)
            soft = None if turn.soft is None else turn.soft[cut]
            words, places, labels = turn.words[cut], turn.places[cut], turn.labels[cut]
            yield Window(words, places, labels, soft, example.noisy, example.weight)


def _cut(length: int, chance: random.Random) -> slice:
    if length <= LONGEST:
        return slice(0, length)
    begin = chance.randrange(length - LONGEST + 1)
    return slice(begin, begin + LONGEST)


def batches(found: Iterable[Window], chance: random.Random, size: int) -> list[list[Window]]:
    """Return windows of about the same length together, at most `size` words a batch, in a random order."""
    made: list[list[Window]] = []
    batch: list[Window] = []
    for window in sorted(found, key=lambda each: len(each.words) * (1 + chance.random() * 0.15)):
        if batch and max(len(window.words), len(batch[-1].words)) * (len(batch) + 1) > size:
            made.append(batch)
            batch = []
        batch.append(window)
    if batch:
        made.append(batch)
    chance.shuffle(made)
    return made
