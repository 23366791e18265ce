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

    def run(
        self, vectors: Bytes, numbers: Ints, places: Ints, windows: Sequence[tuple[int, int]]
    ) -> Iterator[tuple[list[int], Probabilities]]:
        """Yield batches: the indices of their windows, and `[words, windows, labels]`.

        Args:
            vectors: `[numbers, columns]`, the bytes of each word.
            numbers: of all words that are looked at.
            places: theirs.
            windows: which of these words are looked at together, each `[begin, end)` and not empty.
        """
        for indices in batches([end - begin for begin, end in windows]):
            begin, end = windows[indices[0]]
            words = np.arange(end - begin)[:, np.newaxis] + np.array([windows[index][0] for index in indices])
            (found,) = self._session.run(["probabilities"], {"words": vectors[numbers[words]], "places": places[words]})
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
