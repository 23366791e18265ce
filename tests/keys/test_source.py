"""A key comes by reference only, and an error never tells what stood there."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import Refused
from pipeline.keys.source import new_key_text, read_key

TEXT = "00112233445566778899aabbccddeeff0f1e2d3c4b5a69788796a5b4c3d2e1f0"


def key_file(folder: Path, text: str = TEXT, mode: int = 0o600) -> str:
    path = folder / "key"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return f"file:{path}"


def test_a_key_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEIL_KEY", TEXT)
    monkeypatch.setenv("OTHER", f" {TEXT.upper()}\n")
    assert read_key().secret == bytes.fromhex(TEXT) == read_key("env:OTHER").secret


@pytest.mark.parametrize("mode", [0o400, 0o600])
def test_a_key_comes_from_a_file_that_only_its_owner_reads(tmp_path: Path, mode: int) -> None:
    assert read_key(key_file(tmp_path, TEXT + "\n", mode)).secret == bytes.fromhex(TEXT)


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o700, 0o604])
def test_a_file_that_others_read_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(Refused, match="chmod 600"):
        read_key(key_file(tmp_path, mode=mode))


@pytest.mark.parametrize("reference", ["", TEXT, f"hex:{TEXT}", "env:", "file:", "VEIL_KEY"])
def test_a_key_is_never_given_inline(reference: str) -> None:
    with pytest.raises(Refused) as caught:
        read_key(reference)
    assert TEXT not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        TEXT[:-2],  # 31 bytes
        TEXT + "00",  # 33
        TEXT[:-1] + "g",  # no hex
        "0" * 64,  # nobody's random key
        "\u00e9" * 64,
    ],
)
def test_what_is_no_key_is_refused_without_being_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(Refused) as caught:
        read_key(key_file(tmp_path, text))
    assert not text or text not in str(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_a_folder_or_a_missing_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none"):
        with pytest.raises(Refused):
            read_key(f"file:{path}")


def test_new_keys_are_keys_and_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = new_key_text(), new_key_text()
    assert first != second
    monkeypatch.setenv("VEIL_KEY", first)
    assert read_key().secret.hex() == first
