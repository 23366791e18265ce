"""TWCS: threads out of rows in any order, who is who, and where rows or the file are broken."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.conversation.model import Channel, Conversation, Role
from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.sources.catalog import named
from pipeline.sources.compression import Compression, decompressed
from pipeline.sources.format import Head, ParseContext, Parsed, Record
from pipeline.sources.reading import parse_stream
from tests.support.steps import assert_linear

Read = Callable[..., list[Parsed]]
One = Callable[..., Conversation]

HEADER = "tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id\n"


def row(number: int, answers: int | str = "", author: str = "900001", text: str = "hi", minute: int = 0) -> str:
    inbound = author.isdigit()
    return f'{number},{author},{inbound},Tue Oct 31 22:{minute:02}:47 +0000 2017,"{text}",,{answers}\n'


def ids(read: list[Parsed]) -> list[tuple[str, int]]:
    return [(p.conversation.id, len(p.conversation.turns)) for p in read if isinstance(p, Record)]


def test_a_tree_of_answers_is_one_conversation_in_the_order_of_time(one: One) -> None:
    rows = [
        row(4, 2, "900002", "me too", 3),
        row(3, "2.0", text="thanks", minute=4),
        row(2, 1, "ExampleHelp", "@900001 done &amp; dusted -KC", 2),
        row(1, text="@ExampleHelp where?", minute=1),
    ]
    read = one("twcs", (HEADER + "".join(rows)).encode())
    assert [(read.role_of(turn), turn.text) for turn in read.turns] == [
        (Role.CUSTOMER, "@ExampleHelp where?"),
        (Role.AGENT, "@900001 done & dusted -KC"),
        (Role.THIRD_PARTY, "me too"),
        (Role.CUSTOMER, "thanks"),
    ]
    assert (read.id, read.channel, read.started_at) == (
        "1",
        Channel.SOCIAL,
        datetime(2017, 10, 31, 22, 1, 47, tzinfo=UTC),
    )
    assert read.participants[0].customer_id == "900001"
    assert {(v.entity_type, v.value) for v in read.known_values} == {
        ("SOCIAL_HANDLE", f"@{handle}") for handle in ("900001", "900002", "ExampleHelp")
    }


def test_a_ring_of_answers_and_a_repeated_id_are_rejected(read: Read) -> None:
    found = read("twcs", (HEADER + row(1, 2) + row(2, 1) + row(3, 2) + row(7) + row(7) + row(8, 7)).encode())
    assert ids(found) == [("7", 2)]
    assert [parsed for parsed in found if isinstance(parsed, Reject)] == [
        Reject(f"3:{number}", "sources", RejectReason.BAD_STRUCTURE) for number in (0, 1, 2, 4)
    ]


def test_bad_rows_are_rejected_one_by_one(read: Read) -> None:
    bad = "x,1,True,,hi,,\n2,1,True,,hi\n3,1,True,,\xff,,\n".encode("latin-1") + b"99999999999999999999,1,True,,hi,,\n"
    found = read("twcs", HEADER.encode() + bad + row(9).encode())
    assert [parsed.reason for parsed in found if isinstance(parsed, Reject)] == [
        RejectReason.WRONG_TYPE,
        RejectReason.BAD_STRUCTURE,
        RejectReason.NOT_UTF8,
        RejectReason.WRONG_TYPE,
    ]
    assert ids(found) == [("9", 1)]


def test_a_header_that_lacks_a_column_is_rejected(read: Read) -> None:
    assert read("twcs", b"tweet_id,text\n1,hi\n") == [Reject("3:0", "sources", RejectReason.MISSING_FIELD)]
    assert named("twcs").sniff(Head(b"tweet_id,text\n1,hi\n", complete=True)) == 0.0


def test_a_quote_that_is_never_closed_ends_the_file(read: Read) -> None:
    found = read("twcs", (HEADER + row(1) + '2,1,True,,"zyxcanary').encode())
    assert ids(found) == [("1", 1)]
    assert found[-1] == Reject("3:1", "sources", RejectReason.BAD_STRUCTURE)


def test_where_a_file_breaks_off_what_stood_before_is_read() -> None:
    data = gzip.compress((HEADER + "".join(row(n) for n in range(1, 2000))).encode(), 0)[:-5000]
    found = list(parse_stream(decompressed(io.BytesIO(data), Compression.GZIP), named("twcs"), ParseContext()))
    assert len(ids(found)) > 1500
    assert isinstance(found[-1], Reject)
    assert found[-1].reason is RejectReason.TRUNCATED


def chain(length: int) -> bytes:
    """Return rows that each answer the next."""
    return (HEADER + "".join(row(n, n - 1) for n in range(length, 0, -1))).encode()


def test_a_long_chain_of_answers_is_found_quickly(read: Read) -> None:
    """It is longer than calls may be nested; and twice the chain takes about twice the steps."""
    assert ids(read("twcs", chain(5_000))) == [("1", 5_000)]
    assert_linear(lambda data: read("twcs", data), chain, 300)


@given(st.lists(st.tuples(st.integers(1, 8), st.integers(1, 8)), max_size=12))
@settings(max_examples=200, deadline=None)
def test_every_row_is_a_turn_or_a_reject_once(links: list[tuple[int, int]]) -> None:
    data = (HEADER + "".join(row(own, answers) for own, answers in links)).encode()
    found = list(parse_stream(io.BytesIO(data), named("twcs"), ParseContext()))
    turns = sum(turns for _, turns in ids(found))
    assert turns + sum(isinstance(parsed, Reject) for parsed in found) == len(links)
