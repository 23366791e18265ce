"""The stress sets: what is hard to read, made up in seven languages. They need no data and are the same everywhere.

A set is named `stress/<kind>/<language>`. The harmless one has no labels: whatever is hidden in it is a fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from pipeline.evaluation.labelled import Labelled, of_fields
from pipeline.evaluation.sets import FIGURES, MeasuringSet
from pipeline.synthesis.stress.kinds import HARMLESS, KINDS, conversations
from pipeline.synthesis.stress.tables import LANGUAGES

PREFIX: Final = "stress/"


def stress_sets() -> list[MeasuringSet]:
    """Return every stress set, by kind and language."""
    return [
        MeasuringSet(f"{PREFIX}{kind}/{language}", partial(_labelled, kind, language), figures)
        for kind, figures in (*((kind, FIGURES) for kind in KINDS), (HARMLESS, ("kept",)))
        for language in LANGUAGES
    ]


def _labelled(kind: str, language: str) -> Iterator[Labelled]:
    return map(of_fields, conversations(kind, language))
