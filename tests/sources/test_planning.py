"""The plan covers the input once, depends on nothing but the files, and refuses before work what cannot be read."""

from __future__ import annotations

import gzip
import os
import pickle
import random
from pathlib import Path
from zoneinfo import ZoneInfo

import orjson
import pytest

from pipeline.conversation.model import Channel
from pipeline.errors import Refused
from pipeline.sources.compression import Compression
from pipeline.sources.field_map import load_field_map
from pipeline.sources.format import SourceOptions
from pipeline.sources.plan import Shard, SourcePlan
from pipeline.sources.planning import plan

PLAIN = SourceOptions()
LINE = b'{"id": "c-%d", "channel": "chat", "turns": [{"text": "hello"}]}\n'
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def native(number: int, count: int = 1) -> bytes:
    return b"".join(LINE % (number * 1000 + each) for each in range(count))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "in"
    (root / "sub").mkdir(parents=True)
    (root / "a.jsonl").write_bytes(native(1, 40))
    (root / "b.jsonl.gz").write_bytes(gzip.compress(native(2, 40)))
    (root / "sub" / "c.csv").write_bytes(b"id,text,channel\n1,hello,chat\n")
    (root / "sub" / "d.txt").write_bytes(b"Channel: chat\n\nAgent: hello\n")
    return root


def names(made: SourcePlan) -> list[str]:
    return [file.relative_path for file in made.files]


def test_a_folder_is_walked_in_the_order_of_its_paths(folder: Path) -> None:
    made = plan([str(folder)], options=PLAIN)
    assert names(made) == ["a.jsonl", "b.jsonl.gz", "sub/c.csv", "sub/d.txt"]
    assert [file.format_name for file in made.files] == ["conversation-jsonl", "conversation-jsonl", "csv", "text"]
    assert [file.compression for file in made.files] == [Compression.NONE, Compression.GZIP] + [Compression.NONE] * 2
    assert [shard.shard_id for shard in made.shards] == ["s000000"]


@pytest.mark.parametrize("shard_bytes", [1, 7, 100, 1000, 1 << 22])
def test_slices_cover_every_byte_once_and_only_plain_lines_are_cut(folder: Path, shard_bytes: int) -> None:
    made = plan([str(folder)], options=PLAIN, shard_bytes=shard_bytes)
    slices = [part for shard in made.shards for part in shard.slices]
    for index, file in enumerate(made.files):
        own = [part for part in slices if part.file_index == index]
        assert [own[0].start, *[part.end for part in own]] == [*[part.start for part in own], file.size]
        assert len(own) == 1 or file.relative_path == "a.jsonl"
    assert slices == sorted(slices, key=lambda part: (part.file_index, part.start))
    assert all(shard.slices for shard in made.shards)


def test_the_order_and_repetition_of_arguments_do_not_matter(folder: Path) -> None:
    inputs = [str(folder / "a.jsonl"), str(folder), str(folder / "sub"), f"{folder}/*.gz", f"file://{folder}/a.jsonl"]
    expected = plan(inputs, options=PLAIN, shard_bytes=100)
    assert len(expected.files) == 4
    for seed in range(5):
        shuffled = random.Random(seed).sample([*inputs, *inputs], 10)
        assert plan(shuffled, options=PLAIN, shard_bytes=100) == expected


def test_the_place_of_the_folder_does_not_matter(folder: Path, tmp_path: Path) -> None:
    before = plan([str(folder)], options=PLAIN)
    moved = folder.rename(tmp_path / "elsewhere")
    after = plan([str(moved)], options=PLAIN)
    assert (after.to_json(), names(after)) == (before.to_json(), names(before))


def test_hidden_files_markers_and_checksums_are_passed_over(folder: Path) -> None:
    for name in (".hidden", "_SUCCESS", "a.jsonl.crc", "a.jsonl.SHA256", "Thumbs.db"):
        (folder / name).write_bytes(b"x")
    (folder / ".git").mkdir()
    (folder / ".git" / "x.jsonl").write_bytes(native(1))
    (folder / "empty.jsonl").write_bytes(b"")
    (folder / "empty.jsonl.gz").write_bytes(gzip.compress(b"\n"))
    made = plan([str(folder)], options=PLAIN)
    assert (len(made.files), made.skipped, made.empty) == (4, 6, 2)


def test_patterns_are_expanded_with_paths_below_their_fixed_part(folder: Path) -> None:
    assert names(plan([f"{folder}/**/*.csv", f"{folder}/*.jsonl"], options=PLAIN)) == ["a.jsonl", "sub/c.csv"]


def test_a_link_is_followed_once(folder: Path) -> None:
    (folder / "again").symlink_to(folder)
    (folder / "same.jsonl").symlink_to(folder / "a.jsonl")
    assert len(plan([str(folder)], options=PLAIN).files) == 4


def refusal(inputs: list[str], options: SourceOptions = PLAIN, format_name: str = "auto") -> str:
    with pytest.raises(Refused) as refused:
        plan(inputs, options=options, format_name=format_name)
    assert refused.value.exit_code == 2
    return refused.value.message


def test_what_cannot_be_read_is_refused_before_work(folder: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert refusal([]) == "no input: name a file, a folder or a URI"
    assert refusal([str(empty)]) == "no input: the folders hold no files"
    assert refusal([str(tmp_path / "no")]).endswith("does not exist")
    assert refusal([f"{empty}/*.x"]).startswith("no input: nothing matches")
    (empty / "x.jsonl").write_bytes(b"")
    assert refusal([str(empty)]) == "no input: all 1 files are empty"
    assert refusal([str(empty / "x.jsonl")]).endswith("the file is empty")
    assert refusal(["/dev/null"]).endswith("is neither a regular file nor a folder")
    assert "did you mean 'csv'?" in refusal([str(folder)], format_name="cvs")
    assert "check its scheme and access" in refusal(["nothing://bucket/key?token=abc"])
    assert "token" not in refusal(["nothing://bucket/key?token=abc"])


def test_names_found_inside_folders_are_never_told(folder: Path) -> None:
    os.mkfifo(folder / "ana-duarte")
    assert refusal([str(folder)]).startswith("1 things in the input folders are no regular files")
    (folder / "ana-duarte").unlink()
    (folder / "ana-duarte").symlink_to(folder / "ana-duarte")
    assert refusal([str(folder)]) == "1 files or folders inside the input folders cannot be read"
    (folder / "ana-duarte").unlink()
    (folder / "ana-duarte.bin").write_bytes(b"\x00\x01")
    assert refusal([str(folder)]) == ("1 files inside the input folders: format not recognised; name it with --format")
    assert "ana-duarte" in refusal([str(folder / "ana-duarte.bin")])  # the user typed this one
    assert "ana-duarte" not in refusal([f"{folder}/*.bin"])


@pytest.mark.skipif(ROOT, reason="root reads everything")
def test_a_file_without_permission_is_refused(folder: Path) -> None:
    (folder / "a.jsonl").chmod(0)
    assert refusal([str(folder)]) == "1 files or folders inside the input folders cannot be read"
    assert refusal([str(folder / "a.jsonl")]).endswith("cannot be read")


def test_two_files_of_one_path_are_refused_where_the_path_is_the_id(tmp_path: Path) -> None:
    for name in ("x", "y"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "same.txt").write_bytes(b"Channel: chat\n\nAgent: " + name.encode())
        (tmp_path / name / "same.jsonl").write_bytes(native(ord(name)))
    inputs = [str(tmp_path / "x"), str(tmp_path / "y")]
    assert refusal(inputs).startswith("1 files share their path below different inputs")
    assert len(plan([str(tmp_path)], options=PLAIN).files) == 4
    assert len(plan([f"{name}/same.jsonl" for name in inputs], options=PLAIN).files) == 2


def test_a_map_decides_the_format_and_an_option_decides_before_it(folder: Path) -> None:
    options = SourceOptions(field_map=load_field_map("format: csv\ncolumns: {id: a, text: b}"))
    assert {file.format_name for file in plan([str(folder)], options=options).files} == {"csv"}
    assert {file.format_name for file in plan([str(folder)], options=options, format_name="text").files} == {"text"}


def test_what_decides_the_records_is_in_the_digest(folder: Path) -> None:
    def digest(options: SourceOptions = PLAIN, format_name: str = "auto") -> str:
        return plan([str(folder)], options=options, format_name=format_name).input_digest

    different = [
        digest(),
        digest(SourceOptions(namespace="x")),
        digest(SourceOptions(zone=ZoneInfo("UTC"))),
        digest(SourceOptions(default_channel=Channel.SMS)),
        digest(SourceOptions(field_map=load_field_map("format: csv"))),
        digest(format_name="text"),
    ]
    (folder / "a.jsonl").rename(folder / "z.jsonl")
    assert digest() == different[0]  # a name that is no id does not count
    (folder / "sub" / "d.txt").rename(folder / "sub" / "e.txt")
    assert len({*different, digest()}) == 7


def test_descriptors_survive_pickling_and_staging_holds_no_path(folder: Path) -> None:
    made = plan([str(folder)], options=PLAIN, shard_bytes=100)
    assert pickle.loads(pickle.dumps(made)) == made
    written = orjson.dumps(made.to_json())
    back = SourcePlan.from_json(orjson.loads(written))
    assert back.to_json() == made.to_json()
    assert back.shards == made.shards
    assert [Shard.from_json(shard.to_json()) for shard in made.shards] == list(made.shards)
    for shown in (written.decode(), repr(made)):
        assert not any(name in shown for name in (str(folder), "jsonl.gz", "c.csv", "sub"))


def test_a_name_that_is_no_utf8_can_be_an_id(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/t\xe9l.txt"
    try:
        with open(raw, "wb") as file:  # noqa: PTH123
            file.write(b"Channel: chat\n\nAgent: hi\n")
    except OSError:
        pytest.skip("this file system takes UTF-8 only")
    assert names(plan([str(tmp_path)], options=PLAIN)) == ["t\\xe9l.txt"]
