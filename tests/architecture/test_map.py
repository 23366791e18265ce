"""The package is as its map says, small enough to read, and calls the data what they are."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import pipeline
from pipeline.release.labels import LABEL_SENTENCES
from tests.architecture import readme_blocks as readme
from tests.conftest import ROOT

PACKAGE = ROOT / "pipeline"
SOURCES = sorted(PACKAGE.rglob("*.py"))
FILE_LINES = 300
FUNCTION_LINES = 60
SUFFIXES = {".py", ".md", ".yaml", ".toml", ".txt", ".jinja", ".css", ".sql", ".lock", ".sh", ""}

UNTRUE = re.compile(
    r"(?:anonymi[sz]ed|anonymous|de-?identified)\s+(?:data|dataset|text|turn|conversation|record|release|output|file|copy)",
    re.IGNORECASE,
)
# Written so that this file does not hold what it looks for.
HOST = re.compile(
    r"(?i)(?:py[p]i|pythonhost[e]d|hugging[f]ace|npm[j]s|artifact[o]ry|nex[u]s)[\w-]*\.(?:org|com|co|io|net)\b"
)
INDEX = re.compile(r"(?i)-(?:-extra)?-index-[u]rl[ =]\S|/sim[p]le/\S")
MACHINE_PATH = re.compile(r"(?<![\w.$}~])[/](?:wor[k]|roo[t]|User[s]|hom[e])/\w")


def parts() -> set[str]:
    """Return the packages and modules right below `pipeline`."""
    found = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    return found | {path.stem for path in PACKAGE.glob("*.py") if path.stem != "__init__"}


def test_the_map_of_the_package_names_all_that_is_there_and_nothing_else() -> None:
    items = re.findall(r"^- ((?:`\w+`,? *)+) ", pipeline.__doc__ or "", re.MULTILINE)
    named = [name for item in items for name in re.findall(r"`(\w+)`", item)]
    assert sorted(named) == sorted(parts())


def test_the_map_of_the_readme_names_all_that_is_there_and_nothing_else() -> None:
    body = readme.holding("registry.py").body
    inside, _, _ = body.partition("\npolicies/")
    named = [name.removesuffix(".py") for name in re.findall(r"^  (\w+(?:\.py)?)/? ", inside, re.MULTILINE)]
    assert sorted(named) == sorted(parts())
    outside = re.findall(r"^(\w+)/", body, re.MULTILINE)
    assert all((ROOT / name).is_dir() for name in outside)
    assert {"pipeline", "policies", "tests"} <= set(outside)


def test_the_readme_lists_the_layers_in_their_order() -> None:
    """A module imports only what stands below it in the map, which says so."""
    tables = (ROOT / "pyproject.toml").read_text()
    layers = re.findall(r'"(\w+)"', tables.partition("layers = [")[2].partition("]")[0])
    listed = re.findall(r"^  (\w+)(?:/|\.py) ", readme.holding("registry.py").body, re.MULTILINE)
    assert listed == layers


def test_no_file_is_too_long_to_read() -> None:
    assert {str(path): count for path in SOURCES if (count := len(path.read_text().splitlines())) > FILE_LINES} == {}


def test_no_function_is_too_long_to_read() -> None:
    """Docstrings do not count: a long one is a help."""
    long = {f"{path.relative_to(ROOT)}: {name}": lines for path in SOURCES for name, lines in functions(path)}
    assert {name: lines for name, lines in long.items() if lines > FUNCTION_LINES} == {}


def test_only_the_command_line_prints() -> None:
    printing = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if path.parent.name != "cli"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert printing == []


def test_no_folder_is_a_drawer_for_odds_and_ends() -> None:
    vague = re.compile(r"(?:^|_)(?:utils?|helpers?|misc|common|stuff)(?:_|$)")
    assert [str(path) for path in SOURCES if vague.search(path.stem) or vague.search(path.parent.name)] == []


@pytest.mark.parametrize("folder", ["pipeline", "policies"])
def test_nothing_calls_a_dataset_by_a_word_that_is_not_true_of_it(folder: str) -> None:
    wrong = {}
    for path in texts(ROOT / folder):
        text = path.read_text(encoding="utf-8")
        for phrase in LABEL_SENTENCES.values():
            text = text.replace(phrase, "")
        # An example of what the check of papers refuses.
        found = UNTRUE.findall(text.replace('forbidden_words("An anonymised dataset.', ""))
        if found:
            wrong[str(path.relative_to(ROOT))] = found
    assert wrong == {}


def test_nothing_names_a_package_index_or_a_path_of_one_machine() -> None:
    wrong = {}
    for path in [*texts(ROOT), *texts(ROOT / "pipeline"), *texts(ROOT / "policies"), *texts(ROOT / "tests")]:
        patterns = (HOST, INDEX) if "tests" in path.parts else (HOST, INDEX, MACHINE_PATH)
        text = path.read_text(encoding="utf-8")
        found = [match.group() for pattern in patterns for match in pattern.finditer(text)]
        if found:
            wrong[str(path.relative_to(ROOT))] = found
    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("see https://files.pythonhosted" + ".org/x", HOST),
        ("pip install --index-" + "url https://mirror.example/s", INDEX),
        ("the file /wor" + "k/main/README.md", MACHINE_PATH),
        ("an anonymised data" + "set", UNTRUE),
    ],
)
def test_what_is_looked_for_would_be_found(text: str, pattern: re.Pattern[str]) -> None:
    assert pattern.search(text)


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the name and the lines without docstring of every function of a file."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            first = node.body[0]
            if ast.get_docstring(node) is not None:
                lines -= (first.end_lineno or first.lineno) - first.lineno + 1
            yield node.name, lines


def texts(folder: Path) -> Iterator[Path]:
    """Yield the text files of a folder; of the repository's root only those right in it, and CI's."""
    paths = [*folder.iterdir(), *(folder / ".ci").iterdir()] if folder == ROOT else folder.rglob("*")
    for path in paths:
        skipped = "__pycache__" in path.parts or "weights" in path.parts
        if path.is_file() and path.suffix in SUFFIXES and not skipped:
            yield path
