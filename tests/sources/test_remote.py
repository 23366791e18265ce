"""Input behind a URI is read as a local folder is. The object store is a folder here: there is no network in tests."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import unquote

import pyarrow.fs as arrow
import pytest

from pipeline.errors import Refused
from pipeline.sources import opening
from pipeline.sources.format import Record, SourceOptions
from pipeline.sources.planning import plan
from pipeline.sources.reading import read_shard

LINE = b'{"id": "c-%d", "channel": "chat", "turns": [{"text": "hello"}]}\n'


@pytest.fixture
def bucket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    store = arrow.SubTreeFileSystem(str(tmp_path), arrow.LocalFileSystem())

    def file_system(uri: str) -> tuple[arrow.FileSystem, str]:
        return store, unquote(uri.removeprefix("s3://").partition("?")[0])

    monkeypatch.setattr(opening, "file_system", file_system)
    folder = tmp_path / "bucket" / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "a b.jsonl").write_bytes(LINE % 1 + LINE % 2)
    (folder / "sub" / "c.jsonl.gz").write_bytes(gzip.compress(LINE % 3))
    (folder / "_SUCCESS").write_bytes(b"")
    return folder


@pytest.mark.parametrize("uri", ["s3://bucket/in", "s3://bucket/in/", "s3://bucket/in?region=eu-west-1"])
def test_objects_below_a_uri_are_planned_and_read(bucket: Path, uri: str) -> None:
    options = SourceOptions()
    made = plan([uri], options=options, shard_bytes=70)
    assert [file.relative_path for file in made.files] == ["a b.jsonl", "sub/c.jsonl.gz"]
    assert made.skipped == 1
    read = [parsed for shard in made.shards for parsed in read_shard(shard, made, options)]
    assert [parsed.conversation.id for parsed in read if isinstance(parsed, Record)] == ["c-1", "c-2", "c-3"]


def test_one_object_is_planned_as_the_folder_would(bucket: Path) -> None:
    one = plan(["s3://bucket/in/a%20b.jsonl"], options=SourceOptions())
    local = plan([str(bucket / "a b.jsonl")], options=SourceOptions())
    assert one.to_json() == local.to_json()


def test_what_does_not_exist_is_refused_without_its_address(bucket: Path) -> None:
    with pytest.raises(Refused) as refused:
        plan(["s3://bucket/no?secret=abc"], options=SourceOptions())
    assert "secret" not in refused.value.message
