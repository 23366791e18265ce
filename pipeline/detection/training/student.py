"""Train the student: `python -m pipeline.detection.training.student DATA --out FILE [--words N]`.

DATA holds `examples-<name>.jsonl` and, where they are made, `soft-<name>.npz`. Half of a word's target is its label,
half what the teacher thinks of it; where there is only one of the two, that one. The run is seeded; every few minutes
it is written to FILE and goes on from there when it is started again.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from pipeline.detection.training.examples import DOUBT
from pipeline.detection.training.renaming import Renaming
from pipeline.detection.training.student_data import ExampleArrays, Lexis, Window, batches, load, windows
from pipeline.detection.training.student_network import Student
from pipeline.detection.training.student_shape import Shape
from pipeline.detection.training.types import LABELS

EXAMPLES: Final = ("support", "wide", "synthetic", "renamed", "manual", "help", "talk", "prose")
"""In this order: the same files in another order give another student."""
RATE: Final = 2e-3
TABLE_RATE: Final = 4e-3
WARM_UP: Final = 0.03
BATCH_WORDS: Final = 4096
LOWERED: Final = 0.12
"""Share of windows that are read without capitals."""
SAVED_EVERY: Final = 300.0
"""Seconds between two checkpoints."""
TOLD_EVERY: Final = 200
AVERAGED_FROM: Final = 0.5
AVERAGED_EVERY: Final = 10
COUNTS: Final = ("seen", "epoch", "steps", "averaged")


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as tensors; `target` has a distribution over `LABELS` for each word and `weight` what it counts."""

    rows: Tensor = field(repr=False)
    offsets: Tensor = field(repr=False)
    words: Tensor = field(repr=False)
    places: Tensor = field(repr=False)
    mask: Tensor = field(repr=False)
    target: Tensor = field(repr=False)
    weight: Tensor = field(repr=False)
    doubtful: Tensor = field(repr=False)
    """Where a label says "nothing": for each type whether the source leaves out some of it."""

    def logits(self, student: Student) -> Tensor:
        """Return the network's answer."""
        found: Tensor = student(self.rows, self.offsets, self.words, self.places, self.mask)
        return found


def collate(found: Sequence[Window], lexis: Lexis, chance: np.random.Generator) -> Batch:
    """Return windows as one batch, padded to the longest."""
    shape = len(found), max(len(window.words) for window in found)
    words, places, mask = np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.float32)
    target = np.zeros((*shape, len(LABELS)), np.float32)
    weight = np.zeros(shape, np.float32)
    doubtful = np.zeros((*shape, len(LABELS)), np.float32)
    lowered = np.array(lexis.lowered, np.int64)
    for row, window in enumerate(found):
        size = len(window.words)
        words[row, :size] = lowered[window.words] if chance.random() < LOWERED else window.words
        places[row, :size], mask[row, :size] = window.places, 1
        target[row, :size] = _target(window)
        weight[row, :size] = window.weight * (target[row, :size].sum(axis=1) > 0)
        if window.noisy:
            doubtful[row, :size, list(window.noisy)] = window.labels == 0
    distinct, numbers = np.unique(words, return_inverse=True)
    rows, offsets = lexis.described(distinct.astype(np.int32), chance)
    arrays = (rows.astype(np.int64), offsets.astype(np.int64), numbers.reshape(shape), places, mask, target, weight)
    return Batch(*map(torch.from_numpy, (*arrays, doubtful)))


def _target(window: Window) -> np.ndarray[Any, np.dtype[np.float32]]:
    gold = np.zeros((len(window.words), len(LABELS)), np.float32)
    taught = np.flatnonzero(window.labels >= 0)
    gold[taught, window.labels[taught]] = 1
    if window.soft is None:
        return gold
    soft = window.soft.astype(np.float32)
    total = soft.sum(axis=1, keepdims=True)
    soft /= np.maximum(total, 1)
    both = (total[:, 0] > 0) & (window.labels >= 0)
    return np.where(both[:, np.newaxis], (soft + gold) / 2, soft + gold)


def loss_of(batch: Batch, logits: Tensor) -> Tensor:
    """Return the mean cross-entropy, without words that may be what their source labels incompletely."""
    shares = functional.log_softmax(logits, dim=-1)
    doubt = (shares.detach().exp() * batch.doubtful).sum(-1) > DOUBT
    weight = batch.weight * ~doubt
    return -((batch.target * shares).sum(-1) * weight).sum() / weight.sum().clamp(min=1)


class Training:
    """A student and all that its training remembers."""

    def __init__(self, shape: Shape, seed: int, total: int, share: float) -> None:
        torch.manual_seed(seed)
        self.student = Student(shape)
        dense = [value for name, value in self.student.named_parameters() if not name.startswith("table.")]
        self.optimizers = [
            torch.optim.AdamW(dense, RATE, betas=(0.9, 0.98), weight_decay=0.01),
            torch.optim.SparseAdam([self.student.table.weight], TABLE_RATE, betas=(0.9, 0.99)),
        ]
        self.rates = (RATE * share, TABLE_RATE * share)
        self.seed, self.total = seed, total
        self.seen = self.epoch = self.steps = self.averaged = 0
        self.mean = {name: value.clone() for name, value in self.student.state_dict().items()}
        """The weights' mean over the second half of the training: it errs less than the last ones do."""

    def epochs(self, examples: Sequence[ExampleArrays], lexis: Lexis) -> Iterator[tuple[int, float]]:
        """Train until `total` words were seen; yield (words of the batch, its loss)."""
        renaming = Renaming(lexis)
        while self.seen < self.total:
            chance = random.Random(f"{self.seed} {self.epoch}")  # noqa: S311  # seeded, repeatable randomness is the point
            drawn = np.random.default_rng((self.seed, self.epoch))
            seen = (renaming(window, chance) for window in windows(examples, chance))
            for found in batches(seen, chance, BATCH_WORDS):
                yield self._step(collate(found, lexis, drawn))
                if self.seen >= self.total:
                    return
            self.epoch += 1

    def _step(self, batch: Batch) -> tuple[int, float]:
        done = self.seen / self.total
        factor = min(1.0, done / WARM_UP + 0.01) * max(0.01, 1 - done)
        for optimizer, rate in zip(self.optimizers, self.rates, strict=True):
            optimizer.param_groups[0]["lr"] = rate * factor
            optimizer.zero_grad()
        loss = loss_of(batch, batch.logits(self.student))
        loss.backward()
        torch.nn.utils.clip_grad_norm_([v for n, v in self.student.named_parameters() if n != "table.weight"], 1.0)
        for optimizer in self.optimizers:
            optimizer.step()
        words = int(batch.mask.sum())
        self.seen += words
        self.steps += 1
        if done > AVERAGED_FROM and self.steps % AVERAGED_EVERY == 0:
            self._average()
        return words, float(loss.detach())

    def _average(self) -> None:
        self.averaged += 1
        with torch.no_grad():
            for name, value in self.student.state_dict().items():
                self.mean[name].lerp_(value, 1 / self.averaged)

    def save(self, path: Path) -> None:
        """Write everything to a file, at once or not at all."""
        states = [optimizer.state_dict() for optimizer in self.optimizers]
        counts = {name: getattr(self, name) for name in COUNTS}
        whole = {**self.student.checkpoint(), "optimizers": states, "mean": self.mean, **counts}
        torch.save(whole, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def resume(self, path: Path) -> None:
        """Go on from a file that `save` wrote; the epoch that was cut off begins anew."""
        whole = torch.load(path)
        self.student.load_state_dict(whole["weights"])
        for optimizer, state in zip(self.optimizers, whole["optimizers"], strict=True):
            optimizer.load_state_dict(state)
        self.mean = whole["mean"]
        for name in COUNTS:
            setattr(self, name, whole[name])

    def start_from(self, path: Path) -> None:
        """Begin with the weights of another student of the same sizes."""
        self.student.load_state_dict(torch.load(path)["weights"])


def train(training: Training, examples: Sequence[ExampleArrays], lexis: Lexis, out: Path) -> None:
    """Train to the end, telling how it goes, and leave the student in `out`."""
    begun = saved = time.monotonic()
    words = 0
    losses: list[float] = []
    for size, loss in training.epochs(examples, lexis):
        words += size
        losses.append(loss)
        now = time.monotonic()
        if len(losses) == TOLD_EVERY:
            speed = words / (now - begun)
            sys.stdout.write(f"{training.seen} words, {speed:.0f} a second, loss {np.mean(losses):.4f}\n")
            sys.stdout.flush()
            losses.clear()
        if now - saved > SAVED_EVERY:
            training.save(out)
            saved = now
    training.save(out)


def main() -> None:
    """Read the examples, train, write the student."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--names", nargs="+", default=EXAMPLES)
    parser.add_argument("--soft", nargs="*", default=["soft", "base"])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--words", type=int, default=20_000_000)
    parser.add_argument("--without-half", type=int, choices=[0, 1], help="of labelled conversations, see `name_judge`")
    parser.add_argument("--start", type=Path, help="a student to go on from, with new optimizers")
    parser.add_argument("--share", type=float, default=1.0, help="of the usual rates of learning")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--width", type=int, default=Shape().width)
    parser.add_argument("--columns", type=int, default=Shape().columns)
    asked = parser.parse_args()
    torch.set_num_threads(1)
    lexis = Lexis()
    examples = list(load(asked.data, asked.names, lexis, soft=asked.soft, without_half=asked.without_half))
    total = sum(len(turn.words) for example in examples for turn in example.turns)
    sys.stdout.write(f"{len(examples)} examples, {total} words, {len(lexis.rows)} distinct\n")
    training = Training(Shape(width=asked.width, columns=asked.columns), asked.seed, asked.words, asked.share)
    if asked.out.exists():
        training.resume(asked.out)
    elif asked.start:
        training.start_from(asked.start)
    train(training, examples, lexis, asked.out)


if __name__ == "__main__":
    main()
