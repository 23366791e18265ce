from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.detection.model.classifier import WEIGHTS
from pipeline.detection.model.network import Network, Probabilities, batches

NETWORK = Network(WEIGHTS / "model.onnx")
WORDS = st.integers(5, 19729)


def probabilities(windows: list[list[int]]) -> list[Probabilities]:
    found: dict[int, Probabilities] = {}
    for members, values in NETWORK.run(windows):
        found.update((index, values[:, column]) for column, index in enumerate(members))
    return [found[index] for index in range(len(windows))]


@settings(deadline=None, max_examples=25)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=14), min_size=1, max_size=40), st.randoms(use_true_random=False))
def test_probabilities_are_the_same_bits_alone_and_in_any_batch(windows: list[list[int]], random: object) -> None:
    together = probabilities(windows)
    order = list(range(len(windows)))
    random.shuffle(order)  # type: ignore[attr-defined]
    shuffled = probabilities([windows[index] for index in order])
    for place, index in enumerate(order):
        (alone,) = probabilities([windows[index]])
        assert alone.tobytes() == together[index].tobytes() == shuffled[place].tobytes()


@pytest.mark.parametrize("length", [1, 2, 3, 7, 16, 33, 64, 126])
def test_a_window_gives_the_same_bits_at_every_place_of_a_full_batch(length: int) -> None:
    generator = np.random.default_rng(length)
    windows = generator.integers(5, 19730, (max(2, 256 // (length + 2)), length)).tolist()
    for window, values in zip(windows, probabilities(windows), strict=True):
        (alone,) = probabilities([window])
        assert alone.tobytes() == values.tobytes()


@given(st.lists(st.integers(1, 200), max_size=80), st.integers(1, 300))
def test_batches_hold_each_window_once_with_one_length_within_the_limit(lengths: list[int], limit: int) -> None:
    made = list(batches(lengths, limit))
    assert sorted(index for batch in made for index in batch) == list(range(len(lengths)))
    for batch in made:
        assert len({lengths[index] for index in batch}) == 1
        assert len(batch) == 1 or sum(lengths[index] + 2 for index in batch) <= limit


def test_every_token_gets_a_distribution() -> None:
    (values,) = probabilities([[2021, 3000, 17]])
    assert values.shape == (3, 35)
    assert np.allclose(values.sum(axis=1), 1, atol=1e-5)
