"""Run the network over windows of tokens, so that no answer depends on what else is in the batch.

A batch holds windows of one length only: no padding, no mask. All integer sums are exact, and every floating-point step
works on one window (or one token) alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from pipeline.detection.model.tokenization import CLS, SEP

Probabilities = npt.NDArray[np.float32]

BATCH_TOKENS = 256
"""Measured: larger batches are no faster, since their activations leave the processor's cache."""


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

    def run(self, windows: Sequence[Sequence[int]]) -> Iterator[tuple[list[int], Probabilities]]:
        """Yield batches: the indices of their windows, and `[tokens, windows, labels]` without the end markers."""
        for indices in batches([len(window) for window in windows]):
            ids = np.empty((len(windows[indices[0]]) + 2, len(indices)), np.int32)
            ids[0], ids[-1] = CLS, SEP
            ids[1:-1] = np.array([windows[index] for index in indices], np.int32).T
            (found,) = self._session.run(["probabilities"], {"input_ids": ids})
            yield indices, found[1:-1]


def batches(lengths: Sequence[int], limit: int = BATCH_TOKENS) -> Iterator[list[int]]:
    """Yield the indices of windows of equal length, shortest first, at most `limit` tokens together (or one window)."""
    by_length: dict[int, list[int]] = {}
    for index, length in enumerate(lengths):
        by_length.setdefault(length, []).append(index)
    for length in sorted(by_length):
        indices = by_length[length]
        size = max(1, limit // (length + 2))
        for begin in range(0, len(indices), size):
            yield indices[begin : begin + size]
