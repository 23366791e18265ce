"""The student in PyTorch, as it is trained; `pipeline.detection.model` runs the same network without PyTorch.

Shapes: B texts, T words, D columns of the table, W the network's width.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from pipeline.detection.model.features import ROWS
from pipeline.detection.training.student_shape import PLACES, Shape
from pipeline.detection.training.types import LABELS


class Student(nn.Module):  # type: ignore[misc]  # torch is no part of the locked environment
    """Words as bags of rows in, logits of `LABELS` out."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.table = nn.EmbeddingBag(ROWS, shape.columns, mode="sum", sparse=True)
        nn.init.normal_(self.table.weight, std=0.1)
        self.word_norm = nn.LayerNorm(shape.columns)
        self.place = nn.Embedding(PLACES, shape.width)
        nn.init.normal_(self.place.weight, std=0.1)
        sizes = [shape.columns] + [shape.width] * (len(shape.dilations) - 1)
        self.convolutions = nn.ModuleList(nn.Linear(3 * size, shape.width) for size in sizes)
        self.norms = nn.ModuleList(nn.LayerNorm(shape.width) for _ in sizes)
        self.looks = nn.Linear(shape.width, 3 * shape.attention)
        self.seen = nn.Linear(shape.attention, shape.width)
        self.look_norm = nn.LayerNorm(shape.width)
        self.head = nn.Linear(shape.width, len(LABELS))
        self.dropout = nn.Dropout(0.2)

    def forward(self, rows: Tensor, offsets: Tensor, words: Tensor, places: Tensor, mask: Tensor) -> Tensor:
        """Return logits `[B, T, len(LABELS)]`.

        Args:
            rows: the rows of all distinct words, one after another.
            offsets: where each distinct word's rows begin.
            words: `[B, T]`, which distinct word stands there.
            places: `[B, T]`, what stands before.
            mask: `[B, T]`, 1 where there is a word.
        """
        vectors = self.dropout(self.word_norm(self.table(rows, offsets)))
        here = mask[..., None]
        hidden = functional.embedding(words, vectors) * here
        for number, (dilation, dense, norm) in enumerate(
            zip(self.shape.dilations, self.convolutions, self.norms, strict=True)
        ):
            moved = dense(neighbors(hidden, dilation))
            if number == 0:
                hidden = norm(functional.relu(moved + self.place(places))) * here
            else:
                hidden = norm(hidden + functional.relu(moved)) * here
            if number == len(self.shape.dilations) // 2:
                hidden = self._look(hidden, mask) * here
        return self.head(self.dropout(hidden))

    def _look(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Let each word look at all words of its text."""
        texts, words, _ = hidden.shape
        split = self.looks(hidden).view(texts, words, 3, self.shape.heads, -1).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(*split, attn_mask=(mask > 0)[:, None, None, :])
        joined = seen.transpose(1, 2).reshape(texts, words, -1)
        return self.look_norm(hidden + self.seen(joined))

    def checkpoint(self) -> dict[str, Any]:
        """Return sizes and weights, as `restored` reads them."""
        return {"shape": asdict(self.shape), "weights": self.state_dict()}


def neighbors(hidden: Tensor, dilation: int) -> Tensor:
    """Return `[B, T, 3 * columns]`: each word between the ones `dilation` before and after it, zero beyond the ends."""
    padded = functional.pad(hidden, (0, 0, dilation, dilation))
    size = hidden.shape[1]
    return torch.cat([padded[:, shift : shift + size] for shift in (0, dilation, 2 * dilation)], dim=-1)


def restored(checkpoint: dict[str, Any]) -> Student:
    """Return the network of a checkpoint, ready to answer."""
    sizes = checkpoint["shape"]
    student = Student(Shape(**{**sizes, "dilations": tuple(sizes["dilations"])}))
    student.load_state_dict(checkpoint["weights"])
    student.eval()
    return student
