"""The content decides what a file is; its name only breaks ties; nothing is guessed."""

from __future__ import annotations

import gzip
import io

import pytest

from pipeline.errors import Refused
from pipeline.sources.compression import Compression
from pipeline.sources.format import HEAD_BYTES, Head
from pipeline.sources.sniffing import read_head, sniff

NATIVE = b'{"id": "c", "channel": "chat", "turns": [{"text": "Agent: hi"}]}\n'

KNOWN = [
    (NATIVE, ".txt", "conversation-jsonl", "a wrong suffix does not count"),
    (NATIVE * 3 + b"{bad\n", "", "conversation-jsonl", "some bad lines"),
    (
        b'{"id": "c", "channel": "chat", "turns": [{"text": "' + b"x" * HEAD_BYTES,
        "",
        "conversation-jsonl",
        "a long line",
    ),
    (b"\xef\xbb\xbf" + NATIVE, "", "conversation-jsonl", "a byte order mark"),
    (b"id,role,text\n1,agent,hi\n", "", "csv", "commas"),
    (b'"id"\t"TEXT"\n1\thi\n', ".jsonl", "csv", "tabs, quotes, capitals"),
    (b"Agent: hello\nCustomer: hi\n", ".csv", "text", "labels"),
    (b"From: a@example.com\nTo: b@example.com\nUser-Agent: x\nSubject: hi\n\nAgent: hi\n", ".txt", "eml", "an e-mail"),
    (b"From a@example.com Mon May  4 09:12:00 2026\nX-A: b\n\nAgent: hi\n", ".txt", "mbox", "a mailbox"),
    (b"[04/05/2026, 10:01:02] Agent: hi\n[04/05/2026, 10:01:03] Customer: hi\n", "", "whatsapp", "a date and a comma"),
    (b"[2026-05-04 10:01:02] Agent: hi\n[2026-05-04 10:01:03] Customer: hi\n", "", "text", "stamps of ISO 8601"),
    (b"WEBVTT\n\n00:01.000 --> 00:02.000\nhello\n", ".txt", "webvtt", "WebVTT without speakers"),
    (b"Channel: chat\n\nAgent: hello\n" + b"and on and on\n" * 15, "", "text", "few labels"),
]
UNKNOWN = [
    (b"%PDF-1.7\n\x00\xff", "a PDF"),
    (b"PK\x03\x04" + bytes(100), "an archive"),
    (b"PAR1" + bytes(100), "Parquet"),
    (b'{"level": "info", "msg": "x"}\n', "JSON lines of something else"),
    (b'{\n "id": "c",\n "turns": []\n}\n', "JSON over several lines"),
    (b"a,b,c\n1,2,3\n", "a table of something else"),
    (b"Date: 2026-05-04\nSubject: hi\nChannel: email\n\nhello\n", "headers of something else"),
    (b"Ana: hello\nBo: hi\n", "names might be anything"),
    (b"Dear all,\nthis is prose.\n", "prose"),
    (b"\xff\xfeA\x00g\x00", "UTF-16"),
]


@pytest.mark.parametrize(("data", "suffix", "name", "why"), KNOWN, ids=[why for *_, why in KNOWN])
def test_a_format_is_recognized_by_its_content(data: bytes, suffix: str, name: str, why: str) -> None:
    assert sniff(Head(data[:HEAD_BYTES], suffix, len(data) < HEAD_BYTES)).name == name


@pytest.mark.parametrize(("data", "why"), UNKNOWN, ids=[why for _, why in UNKNOWN])
def test_what_no_format_is_sure_of_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(Refused, match="format not recognised; name it with --format"):
        sniff(Head(data, ".jsonl", complete=True))


def test_a_head_is_decompressed_and_its_suffix_is_that_before_the_compression() -> None:
    head, compression = read_head(io.BytesIO(gzip.compress(NATIVE * 2000)), "x/Ana.JSONL.gz")
    assert (len(head.data), head.suffix, head.complete, compression) == (HEAD_BYTES, ".jsonl", False, Compression.GZIP)


def test_a_head_that_is_cut_off_gives_what_there_is() -> None:
    head, _ = read_head(io.BytesIO(gzip.compress(NATIVE)[:-9]), "x")
    assert head.complete is False
    assert sniff(Head(NATIVE, "", complete=True)).name == "conversation-jsonl"
