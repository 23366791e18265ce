"""Deal elements out anew, so that work spreads evenly and what made them does not run again."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Any

import apache_beam as beam

KEYS = 1 << 32
"""So many that hardly two elements share one: each may go to a worker of its own."""


class Spread(beam.PTransform):
    """Return the elements in any order, dealt out by chance, for bounded collections of descriptors without a time.

    Beam's own `Reshuffle` carries time, window and pane as well, in twice as many steps. Each step of a pipeline costs
    milliseconds to build, to tell the workers and to set up there, which short runs feel: there were nine of them.
    """

    def expand(self, elements: beam.PCollection[Any]) -> beam.PCollection[Any]:
        """Group by a key drawn by chance, which no runner may fuse away, and take the groups apart."""
        of = elements.element_type
        return (
            elements
            | "Draw" >> beam.Map(_keyed).with_input_types(of).with_output_types(tuple[int, of])  # type: ignore[valid-type]
            | "Deal" >> beam.GroupByKey()
            | "Undo" >> beam.FlatMap(_of_group).with_output_types(of)
        )


def _keyed(element: object) -> tuple[int, object]:
    return random.randrange(KEYS), element  # noqa: S311 - it decides who works on it, nothing else


def _of_group(group: tuple[int, Iterable[object]]) -> Iterable[object]:
    return group[1]
