"""`make help` lists what the README tells people to type."""

from __future__ import annotations

import re
import subprocess

from tests.architecture import readme_blocks as readme
from tests.conftest import ROOT


def test_make_help_lists_every_target_that_the_readme_names() -> None:
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    listed = {line.split()[0] for line in done.stdout.splitlines() if line.strip()}
    named = set(re.findall(r"\bmake ([a-z-]+)", readme.text())) - {"help", "it"}
    assert {"demo", "test"} <= named
    assert named <= listed


def test_ci_runs_what_the_readme_calls_everything() -> None:
    assert (ROOT / ".ci/run").read_text().rstrip().endswith("make test")
