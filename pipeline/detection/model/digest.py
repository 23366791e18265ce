"""The digest of the shipped weights, so that a data set can say which of them read it."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from typing import Final

FILES: Final = ("words.npz", "network.onnx")


def model_digest() -> str:
    """Return the SHA-256 of the weights' files, one after another, as 64 hex digits."""
    weights = files("pipeline.detection.model").joinpath("weights")
    found = hashlib.sha256()
    for name in FILES:
        found.update(weights.joinpath(name).read_bytes())
    return found.hexdigest()
