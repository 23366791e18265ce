"""The changes that `policies/README.md` works out: each is made on a copy, lints, and is told as the README says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from pipeline.evaluation.diff_text import as_text
from pipeline.evaluation.vocabulary import vocabulary
from pipeline.policy.comparison.compare import compare
from pipeline.policy.loader import cases_path, load
from tests.support.runs import SHIPPED

README = SHIPPED.with_name("README.md")
_CHANGE = re.compile(r"^### (\d+)\. (.+?)\n(.*?)(?=^##)", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FOUND = _CHANGE.findall(README.read_text(encoding="utf-8"))
CHANGES = [(int(number), title, _BLOCK.findall(body)) for number, title, body in _FOUND]


def test_there_are_ten() -> None:
    assert [number for number, _, _ in CHANGES] == list(range(1, 11))


@pytest.mark.parametrize(("title", "blocks"), [change[1:] for change in CHANGES], ids=[change[1] for change in CHANGES])
def test_the_change_lints_and_diff_says_what_the_readme_says(
    title: str, blocks: list[tuple[str, str]], tmp_path: Path
) -> None:
    assert [language for language, _ in blocks] == ["yaml", "yaml", "text"], title
    (_, before), (_, after), (_, says) = blocks
    text = SHIPPED.read_text(encoding="utf-8")
    assert text.count(before) == 1
    copy = tmp_path / SHIPPED.name
    copy.write_text(text.replace(before, after), encoding="utf-8")
    shutil.copyfile(cases_path(SHIPPED), cases_path(copy))
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "staff.txt").write_text("Kunigunde Wolkenstein\tPERSON\n", encoding="utf-8")
    old, new = load(SHIPPED, vocabulary()), load(copy, vocabulary())
    told = as_text(old, new, compare(old, new, vocabulary()), None)
    assert told.split("\n", 3)[3] == says
