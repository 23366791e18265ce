"""The README tells the truth: its order, its commands, its snippets and the output it shows."""

from __future__ import annotations

import re
import subprocess
import sys
import types
from pathlib import Path

import pytest

from pipeline.detection.recognizer import Clues, Recognizer
from pipeline.release.labels import forbidden_words
from tests.architecture import readme_blocks as readme
from tests.architecture.demo import EXAMPLE_ID, Demo, views
from tests.architecture.refresh_readme import shown
from tests.conftest import ROOT
from tests.support.spark import spark_environment, spark_missing

ORDER = [
    "One conversation before and after",
    "What Veil does not promise",
    "For the data engineer",
    "For the compliance officer",
    "For the researcher",
    "Adding things",
    "Map",
    "Decisions",
]
FIRST, *_OTHERS = [block.body for block in readme.under("For the researcher") if block.language == "python"]
READERS = {re.findall(r"^(?:import|from) (\w+)", body, re.MULTILINE)[0]: body for body in _OTHERS}
"""How each library reads a release, by the library's name; all go on from the first block."""


def commands() -> list[object]:
    """The shell blocks after the first, which names `make demo` and `make test` alone."""
    return [pytest.param(block.body, id=f"line {block.line}") for block in readme.of_language("sh")[1:]]


def test_the_sections_stand_in_the_order_in_which_people_ask() -> None:
    assert readme.headings() == ORDER


def test_the_first_block_is_the_two_commands() -> None:
    first = readme.blocks()[0]
    assert [line.partition("#")[0].strip() for line in first.body.splitlines()] == ["make demo", "make test"]


def test_real_output_stands_before_line_40() -> None:
    assert readme.holding("read =").line < 40
    assert readme.holding("csat").line < 40
    assert readme.text().splitlines().index("└───────────────┴─────────┴───────────────┴────────┘") < 40


def test_the_example_is_named() -> None:
    assert EXAMPLE_ID in readme.text()
    assert len(readme.under("One conversation before and after")) == 2


def test_every_link_leads_to_a_file() -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", readme.text())
    assert len(targets) >= 4
    assert all((ROOT / target).is_file() for target in targets), targets


def test_every_folder_and_file_in_a_command_is_there() -> None:
    named = set(re.findall(r"(?:pipeline|policies|tests)/[\w/.-]*[\w/]", readme.text()))
    assert len(named) > 10
    missing = [name for name in named if not (ROOT / name).exists()]
    assert missing == []


def test_the_data_are_called_by_no_word_that_is_not_true_of_them() -> None:
    prose = re.sub(r"`[^`\n]*`", "", readme.FENCE.sub("", readme.text()))
    assert forbidden_words(prose) == ()


def test_the_recognizer_of_the_readme_holds_its_own_examples() -> None:
    module = types.ModuleType("from_the_readme")
    exec(readme.holding("PLUGIN = Recognizer(", "python").body, vars(module))
    plugin = vars(module)["PLUGIN"]
    assert isinstance(plugin, Recognizer)
    for example in plugin.examples:
        clues = Clues.of(example.text)
        assert tuple(example.text[start:end] for start, end in plugin.spans(clues)) == example.hits
        assert example.hits or example.reason


@pytest.mark.slow
def test_the_output_that_the_readme_shows_is_real(demo: Demo) -> None:
    """`python -m tests.architecture.refresh_readme` writes it anew; then read the prose beside it again."""
    for block, output in shown(demo):
        assert masked(block.body) == masked(output)
    # Another kind of processor may round the model's sums otherwise (see its card): not to the last mention.
    assert mentions(readme.holding("read =").body) == pytest.approx(mentions(demo.printed), rel=0.005)


@pytest.mark.slow
@pytest.mark.parametrize("block", commands())
def test_a_shell_block_runs_as_it_stands(demo: Demo, block: str) -> None:
    prepared(demo, block)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block],
        cwd=demo.folder, env=demo.environment, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_the_sql_runs_on_the_views(demo: Demo) -> None:
    (block,) = readme.of_language("sql")
    with views(demo.release) as connection:
        answers = [connection.execute(query).fetchall() for query in block.body.split(";") if query.strip()]
    assert len(answers) == 3
    assert all(answers)


def test_four_readers_are_shown() -> None:
    assert list(READERS) == ["duckdb", "pandas", "polars", "pyspark"]


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS)
def test_each_reader_gives_the_same_answer(demo: Demo, reader: str, tmp_path: Path) -> None:
    if reader == "pyspark" and (missing := spark_missing()):
        pytest.skip(missing)
    settings = {**demo.environment, **spark_environment(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-"], input=FIRST + READERS[reader],
        cwd=demo.folder, env=settings, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    with views(demo.release) as connection:
        rows = connection.execute(
            "SELECT response_band, count(*) FROM turns WHERE response_band IS NOT NULL GROUP BY ALL"
        ).fetchall()
    assert len(rows) > 3
    for band, count in rows:
        assert re.search(rf"{re.escape(band)}\W+{count}\b", done.stdout), (band, count, done.stdout)


@pytest.mark.slow
def test_the_columns_are_those_of_the_release(demo: Demo) -> None:
    rows = {cells[1].strip("` "): cells[2] for line in readme.text().splitlines() if len(cells := line.split("|")) == 4}
    with views(demo.release) as connection:
        for table in ("conversations", "turns"):
            columns = [row[0] for row in connection.execute(f"DESCRIBE {table}").fetchall()]
            assert sorted(re.findall(r"`(\w+)`", rows[table])) == sorted(columns)


def mentions(output: str) -> int:
    found = re.search(r"(\d+) mentions hidden", output)
    assert found, output
    return int(found[1])


def masked(output: str) -> list[str]:
    """Return the lines without what differs from machine to machine: run, seconds, speed, workers, mentions."""
    plain = re.sub(r"\b[0-9a-f]{16}\b", "<run>", output)
    plain = re.sub(r"[\d.]+ s, \d+ conversations", "<speed>", plain)
    plain = re.sub(r"with \d+ workers", "with <n> workers", plain)
    return re.sub(r"\d+ mentions", "<n> mentions", plain).strip().splitlines()


def prepared(demo: Demo, block: str) -> None:
    """Give a block what blocks before it make, and nothing that it makes itself: each runs alone and in any order."""
    key = demo.folder / "out/veil.key"
    key.unlink(missing_ok=True)
    (demo.folder / "out/mine/eu-support-product-research.approvals.yaml").unlink(missing_ok=True)
    if "keys new" not in block:
        key.write_bytes((demo.folder / "out/demo/veil.key").read_bytes())
        key.chmod(0o600)
