"""Spreading loses nothing, doubles nothing, and lets no runner fuse what stands on its two sides."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat

import apache_beam as beam
import pytest
from apache_beam.portability import common_urns
from apache_beam.runners.portability.fn_api_runner import FnApiRunner
from apache_beam.testing.util import assert_that, equal_to

from pipeline.sources.plan import Shard
from pipeline.transforms.spread import Spread


@pytest.mark.parametrize(
    "elements",
    [
        [],
        [None],  # one element, which is nothing
        ["twice", "twice"],  # equal elements stay two
        [Shard("s000000", ()), Shard("s000001", ())],  # descriptors
        list(range(1000)),
    ],
)
def test_all_elements_come_out_once(elements: Sequence[object]) -> None:
    with beam.Pipeline(runner=FnApiRunner()) as pipeline:
        assert_that(pipeline | beam.Create(elements, reshuffle=False) | Spread(), equal_to(elements))


def test_elements_that_draw_one_key_all_come_out(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = repeat(7)
    monkeypatch.setattr("pipeline.transforms.spread.random.randrange", lambda _: next(keys))
    with beam.Pipeline(runner=FnApiRunner()) as pipeline:
        assert_that(pipeline | beam.Create([1, 2, 3], reshuffle=False) | Spread(), equal_to([1, 2, 3]))


def test_a_grouping_stands_between_what_comes_before_and_after() -> None:
    pipeline = beam.Pipeline(runner=FnApiRunner())
    spread = pipeline | beam.Create([Shard("s000000", ())], reshuffle=False) | Spread()
    assert spread.element_type is Shard
    transforms = pipeline.to_runner_api().components.transforms.values()
    grouping = [each for each in transforms if each.spec.urn == common_urns.primitives.GROUP_BY_KEY.urn]
    assert len(grouping) == 1
