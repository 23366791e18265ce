"""Options that remember their views are options like Beam's own."""

from __future__ import annotations

import pickle

from apache_beam.options.pipeline_options import DirectOptions, PipelineOptions, StandardOptions

from pipeline.runners.options import RememberedOptions

FLAGS = ["--direct_num_workers", "3"]


def test_a_view_is_made_once_and_tells_what_was_asked() -> None:
    options = RememberedOptions(FLAGS)
    assert options.view_as(DirectOptions) is options.view_as(DirectOptions)
    assert options.view_as(DirectOptions).direct_num_workers == 3
    assert options.get_all_options(drop_default=True) == PipelineOptions(FLAGS).get_all_options(drop_default=True)


def test_what_is_set_in_one_view_is_told_by_all() -> None:
    options = RememberedOptions(FLAGS)
    options.view_as(StandardOptions).streaming = True
    assert options.view_as(StandardOptions).streaming
    assert options.get_all_options()["streaming"]


def test_options_are_pickled_without_their_views() -> None:
    options = RememberedOptions(FLAGS)
    options.view_as(DirectOptions).direct_num_workers = 4
    copy = pickle.loads(pickle.dumps(options))
    assert copy.view_as(DirectOptions).direct_num_workers == 4
