"""The version that enough people approved is kept, byte for byte, to compare later ones with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli.policy.approve import approve
from pipeline.errors import Refused
from pipeline.evaluation.vocabulary import vocabulary
from pipeline.policy.approved_copy import approved_path, approved_version
from pipeline.policy.comparison.compare import compare
from pipeline.policy.loader import cases_path, load
from pipeline.policy.whole_file import replace_file
from tests.support.runs import SHIPPED


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    for source in (SHIPPED, cases_path(SHIPPED)):
        shutil.copyfile(source, tmp_path / source.name)
    return tmp_path / SHIPPED.name


def _approve(policy: Path, role: str, name: str) -> None:
    given = ["--role", role, "--name", name, "--reference", "T", "--date", "2026-01-02"]
    result = CliRunner().invoke(approve, [str(policy), *given])
    assert result.exit_code == 0, result.output


def test_a_copy_is_kept_once_enough_people_approved(policy: Path) -> None:
    _approve(policy, "dpo", "Test One")
    assert approved_version(policy, vocabulary()) is None
    _approve(policy, "data_owner", "Test Two")
    assert approved_path(policy).read_bytes() == policy.read_bytes()
    approved = approved_version(policy, vocabulary())
    assert approved is not None
    assert approved.content_sha256 == load(policy, vocabulary()).content_sha256


def test_a_later_edit_leaves_the_copy_and_shows_against_it(policy: Path) -> None:
    _approve(policy, "dpo", "Test One")
    _approve(policy, "data_owner", "Test Two")
    policy.write_text(policy.read_text().replace("threshold: 0.2", "threshold: 0.4"))
    approved = approved_version(policy, vocabulary())
    assert approved is not None
    changes = compare(approved, load(policy, vocabulary()), vocabulary())
    assert [change.path for change in changes] == ["detection.threshold"]


def test_a_file_that_cannot_be_replaced_stands_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "is_a_folder"
    folder.mkdir()
    with pytest.raises(Refused, match="cannot be written"):
        replace_file(folder, b"x")
    assert list(tmp_path.iterdir()) == [folder]


def test_a_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o640)
    replace_file(path, b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)
