"""Imports are made quicker without changing what can be imported afterwards."""

from __future__ import annotations

import gc
import importlib
import subprocess
import sys

import pytest

from pipeline.imports import absent, lasting
from tests.support.runs import environment


def test_an_absent_package_is_missing_in_the_block_and_there_behind_it() -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "wave"]:
        del sys.modules[name]
    with absent("wave"), pytest.raises(ModuleNotFoundError):
        importlib.import_module("wave")
    assert importlib.import_module("wave")


def test_a_package_that_is_imported_already_stays() -> None:
    with absent("json"):
        assert importlib.import_module("json")


def test_other_packages_are_not_hidden_by_a_beginning_that_is_the_same() -> None:
    with absent("jso"):
        assert importlib.import_module("json")


@pytest.mark.parametrize("enabled", [True, False])
def test_garbage_is_looked_for_again_behind_the_block_where_it_was_before(enabled: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        with lasting():
            assert not gc.isenabled()
        assert gc.isenabled() is enabled
    finally:
        gc.unfreeze()
        (gc.enable if before else gc.disable)()


def test_the_process_that_submits_a_run_imports_no_detection() -> None:
    """It checks, plans and publishes; only workers look for anything. Detection is half of what a run imports."""
    asked = "import sys, pipeline.cli.run, pipeline.runners.execute, pipeline.runners.local; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", asked], env=environment(), capture_output=True, text=True, timeout=60, check=True
    )
    imported = set(done.stdout.split())
    assert "apache_beam" in imported
    assert not imported & {"presidio_analyzer", "spacy", "onnxruntime", "pipeline.detection.engine"}
