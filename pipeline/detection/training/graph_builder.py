"""The pieces of an ONNX graph whose products are in float32 (to calibrate) or in integers (to ship).

Integer mode: activations are unsigned bytes with one fixed scale a tensor, weights signed bytes with one scale a
column. Weights use the range -63..63 only: processors without VNNI add two products in 16 bits, and 2 x 255 x 63 still
fits, so they give the same sums as processors with it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import helper, numpy_helper

FUSED = "com.microsoft"
WEIGHT_LIMIT = 63
ACTIVATION_LIMIT = 255
OPSET = 18
IR_VERSION = 9

Range = tuple[float, float]


@dataclass(slots=True)
class GraphBuilder:
    """Collects nodes and constants; `activations` are the inputs of products that were met."""

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


def quantized_columns(matrix: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Return the matrix as bytes in -63..63 and the scale of each column."""
    scales = (np.abs(matrix).max(axis=0) / WEIGHT_LIMIT).astype(np.float32)
    scales[scales == 0] = 1
    rounded = np.clip(np.round(matrix / scales), -WEIGHT_LIMIT, WEIGHT_LIMIT)
    return rounded.astype(np.int8), scales
