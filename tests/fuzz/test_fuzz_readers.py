"""A few seconds of coverage-guided fuzzing a reader; `make fuzz` gives each a minute."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from pipeline.sources.catalog import formats
from tests.fuzz.readers import fuzz

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris has no wheel for this platform"),
]


@pytest.mark.parametrize("name", formats())
def test_a_reader_survives_what_the_fuzzer_finds(name: str, tmp_path: Path) -> None:
    code, fed = fuzz(name, 3, tmp_path)
    assert code == 0
    assert fed > 50
    assert list(tmp_path.iterdir()) == []
