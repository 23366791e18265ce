"""Write a trained student as the files of `detection.model`: `python -m pipeline.detection.training.export`.

`words.npz` is the table of words, one byte a number; `network.onnx` the rest, with integer matrices. The ranges of the
activations come from lines of the training examples. The same student and examples give the same bytes.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnxruntime
import torch

from pipeline.detection.model.features import rows_of
from pipeline.detection.model.words import spans_and_gaps
from pipeline.detection.training.examples import read
from pipeline.detection.training.graph_builder import Range
from pipeline.detection.training.student_graph import Floats, StudentGraph
from pipeline.detection.training.student_shape import Shape
from pipeline.detection.training.table_export import table_weights
from pipeline.detection.training.types import DIRECT, LABELS

CALIBRATION_TURNS: Final = 1500
LONGEST: Final = 100
TAIL: Final = 2e-5
"""Share of an activation's values on each side that may lie outside its range: a few large ones cost all others."""
LEAN: Final = 1.4
MILD: Final = ("URL", "LOCATION")
AWAY: Final = 1.0
"""How much surer, in logits, the network must be of what a policy may keep: nothing is lost where it is silent."""
GRID: Final = 1 / 64
"""Ranges are widened to multiples of this, so that the last bits of a processor's floats do not reach the file."""


def lines(data: Path, names: Sequence[str], seed: int = 1) -> list[str]:
    """Return turns of the examples: as many of each file."""
    found: list[str] = []
    for name in names:
        turns = [example.turns[-1].text for example in read(data / f"examples-{name}.jsonl")]
        random.Random(seed).shuffle(turns)  # noqa: S311  # seeded, repeatable randomness is the point
        found += islice(turns, CALIBRATION_TURNS // len(names))
    return found


def inputs(weights: Mapping[str, Floats], turns: Sequence[str]) -> Iterator[tuple[Floats, Any]]:
    """Yield the vectors of a turn's words as floats, and their places."""
    table, gain, offset = (weights[name] for name in ("table.weight", "word_norm.weight", "word_norm.bias"))
    for text in turns:
        spans, gaps = spans_and_gaps(text)
        sums = [table[rows_of(text[start:end])].sum(axis=0) for start, end in spans[:LONGEST]]
        if sums:
            total = np.stack(sums)
            centered = total - total.mean(axis=1, keepdims=True)
            normal = centered / np.sqrt((centered**2).mean(axis=1, keepdims=True) + 1e-5) * gain + offset
            places = np.array(gaps[:LONGEST], np.int32)
            yield normal[:, np.newaxis].astype(np.float32), places[:, np.newaxis]


def ranges(shape: Shape, weights: Mapping[str, Floats], turns: Sequence[str]) -> dict[str, Range]:
    """Return between which values nearly all of each product's input lies, zero included."""
    model = StudentGraph(shape, weights, {}).build()
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()][1:]
    seen: dict[str, list[Floats]] = {name: [] for name in ("words", *names)}
    for words, places in inputs(weights, turns):
        feed = {"words": words, "places": places}
        for name, values in zip(seen, [words, *session.run(names, feed)], strict=True):
            seen[name].append(values.ravel())
    found = {}
    for name, parts in seen.items():
        low, high = np.quantile(np.concatenate(parts), [TAIL, 1 - TAIL])
        found[name] = (math.floor(min(low, 0) / GRID) * GRID, math.ceil(max(high, 0) / GRID) * GRID)
    return found


def export(student: Path, data: Path, names: Sequence[str], folder: Path, lean: float) -> None:
    """Write `words.npz` and `network.onnx` into the folder.

    Args:
        student: what `student` wrote.
        data: the folder of the examples.
        names: which examples the ranges come from.
        folder: where to write.
        lean: how far the network shall lean toward direct identifiers, in logits: a missed name is worse than a word
            too many, so a policy's usual threshold must mean what it means for other recognizers.
    """
    checkpoint = torch.load(student)
    sizes = checkpoint["shape"]
    shape = Shape(**{**sizes, "dilations": tuple(sizes["dilations"])})
    last = checkpoint["mean"] if checkpoint.get("averaged") else checkpoint["weights"]
    weights = {name: value.numpy() for name, value in last.items()}
    weights["head.bias"][[LABELS.index(name) for name in DIRECT]] += lean
    weights["head.bias"][[LABELS.index(name) for name in MILD]] -= AWAY
    found = ranges(shape, weights, lines(data, names))
    folder.mkdir(parents=True, exist_ok=True)
    table_weights(weights, found["words"]).write(folder / "words.npz")
    model = StudentGraph(shape, weights, found).build()
    (folder / "network.onnx").write_bytes(model.SerializeToString(deterministic=True))


def main() -> None:
    """Export one student."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("student", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--names", nargs="+", default=["support", "wide", "synthetic", "manual", "help"])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--lean", type=float, default=LEAN)
    asked = parser.parse_args()
    torch.set_num_threads(1)
    export(asked.student, asked.data, asked.names, asked.out, asked.lean)


if __name__ == "__main__":
    main()
