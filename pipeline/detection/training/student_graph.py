"""Write the student as an ONNX graph, in float32 (to calibrate) or with integer matrices (to ship).

The graph takes `words`, uint8 `[words, windows, columns]` (the bytes of `model.table`), and `places`, int32
`[words, windows]`, and gives `probabilities`, float32 `[words, windows, labels]`. All windows of a batch have the same
number of words, so there is neither padding nor mask: nothing a neighbor could change.

Integer mode is that of `graph_builder`: unsigned bytes with one fixed scale a tensor times signed bytes in -63..63.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper

from pipeline.detection.training.graph_builder import (
    ACTIVATION_LIMIT,
    FUSED,
    IR_VERSION,
    OPSET,
    GraphBuilder,
    Range,
    quantized_columns,
)
from pipeline.detection.training.student_shape import Shape

Floats = npt.NDArray[np.float32]
EPSILON: Final = 1e-5


class StudentGraph:
    """Collects the graph of one student.

    Args:
        shape: the network's sizes.
        weights: its parameters by PyTorch's names.
        ranges: lowest and highest value of each product's input; where one is missing the product is in float32.
    """

    def __init__(self, shape: Shape, weights: Mapping[str, Floats], ranges: Mapping[str, Range]) -> None:
        self._shape, self._weights, self._ranges = shape, weights, ranges
        self.graph = GraphBuilder()

    def build(self) -> onnx.ModelProto:
        """Return the whole network. Inputs of products (not `words`) are outputs too while their ranges are unknown."""
        hidden = self._first()
        for number in range(len(self._shape.dilations)):
            if number:
                moved = self._product(self._neighbors(hidden, number), f"convolutions.{number}", f"moved{number}")
                hidden = self._added(self._node("Relu", [moved], f"relu{number}"), hidden, f"norms.{number}")
            if number == len(self._shape.dilations) // 2:
                hidden = self._look(hidden)
        logits = self._product(hidden, "head", "logits", whole=False)
        self._node("Softmax", [logits], "probabilities", axis=-1)
        return self._model()

    def _model(self) -> onnx.ModelProto:
        shown = [name for name in self.graph.activations if name not in {"words", *self._ranges}]
        outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in ("probabilities", *shown)]
        kind = TensorProto.UINT8 if "words" in self._ranges else TensorProto.FLOAT
        inputs = [
            helper.make_tensor_value_info("words", kind, ["words", "windows", self._shape.columns]),
            helper.make_tensor_value_info("places", TensorProto.INT32, ["words", "windows"]),
        ]
        body = helper.make_graph(self.graph.nodes, "student", inputs, outputs, self.graph.constants)
        imports = [helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)]
        model = helper.make_model(body, opset_imports=imports, producer_name="veil")
        model.ir_version = IR_VERSION
        return model

    def _first(self) -> str:
        """Add the first convolution, over the words' own vectors."""
        moved = self._product(self._neighbors("words", 0), "convolutions.0", "moved0")
        place = self._node("Gather", [self._constant("place.weight"), "places"], "place")
        active = self._node("Relu", [self._node("Add", [moved, place], "placed")], "relu0")
        return self._norm(active, "norms.0", "hidden.norms.0")

    def _neighbors(self, hidden: str, number: int) -> str:
        """Add what puts each word between its neighbors, as bytes if the range is known."""
        distance = self._shape.dilations[number]
        source = self._bytes(hidden)
        zero = f"{hidden}.zero" if hidden in self._ranges else self._number(f"{hidden}.none", np.float32(0))
        pads = self._number(f"{hidden}.pads", np.array([distance, 0, 0, distance, 0, 0], np.int64))
        padded = self._node("Pad", [source, pads, zero], f"{hidden}.padded")
        first = self._number(f"{hidden}.axis", np.array([0], np.int64))
        parts = []
        for step in range(3):
            begin = self._number(f"{hidden}.begin{step}", np.array([step * distance], np.int64))
            behind = (2 - step) * distance
            end = self._number(f"{hidden}.end{step}", np.array([-behind if behind else 1 << 40], np.int64))
            parts.append(self._node("Slice", [padded, begin, end, first], f"{hidden}.part{step}"))
        return self._node("Concat", parts, f"{hidden}.around", axis=-1)

    def _bytes(self, activation: str) -> str:
        """Add what turns an activation into bytes, once, if its range is known; else note that it is wanted."""
        if activation not in self._ranges:
            if activation not in self.graph.activations:
                self.graph.activations.append(activation)
            return activation
        if activation not in self.graph.activations:
            self.graph.activations.append(activation)
            scale, zero = steps(self._ranges[activation])
            names = [self._number(f"{activation}.scale", scale), self._number(f"{activation}.zero", zero)]
            if activation != "words":
                self._node("QuantizeLinear", [activation, *names], f"{activation}.bytes")
        return "words" if activation == "words" else f"{activation}.bytes"

    def _product(self, activation: str, name: str, output: str, *, whole: bool = True) -> str:
        """Add `activation @ matrix + bias`, in integers if the range of what the activation is made of is known."""
        matrix, bias = self._weights[f"{name}.weight"].T, self._constant(f"{name}.bias")
        origin = activation.removesuffix(".around")
        if origin not in self._ranges or not whole:
            product = self._node("MatMul", [activation, self._number(f"{output}.w", matrix)], f"{output}.x")
            return self._node("Add", [product, bias], output)
        packed, scales = quantized_columns(np.ascontiguousarray(matrix))
        inputs = [
            activation if activation != origin else self._bytes(origin),
            self._number(f"{output}.w", packed),
            f"{origin}.scale",
            self._number(f"{output}.scale", scales),
            f"{origin}.zero",
            self._number(f"{output}.zero", np.zeros(len(scales), np.int8)),
            bias,
        ]
        return self.graph.node("MatMulIntegerToFloat", inputs, output, FUSED)

    def _look(self, hidden: str) -> str:
        """Add self-attention; `transBatch` reads `[words, windows, heads, size]` as `[windows, heads, words, size]`."""
        width = self._shape.attention // self._shape.heads
        self._bytes(hidden)
        looks = self._product(hidden, "looks", "looks")
        split = self._number("look.split", np.array([0, 0, 3 * self._shape.heads, width], np.int64))
        heads = self._node("Reshape", [looks, split], "looks.heads")
        sizes = self._number("look.sizes", np.array([self._shape.heads] * 3, np.int64))
        names = ["look.query", "look.key", "look.value"]
        self.graph.nodes.append(helper.make_node("Split", [heads, sizes], names, name="look.parts/Split", axis=2))
        query, key, value = names
        products = {"alpha": float(width) ** -0.5, "transB": 1, "transBatchA": 1, "transBatchB": 1}
        match = self._node("FusedMatMul", [query, key], "look.match", FUSED, **products)
        shares = self._node("Softmax", [match], "look.shares", axis=-1)
        mixed = self._node("FusedMatMul", [shares, value], "look.mixed", FUSED, transBatchB=1)
        back = self._node("Transpose", [mixed], "look.back", perm=[2, 0, 1, 3])
        join = self._number("look.join", np.array([0, 0, self._shape.attention], np.int64))
        joined = self._node("Reshape", [back, join], "look.joined")
        self._bytes(joined)
        return self._added(self._product(joined, "seen", "seen"), hidden, "look_norm")

    def _added(self, one: str, other: str, norm: str) -> str:
        return self._norm(self._node("Add", [other, one], f"sum.{norm}"), norm, f"hidden.{norm}")

    def _norm(self, values: str, norm: str, output: str) -> str:
        gain, offset = self._constant(f"{norm}.weight"), self._constant(f"{norm}.bias")
        return self._node("LayerNormalization", [values, gain, offset], output, axis=-1, epsilon=EPSILON)

    def _constant(self, name: str) -> str:
        return self._number(name, self._weights[name])

    def _number(self, name: str, value: npt.ArrayLike) -> str:
        return self.graph.constant(name, value)

    def _node(self, operator: str, inputs: list[str], output: str, domain: str = "", **attributes: Any) -> str:
        return self.graph.node(operator, inputs, output, domain, **attributes)


def steps(span: Range) -> tuple[np.float32, np.uint8]:
    """Return what one step of a byte is worth over a range, and the byte that means zero."""
    low, high = span
    scale = np.float32((high - low) / ACTIVATION_LIMIT)
    return scale, np.uint8(round(-low / float(scale)))
