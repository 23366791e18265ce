"""Fixtures that all tests share: Hypothesis profiles, a fixed key, and where the optional measuring sets are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from pipeline.keys.master import MasterKey

settings.register_profile("ci", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

KEY_TEXT = "5f1d3b7a9c2e4f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8"
"""A fixed key for tests; it protects nothing."""

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def master() -> MasterKey:
    return MasterKey(bytes.fromhex(KEY_TEXT))


@pytest.fixture
def key_in_environment(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("VEIL_KEY", KEY_TEXT)
    return "env:VEIL_KEY"
