from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli.keys import keys
from pipeline.errors import Refused
from tests.conftest import KEY_TEXT


def test_a_new_key_goes_to_a_private_file_and_is_not_shown(tmp_path: Path) -> None:
    file = tmp_path / "veil.key"
    done = CliRunner().invoke(keys, ["new", "--out", str(file)], catch_exceptions=False)
    assert file.stat().st_mode & 0o777 == 0o600
    assert re.fullmatch(r"[0-9a-f]{64}\n", file.read_text())
    assert file.read_text().strip() not in done.output


def test_an_existing_key_file_is_never_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "veil.key"
    file.write_text("something")
    with pytest.raises(Refused):
        CliRunner().invoke(keys, ["new", "--out", str(file)], catch_exceptions=False)
    assert file.read_text() == "something"


def test_show_id_names_a_key_without_telling_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEIL_KEY", KEY_TEXT)
    done = CliRunner().invoke(keys, ["show-id"], catch_exceptions=False)
    assert re.fullmatch(r"[0-9a-f]{8}\n", done.output)
    assert done.output.strip() not in KEY_TEXT
