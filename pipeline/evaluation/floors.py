"""Floors under an evaluation's figures: `recall=0.95,clean=0.9` as a user types it, and what falls below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from pipeline.errors import Refused
from pipeline.evaluation.tally import Tally

FIGURES: Final = ("recall", "macro", "clean", "kept")


def read_floors(text: str) -> dict[str, float]:
    """Return the floor of each figure that the text names.

    Raises:
        Refused: it is not of the form `figure=share,...`.
    """
    floors: dict[str, float] = {}
    for part in filter(None, text.split(",")):
        name, _, share = part.partition("=")
        try:
            floors[name.strip()] = float(share)
        except ValueError:
            raise Refused("--floor takes figures with shares, such as recall=0.95,clean=0.9") from None
    if not set(floors) <= set(FIGURES) or any(not 0 <= floor <= 1 for floor in floors.values()):
        raise Refused(f"--floor takes shares from 0 to 1 of {', '.join(FIGURES)}")
    return floors


def below(tally: Tally, floors: Mapping[str, float]) -> Iterator[str]:
    """Yield each figure that lies below its floor; one that could not be measured does, too."""
    measured = {
        "recall": tally.recall.value,
        "macro": tally.macro,
        "clean": tally.clean.value,
        "kept": tally.kept.value,
    }
    for name, floor in floors.items():
        value = measured[name]
        if value is None:
            yield f"{name} could not be measured"
        elif value < floor:
            yield f"{name} {value:.4f} < {floor}"
