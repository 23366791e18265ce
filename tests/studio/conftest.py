"""A workbench over a copy of the shipped policy, with few made-up conversations."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.policy.loader import cases_path
from pipeline.studio.sample import made_up
from pipeline.studio.workbench import Workbench
from tests.support.runs import SHIPPED


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    copy = tmp_path / "policy" / SHIPPED.name
    copy.parent.mkdir()
    for source in (SHIPPED, cases_path(SHIPPED)):
        shutil.copyfile(source, copy.with_name(source.name))
    return copy


@pytest.fixture
def workbench(policy: Path) -> Workbench:
    return Workbench(policy, made_up(3), "made up")
