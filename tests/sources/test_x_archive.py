"""X's archive: what of a tweet stays, and where the file is none."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable

import orjson
import pytest

from pipeline.conversation.limits import Limits
from pipeline.conversation.model import Conversation, Role
from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.sources.catalog import named
from pipeline.sources.compression import Compression, decompressed
from pipeline.sources.field_map import load_field_map
from pipeline.sources.format import ParseContext, Parsed, Record, SourceOptions
from pipeline.sources.reading import parse_stream

Read = Callable[..., list[Parsed]]
One = Callable[..., Conversation]

OPENING = b"window.YTD.tweets.part0 = "


def archive(*tweets: dict[str, object]) -> bytes:
    return OPENING + orjson.dumps([{"tweet": tweet} for tweet in tweets])


def tweet(number: int, answers: int | None = None, **more: object) -> dict[str, object]:
    reply = {"in_reply_to_status_id_str": str(answers)} if answers else {}
    return {"id_str": str(number), "full_text": "on its way", **reply, **more}


def test_mentioned_people_are_known_and_other_fields_dropped(one: One) -> None:
    mention = {"name": "Ana Duarte", "screen_name": "ana_d", "id_str": "900001"}
    read = one(
        "x-archive",
        archive(tweet(2, full_text="@ana_d hi &amp; bye", source="zyx", entities={"user_mentions": [mention]})),
    )
    assert [(read.role_of(turn), turn.text) for turn in read.turns] == [(Role.AGENT, "@ana_d hi & bye")]
    assert [(v.entity_type, v.value) for v in read.known_values] == [
        ("SOCIAL_HANDLE", "@ana_d"),
        ("PERSON", "Ana Duarte"),
    ]
    assert read.dropped == (("tweet.entities", 1), ("tweet.source", 1))


def test_the_owner_has_the_role_that_the_field_map_says(one: One) -> None:
    options = SourceOptions(field_map=load_field_map("constants: {role: customer}"))
    read = one("x-archive", archive(tweet(1)), options)
    assert read.role_of(read.turns[0]) is Role.CUSTOMER


def test_a_file_too_long_to_hold_is_streamed(read: Read) -> None:
    data = archive(*(tweet(n, 1) for n in range(1, 40)))
    (found,) = read("x-archive", b"\xef\xbb\xbf" + data, SourceOptions(limits=Limits(conversation_bytes=1900)))
    assert isinstance(found, Record)
    assert len(found.conversation.turns) == 39


def test_a_compressed_archive_is_read() -> None:
    stream = decompressed(io.BytesIO(gzip.compress(archive(tweet(1), tweet(2, 1)))), Compression.GZIP)
    (found,) = parse_stream(stream, named("x-archive"), ParseContext())
    assert isinstance(found, Record)
    assert len(found.conversation.turns) == 2


BAD = [
    (b"window.YTD.like.part0 = []", RejectReason.BAD_STRUCTURE, "another part of an archive"),
    (OPENING + b"[zyxcanary", RejectReason.NOT_JSON, "no JSON"),
    (archive({"id_str": "zyxcanary", "full_text": "x"}), RejectReason.WRONG_TYPE, "no id"),
    (archive(tweet(1, created_at="zyxcanary")), RejectReason.BAD_TIME, "no time"),
]


@pytest.mark.parametrize(("data", "reason", "why"), BAD, ids=[why for *_, why in BAD])
def test_what_is_no_archive_is_rejected(read: Read, data: bytes, reason: RejectReason, why: str) -> None:
    assert read("x-archive", data) == [Reject("3:0", "sources", reason)]
