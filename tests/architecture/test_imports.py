"""Help answers at once: it loads none of the heavy libraries."""

from __future__ import annotations

import json
import subprocess
import sys
import time

import pytest

from tests.architecture.command_tree import commands
from tests.support.runs import VEIL

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
from pipeline.cli import veil
for words in json.loads(sys.argv[1]):
    veil([*words, "--help"], standalone_mode=False)
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def loaded(*calls: list[str]) -> set[str]:
    """Return the packages that are loaded after the help of these commands was shown."""
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
    script = SCRIPT.replace("import json, sys", "import json, sys, pydantic")
    done = subprocess.run([sys.executable, "-c", script, "[[]]"], capture_output=True, text=True, check=True)
    assert set(json.loads(done.stdout.splitlines()[-1])) & HEAVY == {"pydantic"}


@pytest.mark.slow
def test_help_answers_within_half_a_second() -> None:
    """The best of five: what a busy machine adds is not the command's."""
    seconds = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run([VEIL, "--help"], capture_output=True, check=True)
        seconds.append(time.perf_counter() - began)
    assert min(seconds) < 0.5
