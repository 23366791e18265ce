from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import EngineFailed
from pipeline.release.store import FileStore


@pytest.fixture(params=["path", "uri"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    """The same folder by path and by URI: object stores are reached by the second way."""
    return FileStore(str(tmp_path) if request.param == "path" else f"file://{tmp_path}")


def test_what_is_written_is_read_listed_and_digested(store: FileStore) -> None:
    store.write("a/b.txt", b"one")
    store.write("a/c.txt", b"two")
    assert store.read("a/b.txt") == b"one"
    assert store.list("a") == ("a/b.txt", "a/c.txt")
    assert store.list("nowhere") == ()
    assert store.digest("a/c.txt") == (3, "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3")
    assert store.exists("a/b.txt")
    assert not store.exists("a/x.txt")


def test_a_file_that_was_not_finished_does_not_appear(store: FileStore) -> None:
    def interrupted() -> None:
        with store.create("a/b.txt") as sink:
            sink.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert not store.exists("a/b.txt")
    assert store.list("") == ()


def test_a_file_moves_to_another_store(store: FileStore, tmp_path: Path) -> None:
    store.write("from.txt", b"x")
    store.move_to("from.txt", store.child("below"), "to/here.txt")
    assert not store.exists("from.txt")
    assert (tmp_path / "below/to/here.txt").read_bytes() == b"x"


def test_deleting_twice_is_no_error(store: FileStore) -> None:
    store.write("a/b.txt", b"x")
    for _ in range(2):
        store.delete("a/b.txt")
        store.delete_all("a")
    assert store.list("") == ()


def test_a_failing_disk_is_told_without_path_or_content(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(EngineFailed) as caught:
        FileStore(str(tmp_path)).write("file/secret-name.txt", b"x")
    assert "secret-name" not in str(caught.value)
