"""The demo as `make demo` runs it, in a folder like a clone's, and what the README shows of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import orjson

from pipeline.synthesis import generate
from pipeline.synthesis.profile import DEMO
from tests.conftest import ROOT

EXAMPLE_ID = "c-0000016"
"""The conversation that the README shows before and after."""
COUNT, SEED = 3000, 1
"""What `veil demo` makes up unless told otherwise."""
LONGEST_MISS = 60


@dataclass(frozen=True)
class Demo:
    """A folder after `make demo`, what the demo printed, and an environment to go on with."""

    folder: Path
    printed: str
    environment: dict[str, str]

    @property
    def release(self) -> Path:
        """The folder of its one release."""
        (release,) = (self.folder / "out/demo/datasets/releases").iterdir()
        return release

    def told(self) -> str:
        """Return the lines up to the first empty one: what became of the records."""
        return self.printed.partition("\n\n")[0]

    def answer(self) -> str:
        """Return what the query says that the demo prints at its end."""
        query = self.printed.rstrip().splitlines()[-1]
        assert query.startswith(".venv/bin/python -c ")
        return _bash(query.removeprefix(".venv/bin/"), self.folder, self.environment).strip()

    def said(self, record_id: str) -> str:
        """Return a record of the input as `role: text` lines."""
        for line in (self.folder / "out/demo/conversations.jsonl").read_bytes().splitlines():
            if f'"id":"{record_id}"'.encode() in line:
                record = orjson.loads(line)
                roles = {party["id"]: party["role"] for party in record["participants"]}
                return "\n".join(f"{roles[turn['participant']]}: {turn['text']}" for turn in record["turns"])
        raise AssertionError(record_id)

    def dialogues(self) -> list[str]:
        """Return the written conversations as `role: text` lines."""
        with views(self.release) as connection:
            return [row[0] for row in connection.execute("SELECT dialogue FROM dialogues").fetchall()]

    def missed(self) -> str:
        """Return the first short line with a name that was written as it was said."""
        lines = {line.partition(": ")[2] for dialogue in self.dialogues() for line in dialogue.splitlines()}
        for record in generate(COUNT, SEED, profile=replace(DEMO, labels=True)):
            for turn in record["turns"]:
                named = any(label["entity_type"] == "PERSON" for label in turn["labels"])
                if named and len(turn["text"]) < LONGEST_MISS and turn["text"] in lines:
                    return str(turn["text"])
        raise AssertionError("no name is missed any more: the README may stop admitting one")

    def written(self, record_id: str) -> str:
        """Return what was written of a record, found by its first line, which nothing personal stands in."""
        first = self.said(record_id).splitlines()[0] + "\n"
        last = len(self.said(record_id).splitlines())
        (dialogue,) = {row for row in self.dialogues() if row.startswith(first) and len(row.splitlines()) == last}
        return dialogue


def run_demo(folder: Path) -> Demo:
    """Run the recipe of `make demo` in an empty folder, without its installation."""
    shutil.copytree(ROOT / "policies", folder / "policies", ignore=shutil.ignore_patterns("*.approvals.yaml"))
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    recipe = _bash("make --no-print-directory -n -o .venv/.installed demo", ROOT, environment)
    assert recipe.startswith(".venv/bin/veil demo ")
    return Demo(folder, _bash(recipe.removeprefix(".venv/bin/"), folder, environment), environment)


def views(release: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection with the views of a release."""
    connection = duckdb.connect()
    connection.execute(f"SET file_search_path = '{release}'")
    connection.execute((release / "views.sql").read_text())
    return connection


def _bash(script: str, folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
