"""A student of random weights, as export writes it: small, and as restless as a trained one."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import numpy as np

from pipeline.detection.model.features import ROWS
from pipeline.detection.training.student_graph import Floats, StudentGraph
from pipeline.detection.training.student_shape import PLACES, Shape
from pipeline.detection.training.table_export import table_weights
from pipeline.detection.training.types import LABELS

SHAPE = Shape(columns=16, width=24, dilations=(1, 2, 3), attention=8, heads=2)
RANGES = {
    "words": (-4.0, 4.0),
    "hidden.norms.0": (-5.0, 6.0),
    "hidden.norms.1": (-5.0, 6.0),
    "hidden.look_norm": (-5.0, 6.0),
    "look.joined": (-6.0, 6.0),
}


def weights(shape: Shape = SHAPE, seed: int = 5) -> dict[str, Floats]:
    """Return parameters under the names that PyTorch gives them."""
    chance = np.random.default_rng(seed)

    def some(*sizes: int) -> Floats:
        found: Floats = (chance.standard_normal(sizes) / np.sqrt(sizes[-1])).astype(np.float32)
        return found

    sizes = [shape.columns] + [shape.width] * (len(shape.dilations) - 1)
    found = {
        "table.weight": some(ROWS, shape.columns),
        "place.weight": some(PLACES, shape.width),
        "looks.weight": some(3 * shape.attention, shape.width) * 3,
        "looks.bias": some(3 * shape.attention),
        "seen.weight": some(shape.width, shape.attention),
        "seen.bias": some(shape.width),
        "head.weight": some(len(LABELS), shape.width) * 3,
        "head.bias": some(len(LABELS)),
    }
    for number, size in enumerate(sizes):
        found[f"convolutions.{number}.weight"] = some(shape.width, 3 * size)
        found[f"convolutions.{number}.bias"] = some(shape.width)
        found |= _norm(f"norms.{number}", shape.width)
    return found | _norm("word_norm", shape.columns) | _norm("look_norm", shape.width)


def _norm(name: str, size: int) -> dict[str, Floats]:
    return {f"{name}.weight": np.ones(size, np.float32), f"{name}.bias": np.zeros(size, np.float32)}


@cache
def folder() -> Path:
    """Return a folder with the files of an untrained student."""
    made = Path(mkdtemp())
    table_weights(weights(), RANGES["words"]).write(made / "words.npz")
    model = StudentGraph(SHAPE, weights(), RANGES).build()
    (made / "network.onnx").write_bytes(model.SerializeToString(deterministic=True))
    return made
