"""Help answers at once: it loads none of the heavy libraries."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.architecture.command_tree import commands

HEAVY = {
    "apache_beam",
    "pyarrow",
    "presidio_analyzer",
    "presidio_anonymizer",
    "pydantic",
    "onnxruntime",
    "spacy",
    "numpy",
}
SCRIPT = """
import json, sys
before = set(sys.modules)
from pipeline.cli import veil
for words in json.loads(sys.argv[1]):
    veil([*words, "--help"], standalone_mode=False)
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules.keys() - before})))
"""


def loaded(*calls: list[str]) -> set[str]:
    """Return the packages that are loaded to show the help of these commands."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, json.dumps(calls)], capture_output=True, text=True, check=True, timeout=60
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_help_of_veil_loads_nothing_heavy() -> None:
    names = loaded([])
    assert "click" in names
    assert names & HEAVY == set()


def test_the_help_of_every_command_loads_nothing_heavy() -> None:
    assert loaded(*(list(path) for path, _ in commands())) & HEAVY == set()


def test_a_heavy_library_would_be_seen() -> None:
    script = SCRIPT.replace("from pipeline", "import pydantic; from pipeline", 1)
    done = subprocess.run([sys.executable, "-c", script, "[[]]"], capture_output=True, text=True, check=True)
    assert set(json.loads(done.stdout.splitlines()[-1])) & HEAVY == {"pydantic"}


def test_the_help_of_veil_loads_no_other_library_than_click() -> None:
    """That is why it answers at once; how soon, `python -m tests.benchmarks.start` measures."""
    assert loaded([]) - sys.stdlib_module_names == {"click", "pipeline"}
