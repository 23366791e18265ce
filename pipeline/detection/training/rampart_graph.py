"""Write Rampart's network as an ONNX graph, in float32 (to calibrate) or with integer matrices (to ship).

The graph takes `input_ids`, int32 `[tokens, texts]`, and gives `probabilities`, float32 `[tokens, texts, labels]`.
All texts of a batch have the same number of tokens, so there is neither padding nor mask: nothing a neighbor could
change. Tokens come first because the attention products can then read queries, keys and values where they lie.

Integer mode: activations are unsigned bytes with one fixed scale a tensor, weights signed bytes with one scale a
column. Weights use the range -63..63 only: processors without VNNI add two products in 16 bits, and 2 x 255 x 63 still
fits, so they give the same sums as processors with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from pipeline.detection.training.rampart_weights import HEADS, Dense, Layer, Norm, RampartWeights

FUSED = "com.microsoft"
EPSILON = 1e-12
WEIGHT_LIMIT = 63
ACTIVATION_LIMIT = 255
OPSET = 18
IR_VERSION = 9

Range = tuple[float, float]


@dataclass(slots=True)
class GraphBuilder:
    """Collects nodes and constants. `ranges` by activation name switches a product to integers."""

    ranges: Mapping[str, Range]
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)
    activations: list[str] = field(default_factory=list)

    def constant(self, name: str, value: npt.ArrayLike) -> str:
        """Add a constant and return its name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value).reshape(np.shape(value)), name))
        return name

    def node(self, operator: str, inputs: list[str], output: str, domain: str = "", **attributes: Any) -> str:
        """Add a node with one output and return the output's name."""
        made = helper.make_node(operator, inputs, [output], name=f"{output}/{operator}", domain=domain, **attributes)
        self.nodes.append(made)
        return output

    def dense(self, activation: str, weights: Dense, output: str) -> str:
        """Add `activation @ matrix + bias`, in integers where the activation's range is known."""
        if activation not in self.activations:
            self.activations.append(activation)
            if activation in self.ranges:
                self._quantize(activation)
        if activation not in self.ranges:
            product = self.node("MatMul", [activation, self.constant(f"{output}.w", weights.matrix)], f"{output}.x")
            return self.node("Add", [product, self.constant(f"{output}.b", weights.bias)], output)
        matrix, scales = quantized_columns(weights.matrix)
        inputs = [
            f"{activation}.bytes",
            self.constant(f"{output}.w", matrix),
            f"{activation}.scale",
            self.constant(f"{output}.scale", scales),
            f"{activation}.zero",
            self.constant(f"{output}.zero", np.zeros(len(scales), np.int8)),
            self.constant(f"{output}.b", weights.bias),
        ]
        return self.node("MatMulIntegerToFloat", inputs, output, FUSED)

    def norm(self, values: str, norm: Norm, output: str) -> str:
        """Add a layer normalization over the last axis."""
        gain, offset = self.constant(f"{output}.gain", norm.gain), self.constant(f"{output}.offset", norm.offset)
        return self.node("LayerNormalization", [values, gain, offset], output, axis=-1, epsilon=EPSILON)

    def _quantize(self, activation: str) -> None:
        low, high = self.ranges[activation]
        scale = np.float32((high - low) / ACTIVATION_LIMIT)
        zero = np.uint8(round(-low / float(scale)))
        names = [self.constant(f"{activation}.scale", scale), self.constant(f"{activation}.zero", zero)]
        self.node("QuantizeLinear", [activation, *names], f"{activation}.bytes")


def quantized_columns(matrix: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Return the matrix as bytes in -63..63 and the scale of each column."""
    scales = (np.abs(matrix).max(axis=0) / WEIGHT_LIMIT).astype(np.float32)
    scales[scales == 0] = 1
    rounded = np.clip(np.round(matrix / scales), -WEIGHT_LIMIT, WEIGHT_LIMIT)
    return rounded.astype(np.int8), scales


def build(weights: RampartWeights, ranges: Mapping[str, Range], *, show_activations: bool = False) -> onnx.ModelProto:
    """Return the whole network. `show_activations` adds the input of every product to the outputs."""
    graph = GraphBuilder(ranges)
    hidden = _embed(graph, weights)
    for number, layer in enumerate(weights.layers):
        hidden = _block(graph, layer, hidden, f"layer{number}")
    product = graph.node("MatMul", [hidden, graph.constant("head.w", weights.head.matrix)], "head.x")
    logits = graph.node("Add", [product, graph.constant("head.b", weights.head.bias)], "logits")
    graph.node("Softmax", [logits], "probabilities", axis=-1)
    shown = graph.activations if show_activations else []
    outputs = [_value("probabilities", ["tokens", "texts", len(weights.labels)])]
    outputs += [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in shown]
    inputs = [helper.make_tensor_value_info("input_ids", TensorProto.INT32, ["tokens", "texts"])]
    body = helper.make_graph(graph.nodes, "token_classifier", inputs, outputs, graph.constants)
    imports = [helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)]
    model = helper.make_model(body, opset_imports=imports, producer_name="veil")
    model.ir_version = IR_VERSION
    return model


def _value(name: str, shape: list[str | int]) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def _embed(graph: GraphBuilder, weights: RampartWeights) -> str:
    """Add the embeddings: words stay bytes in the file and in memory, only the rows in use become floats."""
    words = graph.node("Gather", [graph.constant("words", weights.words), "input_ids"], "word.bytes")
    scale = graph.constant("words.scale", np.float32(weights.words_scale))
    zero = graph.constant("words.zero", np.uint8(weights.words_zero))
    word = graph.node("DequantizeLinear", [words, scale, zero], "word")
    length = graph.node("Shape", ["input_ids"], "length", start=0, end=1)
    first = graph.constant("first", np.array([0], np.int64))
    # [positions, 1, width]: one row a token, the same for all texts of the batch.
    positions = graph.constant("positions", weights.positions[:, np.newaxis, :])
    place = graph.node("Slice", [positions, first, length, first], "position")
    return graph.norm(graph.node("Add", [word, place], "embedded"), weights.embedding_norm, "hidden")


def _block(graph: GraphBuilder, layer: Layer, hidden: str, name: str) -> str:
    mixed = _attend(graph, layer, hidden, name)
    attended = graph.dense(mixed, layer.dense["attended"], f"{name}.attended")
    middle = graph.norm(graph.node("Add", [attended, hidden], f"{name}.sum1"), layer.attention_norm, f"{name}.middle")
    widened = graph.dense(middle, layer.dense["widened"], f"{name}.widened")
    active = graph.node("Gelu", [widened], f"{name}.active", FUSED)
    narrowed = graph.dense(active, layer.dense["narrowed"], f"{name}.narrowed")
    return graph.norm(graph.node("Add", [narrowed, middle], f"{name}.sum2"), layer.output_norm, f"{name}.output")


def _attend(graph: GraphBuilder, layer: Layer, hidden: str, name: str) -> str:
    """Add self-attention; `transBatch` reads `[tokens, texts, heads, width]` as `[texts, heads, tokens, width]`."""
    width = layer.dense["query"].matrix.shape[1] // HEADS
    split = graph.constant(f"{name}.split", np.array([0, 0, HEADS, width], np.int64))
    query, key, value = (
        graph.node("Reshape", [graph.dense(hidden, layer.dense[part], f"{name}.{part}"), split], f"{name}.{part}.heads")
        for part in ("query", "key", "value")
    )
    products = {"alpha": float(width) ** -0.5, "transB": 1, "transBatchA": 1, "transBatchB": 1}
    match = graph.node("FusedMatMul", [query, key], f"{name}.match", FUSED, **products)
    shares = graph.node("Softmax", [match], f"{name}.shares", axis=-1)
    mixed = graph.node("FusedMatMul", [shares, value], f"{name}.mixed", FUSED, transBatchB=1)
    back = graph.node("Transpose", [mixed], f"{name}.mixed.heads", perm=[2, 0, 1, 3])
    join = graph.constant(f"{name}.join", np.array([0, 0, HEADS * width], np.int64))
    return graph.node("Reshape", [back, join], f"{name}.mixed.joined")
