"""Plain words at the edges of a value on which the classifier is not sure."""

from __future__ import annotations

import pytest

from pipeline.detection.edges import without_weak_edges
from pipeline.detection.model.labels import ENTITY_TYPES
from pipeline.detection.model.spans import WordGuess

TEXT = "mail me ana at post dot example today"
PLAIN = frozenset({"mail", "me", "at", "dot", "today"})

ROWS = [
    ("a doubtful one before", {"me": 0.4, "ana": 0.9, "at": 0.9, "post": 0.9}, ["ana", "at", "post"]),
    ("a doubtful one behind", {"dot": 0.9, "example": 0.9, "today": 0.4}, ["dot", "example"]),
    ("one that is likely", {"me": 0.8, "ana": 0.9}, ["me", "ana"]),
    ("one inside", {"ana": 0.9, "at": 0.3, "post": 0.9}, ["ana", "at", "post"]),
    ("a doubtful word that is not plain", {"ana": 0.3, "at": 0.9}, ["ana", "at"]),
    ("one that stands alone", {"today": 0.4}, ["today"]),
    ("two runs", {"mail": 0.3, "me": 0.9, "dot": 0.3, "example": 0.9}, ["me", "example"]),
]


@pytest.mark.parametrize(("likely", "kept"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_plain_and_doubtful_words_go_from_the_edges_alone(likely: dict[str, float], kept: list[str]) -> None:
    found = [
        (WordGuess(start, start + len(word), (score,) * len(ENTITY_TYPES), score, score), ("EMAIL_ADDRESS", score))
        for word, score in likely.items()
        for start in (TEXT.index(word),)
    ]
    counted = without_weak_edges(TEXT, found, PLAIN.__contains__)
    assert [TEXT[guess.start : guess.end] for guess, _ in counted] == kept
