"""The real engine under the shipped policy, loaded once for all tests here, and where the other scorer lies."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.evaluation.trial import Trial
from pipeline.evaluation.vocabulary import vocabulary
from pipeline.policy.loaded import LoadedPolicy
from pipeline.policy.loader import load
from tests.support.evaluation import SCORER
from tests.support.runs import SHIPPED


@pytest.fixture(scope="session")
def loaded() -> LoadedPolicy:
    return load(SHIPPED, vocabulary())


@pytest.fixture(scope="session")
def trial(loaded: LoadedPolicy) -> Trial:
    return Trial(loaded)


@pytest.fixture(scope="session")
def one_look(loaded: LoadedPolicy) -> Trial:
    """The same without names of the data set."""
    return Trial(loaded, dataset_names=False)


@pytest.fixture(scope="session")
def other_score() -> Callable[..., dict[str, Any]]:
    """The scorer that shares no code with Veil, where it lies beside the checkout."""
    if not SCORER.exists():
        pytest.skip("the independent scorer is not there")
    spec = importlib.util.spec_from_file_location("other_score", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    score: Callable[..., dict[str, Any]] = module.score
    return score
