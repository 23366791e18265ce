from __future__ import annotations

from itertools import accumulate

import numpy as np
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.detection.model.network import Ints, Network, Probabilities, batches
from pipeline.detection.training.student_graph import StudentGraph
from pipeline.detection.training.student_shape import PLACES
from pipeline.detection.training.types import LABELS
from tests.detection.model.untrained import RANGES, SHAPE, folder, weights

NETWORK = Network(folder() / "network.onnx")
VECTORS = np.random.default_rng(1).integers(0, 256, (500, SHAPE.columns)).astype(np.uint8)
WORDS = st.tuples(st.integers(0, 499), st.integers(0, PLACES - 1))


def window(words: list[tuple[int, int]]) -> tuple[Ints, Ints]:
    numbers, places = np.array(words, np.int32).T
    return numbers, places


def probabilities(windows: list[tuple[Ints, Ints]]) -> list[Probabilities]:
    found: dict[int, Probabilities] = {}
    numbers, places = (np.concatenate(parts) for parts in zip(*windows, strict=True))
    ends = list(accumulate(len(own) for own, _ in windows))
    cut = [(end - len(own), end) for end, (own, _) in zip(ends, windows, strict=True)]
    for members, values in NETWORK.run(VECTORS, numbers, places, cut):
        found.update((index, values[:, column]) for column, index in enumerate(members))
    return [found[index] for index in range(len(windows))]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=14), min_size=1, max_size=40), st.randoms(use_true_random=False))
def test_probabilities_are_the_same_bits_alone_and_in_any_batch(
    drawn: list[list[tuple[int, int]]], random: object
) -> None:
    windows = [window(words) for words in drawn]
    together = probabilities(windows)
    order = list(range(len(windows)))
    random.shuffle(order)  # type: ignore[attr-defined]
    shuffled = probabilities([windows[index] for index in order])
    for place, index in enumerate(order):
        (alone,) = probabilities([windows[index]])
        assert alone.tobytes() == together[index].tobytes() == shuffled[place].tobytes()


@pytest.mark.parametrize("length", [1, 2, 3, 7, 16, 33, 64, 126])
def test_a_window_gives_the_same_bits_at_every_place_of_a_full_batch(length: int) -> None:
    chance = np.random.default_rng(length)
    windows = [
        (chance.integers(0, 500, length).astype(np.int32), chance.integers(0, PLACES, length).astype(np.int32))
        for _ in range(max(2, 512 // length))
    ]
    for each, values in zip(windows, probabilities(windows), strict=True):
        (alone,) = probabilities([each])
        assert alone.tobytes() == values.tobytes()


def test_integers_answer_nearly_as_floats_do() -> None:
    plain = StudentGraph(SHAPE, weights(), {}).build().SerializeToString()
    session = onnxruntime.InferenceSession(plain, providers=["CPUExecutionProvider"])
    low, high = RANGES["words"]
    scale = (high - low) / 255
    words = VECTORS[:60].reshape(20, 3, -1)
    places = np.random.default_rng(2).integers(0, PLACES, (20, 3)).astype(np.int32)
    floats = (words.astype(np.float32) - np.float32(round(-low / scale))) * np.float32(scale)
    expected = session.run(["probabilities"], {"words": floats, "places": places})[0]
    numbers = np.arange(60, dtype=np.int32).reshape(20, 3)
    found = probabilities([(numbers[:, column], places[:, column]) for column in range(3)])
    away = np.abs(np.stack(found, axis=1) - expected)
    # Random weights and vectors beyond any word's are the worst case: the trained student moves by .0001 on average.
    assert away.mean() < expected.std() / 10


def test_every_word_gets_a_distribution() -> None:
    (values,) = probabilities([window([(1, 1), (2, 0), (3, 2)])])
    assert values.shape == (3, len(LABELS))
    assert np.allclose(values.sum(axis=1), 1, atol=1e-5)


@given(st.lists(st.integers(1, 200), max_size=80), st.integers(1, 300))
def test_batches_hold_each_window_once_with_one_length_within_the_limit(lengths: list[int], limit: int) -> None:
    made = list(batches(lengths, limit))
    assert sorted(index for batch in made for index in batch) == list(range(len(lengths)))
    for batch in made:
        assert len({lengths[index] for index in batch}) == 1
        assert len(batch) == 1 or sum(lengths[index] for index in batch) <= limit
