"""The garbage collector is held off while a batch is read, and as it was afterwards."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from pipeline.detection.collector import collector_held_off


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    enabled = gc.isenabled()
    yield
    (gc.enable if enabled else gc.disable)()


@pytest.mark.parametrize("enabled", [True, False], ids=["on before", "somebody switched it off"])
def test_when_a_batch_is_read_or_fails_then_the_collector_is_as_before(enabled: bool) -> None:
    (gc.enable if enabled else gc.disable)()
    with collector_held_off():
        assert not gc.isenabled()
    assert gc.isenabled() is enabled
    with pytest.raises(ValueError, match="bad"), collector_held_off():
        raise ValueError("bad")
    assert gc.isenabled() is enabled
