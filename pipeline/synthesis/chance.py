"""Draws that need a name: something happens with a share, one of several things by weight."""

from __future__ import annotations

from random import Random


def happens(rng: Random, share: float) -> bool:
    """Return True in that share of all draws; 0.1 is one in ten."""
    return rng.random() < share


def weighted(rng: Random, shares: tuple[tuple[str, float], ...]) -> str:
    """Return one of the names, as often as its share says. Shares add up to 1."""
    draw = rng.random()
    for name, share in shares:
        draw -= share
        if draw < 0:
            return name
    return shares[-1][0]
