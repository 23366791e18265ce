"""The teacher's network in PyTorch: Rampart's transformer with a head of our own and marks for who speaks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import torch
from torch import nn

from pipeline.detection.training.rampart_labels import ENTITY_TYPE_OF, OUTSIDE
from pipeline.detection.training.rampart_weights import HEADS, Dense, Norm, RampartWeights
from pipeline.detection.training.types import LABELS

EPSILON: Final = 1e-12
DROPOUT: Final = 0.1
_NEW_HEAD: Final = 0.02
"""How widely the rows of types that the base does not know are drawn."""
_GOVERNMENT: Final = frozenset({"PASSPORT", "DRIVER_LICENSE"})


class Block(nn.Module):
    """One transformer block with normalization after each half, as BERT has it."""

    def __init__(self, width: int, inner: int) -> None:
        super().__init__()
        self.qkv = nn.Linear(width, 3 * width)
        self.attended = nn.Linear(width, width)
        self.attention_norm = nn.LayerNorm(width, eps=EPSILON)
        self.widened = nn.Linear(width, inner)
        self.narrowed = nn.Linear(inner, width)
        self.output_norm = nn.LayerNorm(width, eps=EPSILON)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, values: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        """Return the block's output, `[texts, tokens, width]`; the mask is added to attention's scores."""
        texts, tokens, width = values.shape
        parts = self.qkv(values).view(texts, tokens, 3, HEADS, width // HEADS).permute(2, 0, 3, 1, 4)
        mixed = nn.functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], attn_mask=mask)
        flat = mixed.transpose(1, 2).reshape(texts, tokens, width)
        values = self.attention_norm(values + self.dropout(self.attended(flat)))
        inner = nn.functional.gelu(self.widened(values))
        return self.output_norm(values + self.dropout(self.narrowed(inner)))


class Encoder(nn.Module):
    """Words in pieces to a score for each label, `[texts, tokens, labels]`."""

    def __init__(self, vocabulary: int, places: int, width: int, inner: int, layers: int, labels: int) -> None:
        super().__init__()
        self.pieces = nn.Embedding(vocabulary, width)
        self.places = nn.Embedding(places, width)
        self.roles = nn.Embedding(2, width)
        self.embedding_norm = nn.LayerNorm(width, eps=EPSILON)
        self.blocks = nn.ModuleList(Block(width, inner) for _ in range(layers))
        self.head = nn.Linear(width, labels)

    def forward(self, ids: torch.Tensor, roles: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        """Return the scores of a padded batch; what lies at or behind a text's length is not looked at."""
        places = torch.arange(ids.shape[1])
        values = self.embedding_norm(self.pieces(ids) + self.places(places) + self.roles(roles))
        inside = places < lengths[:, None]
        mask = None if bool(inside.all()) else torch.where(inside, 0.0, -1e9)[:, None, None, :]
        for block in self.blocks:
            values = block(values, mask if mask is None else mask.to(values.dtype))
        return self.head(values)


def base(weights: RampartWeights) -> Encoder:
    """Return the public base with its own labels."""
    network = _empty(weights, len(weights.labels))
    _set(network.head, weights.head)
    network.eval()
    return network


def teacher(weights: RampartWeights) -> Encoder:
    """Return the base with a head over `LABELS`, whose rows are the means of the old rows of the same type."""
    network = _empty(weights, len(LABELS))
    rows, offset = torch.tensor(weights.head.matrix.T), torch.tensor(weights.head.bias)
    with torch.no_grad():
        network.head.weight.normal_(std=_NEW_HEAD)
        network.head.bias.fill_(float(offset.mean()) - 1)
        for place, columns in enumerate(base_columns(weights.labels)):
            if columns:
                network.head.weight[place] = rows[columns].mean(0)
                network.head.bias[place] = offset[columns].mean()
        network.head.weight[LABELS.index("ORDER_ID")] = network.head.weight[LABELS.index("ACCOUNT_ID")]
        network.head.bias[LABELS.index("ORDER_ID")] = network.head.bias[LABELS.index("ACCOUNT_ID")]
    return network


def base_columns(labels: Sequence[str]) -> list[list[int]]:
    """Return, for each of `LABELS`, the base's output columns that mean it; none for types it does not know."""
    meant = []
    for label in labels:
        kind = label.removeprefix("B-").removeprefix("I-")
        name = OUTSIDE if kind == OUTSIDE else ENTITY_TYPE_OF[kind]
        meant.append("GOV_ID" if name in _GOVERNMENT else name)
    return [[column for column, name in enumerate(meant) if name == wanted] for wanted in LABELS]


def _empty(weights: RampartWeights, labels: int) -> Encoder:
    words = (weights.words.astype(np.float32) - weights.words_zero) * np.float32(weights.words_scale)
    inner = weights.layers[0].dense["widened"].matrix.shape[1]
    network = Encoder(len(words), len(weights.positions), words.shape[1], inner, len(weights.layers), labels)
    with torch.no_grad():
        network.pieces.weight.copy_(torch.tensor(words))
        network.places.weight.copy_(torch.tensor(weights.positions))
        network.roles.weight.zero_()
        _set_norm(network.embedding_norm, weights.embedding_norm)
        for block, layer in zip(network.blocks, weights.layers, strict=True):
            three = [layer.dense[name] for name in ("query", "key", "value")]
            matrix, bias = (
                np.concatenate(parts, -1) for parts in zip(*((d.matrix, d.bias) for d in three), strict=True)
            )
            _set(block.qkv, Dense(matrix, bias))
            for name in ("attended", "widened", "narrowed"):
                _set(getattr(block, name), layer.dense[name])
            _set_norm(block.attention_norm, layer.attention_norm)
            _set_norm(block.output_norm, layer.output_norm)
    return network


def _set(linear: nn.Linear, dense: Dense) -> None:
    with torch.no_grad():
        linear.weight.copy_(torch.tensor(dense.matrix.T))
        linear.bias.copy_(torch.tensor(dense.bias))


def _set_norm(norm: nn.LayerNorm, values: Norm) -> None:
    with torch.no_grad():
        norm.weight.copy_(torch.tensor(values.gain))
        norm.bias.copy_(torch.tensor(values.offset))
