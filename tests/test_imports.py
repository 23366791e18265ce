"""Imports are made quicker without changing what can be imported afterwards."""

from __future__ import annotations

import gc
import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.imports import absent, defer, lasting
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


GATHERING = """
from json import dumps
from PACKAGE.plain import Plain, other as renamed
from .inner import *
from .used import Used
from .same import same
from .within import Deep
from . import sibling
__all__ = ["Plain", "renamed", "Used", "same", "Deep"]
KIND = Used
"""
MODULES = {
    "plain": "Plain = object(); other = 1",
    "inner": "Starred = 2",
    "used": "class Used: pass",
    "same": "def same(): pass",
    "sibling": "",
    "within/__init__": "from .deep import Deep",
    "within/deep": "from PACKAGE import Plain; Deep = Plain",
}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[str]:
    """Yield the name of a package whose `__init__` gathers names from its modules; no other test imports it."""
    name = f"of_{request.node.name}"
    for module, text in {"__init__": GATHERING, **MODULES}.items():
        path = tmp_path / name / f"{module}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("PACKAGE", name))
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    yield name
    for module in [each for each in sys.modules if each.split(".")[0] == name]:
        del sys.modules[module]


def _loaded(package: str) -> set[str]:
    """Return the modules of a package that are loaded, as it calls them."""
    return {name.removeprefix(f"{package}.") for name in sys.modules if name.startswith(f"{package}.")}


def test_what_an_init_only_gathers_waits_until_it_is_asked_for(package: str) -> None:
    defer(package)
    gathering = importlib.import_module(package)
    assert _loaded(package) == {
        "inner",  # its names are known to it alone
        "used",  # the file itself uses the name
        "same",  # the name is the module's too
        "sibling",  # is a module
    }
    assert gathering.renamed == 1
    assert not _loaded(package) & {"within", "within.deep"}
    assert gathering.Plain is importlib.import_module(f"{package}.plain").Plain
    assert gathering.Deep is gathering.Plain
    assert callable(gathering.same)
    assert gathering.KIND is gathering.Used
    assert gathering.Starred == 2
    assert "Plain" in dir(gathering)
    with pytest.raises(AttributeError):
        gathering.Missing  # noqa: B018
    with pytest.raises(ImportError):
        exec(f"from {package} import Missing")


def test_a_star_imports_all_that_was_gathered(package: str) -> None:
    defer(package)
    names: dict[str, object] = {}
    exec(f"from {package} import *", names)
    assert {"Plain", "renamed", "Used", "same", "Deep"} <= names.keys()


def test_other_packages_and_single_modules_are_imported_as_ever(package: str) -> None:
    defer(package[:-1])
    defer(f"{package}.plain")
    importlib.import_module(package)
    assert "within.deep" in _loaded(package)


def test_modules_that_import_each_other_are_imported_in_the_order_of_their_package(
    package: str, tmp_path: Path
) -> None:
    (tmp_path / package / "__init__.py").write_text("from .first import First\nfrom .second import Second")
    (tmp_path / package / "first.py").write_text(f"class First: pass\nfrom {package}.second import Second")
    (tmp_path / package / "second.py").write_text(f"from {package}.first import First\nclass Second: pass")
    defer(package)
    assert importlib.import_module(package).Second.__name__ == "Second"


def test_a_file_that_cannot_do_without_its_imports_is_run_whole(package: str, tmp_path: Path) -> None:
    (tmp_path / package / "__init__.py").write_text("from .plain import Plain\nKIND = globals()['Plain']")
    defer(package)
    gathering = importlib.import_module(package)
    assert gathering.KIND is gathering.Plain


WORKER = """
import sys
from pipeline.imports import lean
with lean():
    from apache_beam.runners.worker import sdk_worker_main
    from pipeline import flow
    from pipeline.release import shard, worker
    worker.preload()
assert not {"spacy", "thinc", "pandas", "requests"} & sys.modules.keys()
"""
PRESIDIO = """
import presidio_analyzer.nlp_engine as n, presidio_analyzer as a, presidio_analyzer.predefined_recognizers as p
print(*(f"{name}={getattr(package, name)!r}".split(" at 0x")[0] for package in (n, a, p) for name in package.__all__),
      sep=chr(10))
import spacy
assert spacy.blank("en")("one word")[1].text == "word"
"""


def _printed(code: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout.splitlines()


def test_a_worker_imports_no_spacy_and_has_all_of_presidio_when_it_is_asked_for() -> None:
    """A detector file's recognizers run through Presidio's engine, which needs the real spaCy."""
    assert _printed(WORKER + PRESIDIO) == _printed(PRESIDIO) != []


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
    imported = set(_printed(asked)[0].split())
    assert "apache_beam" in imported
    assert not imported & {"presidio_analyzer", "spacy", "onnxruntime", "pipeline.detection.engine"}
