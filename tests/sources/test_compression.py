"""Compressed files read as their content, also in several members; cut off or damaged ones say so."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import struct
from collections.abc import Callable

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UnreadableInput
from pipeline.sources.compression import Compression, compression_of, decompressed

Pack = Callable[[bytes], bytes]

PACKERS: dict[Compression, Pack] = {
    Compression.GZIP: gzip.compress,
    Compression.BZIP2: bz2.compress,
    Compression.ZSTD: zstandard.ZstdCompressor().compress,
}
EACH = pytest.mark.parametrize(("compression", "pack"), PACKERS.items(), ids=[str(kind) for kind in PACKERS])
LINES = b"".join(b"line %d of some text\n" % number for number in range(50_000))


def unpacked(data: bytes, compression: Compression) -> bytes:
    return decompressed(io.BytesIO(data), compression).read()


@EACH
def test_the_first_bytes_tell_the_compression(compression: Compression, pack: Pack) -> None:
    assert compression_of(pack(LINES)[:4]) is compression


@pytest.mark.parametrize("data", [b"", b"\x1f", b'{"id', b"(\xb5/", b"BZ", b"id,t"])
def test_other_first_bytes_tell_none(data: bytes) -> None:
    assert compression_of(data) is Compression.NONE


@EACH
def test_members_one_after_the_other_read_as_one(compression: Compression, pack: Pack) -> None:
    assert unpacked(pack(LINES) + pack(b"") + pack(b"end\n"), compression) == LINES + b"end\n"


def test_frames_that_are_to_be_skipped_are() -> None:
    skipped = struct.pack("<II", 0x184D2A50, 4) + b"abcd"
    data = skipped + PACKERS[Compression.ZSTD](LINES) + skipped
    assert compression_of(data[:4]) is Compression.ZSTD
    assert unpacked(data, Compression.ZSTD) == LINES


@EACH
def test_when_it_is_cut_off_then_whole_lines_before_are_read(compression: Compression, pack: Pack) -> None:
    packed = b"".join(pack(LINES[start : start + 100_000]) for start in range(0, len(LINES), 100_000))
    stream = decompressed(io.BytesIO(packed[: len(packed) * 2 // 3]), compression)
    lines: list[bytes] = []
    with pytest.raises(UnreadableInput) as error:
        lines.extend(iter(stream.readline, b""))
    assert error.value.reason == "truncated"
    assert LINES.startswith(b"".join(lines))


@EACH
@pytest.mark.parametrize("kept", [5, 11, -1])
def test_when_it_is_cut_off_anywhere_then_it_is_never_taken_for_whole(
    compression: Compression, pack: Pack, kept: int
) -> None:
    with pytest.raises(UnreadableInput):
        unpacked(pack(LINES)[:kept], compression)


@EACH
def test_when_it_is_damaged_then_it_says_so(compression: Compression, pack: Pack) -> None:
    packed = bytearray(pack(LINES))
    packed[len(packed) // 2 : len(packed) // 2 + 40] = b"\xaa" * 40
    with pytest.raises(UnreadableInput) as error:
        unpacked(bytes(packed), compression)
    assert error.value.reason in {"bad_structure", "truncated"}
    assert error.value.__suppress_context__


@given(st.sampled_from(list(PACKERS)), st.binary(max_size=200))
def test_any_bytes_read_or_say_so(compression: Compression, data: bytes) -> None:
    magic = PACKERS[compression](b"")[:4]
    with contextlib.suppress(UnreadableInput):
        unpacked(magic + data, compression)


@EACH
def test_a_bomb_unfolds_only_as_far_as_it_is_read(compression: Compression, pack: Pack) -> None:
    stream = decompressed(io.BytesIO(pack(b"\0" * (40 << 20))), compression)
    assert len(stream.readline(1 << 20)) == 1 << 20


@EACH
def test_a_bomb_is_given_up_once_it_is_sure_to_be_one(
    compression: Compression, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.sources.compression.BOMB_BYTES", 1 << 20)
    stream = decompressed(io.BytesIO(pack(b"\n" * (40 << 20))), compression)
    given: list[bytes] = []
    with pytest.raises(UnreadableInput) as error:
        given.extend(iter(lambda: stream.read(1 << 16), b""))
    assert error.value.reason == "too_large"
    assert sum(map(len, given)) < 39 << 20


@EACH
def test_a_stream_goes_back_to_its_start_and_nowhere_else(compression: Compression, pack: Pack) -> None:
    stream = decompressed(io.BytesIO(pack(LINES)), compression)
    first = stream.readline()
    stream.read()
    stream.seek(0)
    assert stream.readline() == first
    assert first + stream.read() == LINES
    with pytest.raises(io.UnsupportedOperation):
        stream.seek(len(LINES) // 2)
