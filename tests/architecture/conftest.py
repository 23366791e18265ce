"""The demo, run once for all tests that compare the README with what really happens."""

from __future__ import annotations

import pytest

from tests.architecture.demo import Demo, run_demo


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return run_demo(tmp_path_factory.mktemp("demo") / "clone")
