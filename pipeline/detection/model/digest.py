"""Which weights are in use: one digest, for the manifest."""

from __future__ import annotations

import hashlib
from importlib.resources import files


def model_digest() -> str:
    """Return the SHA-256 of the weights file, as 64 hex digits."""
    return hashlib.sha256(files("pipeline.detection.model").joinpath("weights/model.onnx").read_bytes()).hexdigest()
