"""How likely it is that a described word is somebody's name: a sum of weights, squashed.

The weights lie beside this module and were learned by `detection.training.name_judge`; that file says from what.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from itertools import repeat
from typing import Final

from pipeline.detection.names.groups import Group

LIMIT: Final = 30.0
"""Beyond it the logistic function is 0 or 1 in double precision, near enough."""


class Judge:
    """Weights by feature, summed once for each group of features that occurs."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights
        self._sums: dict[Group, float] = {}

    def probability(self, groups: Iterable[Group]) -> float:
        """Return the probability that a word with these features is a name, 0 to 1."""
        total = 0.0
        for group in groups:
            known = self._sums.get(group)
            total += self._sum(group) if known is None else known
        return 1 / (1 + math.exp(-max(-LIMIT, min(LIMIT, total))))

    def _sum(self, group: Group) -> float:
        # There are some thousand groups in all: features hold no text.
        return self._sums.setdefault(group, sum(map(self._weights.get, group, repeat(0.0))))


@cache
def judge() -> Judge:
    """Return the judge with the shipped weights, read once."""
    return Judge(json.loads(resources.files(__package__).joinpath("weights.json").read_text(encoding="utf-8")))
