"""Shards read together are the whole, however they are cut; failures name the shard and nothing else."""

from __future__ import annotations

import bz2
import gzip
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.conversation.limits import Limits
from pipeline.conversation.model import Channel
from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.errors import EngineFailed
from pipeline.sources.format import Parsed, Record, SourceOptions
from pipeline.sources.planning import plan
from pipeline.sources.reading import read_shard

OPTIONS = SourceOptions(default_channel=Channel.CHAT, limits=Limits(conversation_bytes=300))
LINE = '{"id": "c-%d", "channel": "chat", "turns": [{"text": "%s"}]}'

lines = st.one_of(
    st.builds(lambda number, text: (LINE % (number, text)).encode(), st.integers(0, 9), st.text("aé ", max_size=40)),
    st.sampled_from([b"", b"\r", b"{", b"[]", b"\xff", b"x" * 299, b"x" * 300, b"x" * 301, b"x" * 2000]),
)
files = st.builds(
    lambda parts, end: b"\n".join(parts) + end, st.lists(lines, max_size=12), st.sampled_from([b"", b"\n"])
)


def read_all(folder: Path, shard_bytes: int, options: SourceOptions = OPTIONS) -> list[Parsed]:
    made = plan([str(folder)], options=options, format_name="conversation-jsonl", shard_bytes=shard_bytes)
    return [parsed for shard in made.shards for parsed in read_shard(shard, made, options)]


@given(data=st.lists(files, min_size=1, max_size=3), shard_bytes=st.integers(1, 700))
@settings(max_examples=150, deadline=None)
def test_however_it_is_cut_the_records_are_those_of_the_whole(data: list[bytes], shard_bytes: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "first").write_bytes(LINE.encode() % (0, b"x"))
        for number, content in enumerate(data):
            (folder / f"{number}").write_bytes(content)
        whole = read_all(folder, 1 << 30)
        assert read_all(folder, shard_bytes) == whole
        references = [
            parsed.record if isinstance(parsed, Reject) else f"{parsed.conversation.id}@{parsed.ordinal}"
            for parsed in whole
        ]
        assert len([r for r in whole if isinstance(r, Reject)]) == len({r for r in references if ":" in r})


def test_an_endless_line_is_one_reject_however_it_is_cut(tmp_path: Path) -> None:
    good = LINE.encode() % (1, b"x") + b"\n"
    (tmp_path / "a").write_bytes(good + b"x" * 50_000 + b"\n" + good)
    for shard_bytes in (1, 299, 1000, 60_000):
        first, middle, last = read_all(tmp_path, shard_bytes)
        assert middle == Reject(f"0:{len(good)}", "sources", RejectReason.TOO_LARGE)
        assert isinstance(first, Record)
        assert isinstance(last, Record)
        assert last.ordinal == len(good) + 50_001


PACKERS: list[Callable[[bytes], bytes]] = [gzip.compress, bz2.compress, zstandard.ZstdCompressor().compress]


@pytest.mark.parametrize("pack", PACKERS)
def test_compressed_records_are_those_of_the_plain_file(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    data = b"".join(LINE.encode() % (number, b"x") + b"\n" for number in range(5000))
    (tmp_path / "a").write_bytes(data)
    plain = read_all(tmp_path, 1 << 30)
    (tmp_path / "a").write_bytes(pack(data))
    assert read_all(tmp_path, 1000) == plain
    cut = pack(data[:100_000]) + pack(data[100_000:])
    (tmp_path / "a").write_bytes(cut[:-20])
    *before, last = read_all(tmp_path, 1000)
    assert len(before) > 1000 or pack is bz2.compress
    assert before == plain[: len(before)]
    assert isinstance(last, Reject)
    assert (last.reason, last.exception) == (RejectReason.TRUNCATED, "UnreadableInput")


def failure(tmp_path: Path, change: Callable[[Path], object]) -> str:
    path = tmp_path / "ana-duarte.jsonl"
    path.write_bytes(LINE.encode() % (1, b"x") + b"\n")
    made = plan([str(tmp_path)], options=OPTIONS)
    change(path)
    with pytest.raises(EngineFailed) as failed:
        list(read_shard(made.shards[0], made, OPTIONS))
    assert failed.value.__suppress_context__ or failed.value.__context__ is None
    assert "ana-duarte" not in failed.value.message
    return failed.value.message


def test_when_the_input_is_gone_or_changed_then_the_engine_fails_without_its_name(tmp_path: Path) -> None:
    assert failure(tmp_path, Path.unlink) == "shard s000000: the input cannot be read (ENOENT)"
    assert "changed after it was planned" in failure(tmp_path, lambda path: path.write_bytes(b"x"))


def test_when_a_reader_has_a_bug_then_its_message_is_not_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.sources import assemble

    def broken(*_: object) -> None:
        raise KeyError("ana@example.com")

    monkeypatch.setattr(assemble, "conversation", broken)
    assert failure(tmp_path, Path.exists) == "shard s000000: the reader failed (KeyError)"
