"""Run the network over windows of words, so that no answer depends on what else is in the batch.

A batch holds windows of one length only: no padding, no mask. All products are sums of whole numbers, and every other
step works on one window (or one word) alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import onnxruntime

Probabilities = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int32]

BATCH_WORDS: Final = 512


class Network:
    """One session of ONNX Runtime on one thread."""

    def __init__(self, path: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # The file is written as it should run; rewriting it could differ from processor to processor.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        # A memory plan for each of hundreds of shapes would be kept forever.
        options.enable_mem_pattern = False
        options.log_severity_level = 4
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def run(self, vectors: Bytes, windows: Sequence[tuple[Ints, Ints]]) -> Iterator[tuple[list[int], Probabilities]]:
        """Yield batches: the indices of their windows, and `[words, windows, labels]`.

        Args:
            vectors: `[numbers, columns]`, the bytes of each word.
            windows: for each, its words' numbers and their places.
        """
        for indices in batches([len(words) for words, _ in windows]):
            words = np.stack([windows[index][0] for index in indices], axis=1)
            places = np.stack([windows[index][1] for index in indices], axis=1)
            (found,) = self._session.run(["probabilities"], {"words": vectors[words], "places": places})
            yield indices, found


def batches(lengths: Sequence[int], limit: int = BATCH_WORDS) -> Iterator[list[int]]:
    """Yield the indices of windows of equal length, shortest first, at most `limit` words together (or one window)."""
    by_length: dict[int, list[int]] = {}
    for index, length in enumerate(lengths):
        by_length.setdefault(length, []).append(index)
    for length in sorted(by_length):
        indices = by_length[length]
        size = max(1, limit // length)
        for begin in range(0, len(indices), size):
            yield indices[begin : begin + size]
