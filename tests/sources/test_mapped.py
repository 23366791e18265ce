"""Shapes that a field map alone makes readable: what help desks, shared inboxes and chat tables export."""

from __future__ import annotations

import gzip
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.conversation.limits import Limits
from pipeline.conversation.model import Channel, Conversation, Role
from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.errors import Refused
from pipeline.sources import grouping
from pipeline.sources.field_map import load_field_map
from pipeline.sources.format import Parsed, Record, SourceOptions
from pipeline.sources.planning import plan
from pipeline.sources.reading import read_shard
from tests.sources.conftest import One, Read

# A ticket whose description is the first message, as Freshdesk and its kin have it.
DESK = {
    "id": 4101,
    "source": 1,
    "subject": "Broken blender",
    "description": "<div>It makes <b>smoke</b>.</div><style>p{}</style>",
    "created_at": "2026-05-04T09:12:00Z",
    "requester": {"id": 88, "name": "Ana Duarte", "email": "ana@example.com", "phone": None},
    "custom_fields": {"order_no": "AX-1001", "vat": "DE-4477"},
    "tags": ["blender", "smoke"],
    "stats": {"csat": 4},
    "conversations": [
        {"incoming": False, "body": "<p>Please unplug it.</p>", "created_at": "2026-05-04T09:20:00Z", "user": 5},
        {"incoming": True, "body": "<p>Done.</p>", "created_at": "2026-05-04T09:30:00Z", "user": 88},
    ],
}
DESK_MAP = """
turns: conversations
opening: {text: description, at: created_at}
markup: html
columns:
  id: id
  channel: source
  subject: subject
  started_at: created_at
  text: body
  role: incoming
  at: created_at
  order_ids: custom_fields.order_no
  customer.customer_id: requester.id
  customer.name: requester.name
  customer.email: requester.email
values:
  role: {customer: ["true"], agent: ["false"]}
  channel: {email: ["1"], chat: ["7"]}
metadata: {tags: tags, csat: stats.csat}
known_values: {custom_fields.vat: TAX_ID}
"""
# A conversation whose messages name sender and receiver in one list, as Front has it.
INBOX_MAP = """
turns: messages[]
time_format: epoch_s
columns:
  id: id
  text: text
  role: is_inbound
  at: created_at
  name: author.first_name
  customer.email: messages[is_inbound=true].recipients[role=from].handle
values: {role: {customer: ["true"], agent: ["false"]}}
constants: {channel: email, language: en}
"""


def inbox(number: int, **changes: Any) -> dict[str, Any]:
    def message(inbound: bool, text: str | None, at: float) -> dict[str, Any]:
        sender, receiver = ("ana@example.com", "help@example.org")[:: 1 if inbound else -1]
        recipients = [{"role": "from", "handle": sender}, {"role": "to", "handle": receiver}]
        author = None if inbound else {"first_name": "Chloe", "id": "tea_1"}
        return {"is_inbound": inbound, "text": text, "created_at": at, "recipients": recipients, "author": author}

    messages = [
        message(True, "Where is it?", 1777886000),
        message(False, None, 1777886001),
        message(False, "On its way", 1777886060.5),
    ]
    return {"id": f"cnv_{number}", "messages": messages, **changes}


def options(field_map: str, **changes: Any) -> SourceOptions:
    return SourceOptions(field_map=load_field_map(field_map), **changes)


def short(parsed: list[Parsed]) -> list[tuple[str, int] | RejectReason]:
    return [p.reason if isinstance(p, Reject) else (str(p.conversation.id), len(p.conversation.turns)) for p in parsed]


def parquet(table: pa.Table, **how: Any) -> bytes:
    sink = io.BytesIO()
    pq.write_table(table, sink, **how)
    return sink.getvalue()


def check_desk(read: Conversation) -> None:
    assert (read.id, read.channel, read.subject) == ("4101", Channel.EMAIL, "Broken blender")
    assert [(read.role_of(turn), turn.text) for turn in read.turns] == [
        (Role.CUSTOMER, "Broken blender"),
        (Role.CUSTOMER, "It makes smoke."),
        (Role.AGENT, "Please unplug it."),
        (Role.CUSTOMER, "Done."),
    ]
    assert read.turns[2].at == datetime(2026, 5, 4, 9, 20, tzinfo=UTC)
    (customer,) = (party for party in read.participants if party.role is Role.CUSTOMER)
    assert (customer.name, customer.email, customer.customer_id) == ("Ana Duarte", "ana@example.com", "88")
    assert dict(read.metadata) == {"tags": ("blender", "smoke"), "csat": 4}
    assert [(known.entity_type, known.value) for known in read.known_values] == [("TAX_ID", "DE-4477")]
    assert read.order_ids == ("AX-1001",)


@pytest.mark.parametrize("form", ["mapped-json", "mapped-ndjson", "mapped-parquet"])
def test_a_ticket_reads_the_same_from_json_lines_and_parquet(one: One, form: str) -> None:
    data = parquet(pa.Table.from_pylist([DESK])) if form == "mapped-parquet" else orjson.dumps(DESK) + b"\n"
    read = one(form, data, options(DESK_MAP))
    check_desk(read)
    if form != "mapped-parquet":
        assert dict(read.dropped) == {"requester.phone": 1, "turns[].user": 2}


def test_senders_are_told_by_their_part_in_a_list(one: One) -> None:
    read = one("mapped-json", orjson.dumps(inbox(1)), options(INBOX_MAP))
    assert [(turn.text, read.role_of(turn)) for turn in read.turns] == [
        ("Where is it?", Role.CUSTOMER),
        ("On its way", Role.AGENT),
    ]
    assert [(party.name, party.email) for party in read.participants] == [(None, "ana@example.com"), ("Chloe", None)]
    assert read.started_at == datetime.fromtimestamp(1777886000, UTC)
    # Three turns, two of them with an author; the sender's part is looked up by what it is, which names no key of it.
    assert dict(read.dropped) == {"turns[].recipients[].role": 6, "turns[].author.id": 2}


def test_a_time_in_another_unit_is_put_right_and_counted(one: One) -> None:
    record = inbox(1)
    for message in record["messages"]:
        message["created_at"] = int(message["created_at"] * 1000)
    read = one("mapped-json", orjson.dumps(record), options(INBOX_MAP))
    assert read.started_at == datetime.fromtimestamp(1777886000, UTC)
    assert read.repaired == (("time_unit", 2),)


PAGES = [
    ("", lambda items: items, "a list"),
    ("records: results", lambda items: {"results": items, "next": None}, "a page"),
    ("records: data.results", lambda items: {"data": {"results": items}}, "a list deeper in a page"),
]


@pytest.mark.parametrize("limit", [64 << 20, 1500], ids=["held", "streamed"])
@pytest.mark.parametrize(("records", "wrap", "why"), PAGES, ids=[why for *_, why in PAGES])
def test_conversations_of_a_list_or_page_are_told_one_by_one(
    read: Read, records: str, wrap: Any, why: str, limit: int
) -> None:
    given = options(f"{records}\n{INBOX_MAP}", limits=Limits(conversation_bytes=limit))
    data = orjson.dumps(wrap([inbox(number) for number in range(9)]))
    assert short(read("mapped-json", data, given)) == [(f"cnv_{number}", 2) for number in range(9)]


MESSAGES_MAP = """
columns: {id: ticket.id, text: "parts[].text", role: sender, at: sent}
"""
MESSAGES: list[dict[str, Any]] = [
    {"ticket": {"id": 1}, "parts": [{"text": "Hello"}, {"text": "again"}], "sender": "customer", "tag": "a"},
    {"ticket": {"id": "2"}, "parts": [{"text": "Hi"}], "sender": "agent", "tag": "b"},
    {"ticket": {"id": 1}, "parts": [], "sender": "system", "tag": "a"},
    {"ticket": {"id": 1}, "parts": [{"text": "Bye"}], "sender": "agent", "tag": "c"},
]


@pytest.mark.parametrize("join", [b"\n", None], ids=["lines", "a list"])
def test_messages_are_gathered_by_id_from_all_over_a_file(read: Read, join: bytes | None) -> None:
    data = join.join(map(orjson.dumps, MESSAGES)) if join else orjson.dumps(MESSAGES)
    given = options(MESSAGES_MAP + "metadata: {tags: tag}", default_channel=Channel.CHAT)
    second, first = read("mapped-json", data, given)
    assert short([second, first]) == [("2", 1), ("1", 2)]
    assert isinstance(first, Record)
    assert [turn.text for turn in first.conversation.turns] == ["Hello\nagain", "Bye"]
    assert dict(first.conversation.metadata) == {"tags": ("a", "c")}


BAD = [
    ({"id": None}, RejectReason.MISSING_FIELD, "no id"),
    ({"id": 1.5}, RejectReason.WRONG_TYPE, "a fraction is no id"),
    ({"id": {"a": 1}}, RejectReason.WRONG_TYPE, "an object is no id"),
    ({"messages": {}}, RejectReason.WRONG_TYPE, "an object is no list"),
    ({"messages": "none"}, RejectReason.WRONG_TYPE, "a text is no list"),
    ({"messages": [7]}, RejectReason.WRONG_TYPE, "a number is no turn"),
    ({"messages": []}, RejectReason.MISSING_FIELD, "nothing was said"),
    ({"messages": [{"text": ["a"], "is_inbound": True}]}, RejectReason.WRONG_TYPE, "a list is no text"),
    ({"messages": [{"text": "a", "is_inbound": "maybe"}]}, RejectReason.UNKNOWN_ROLE, "no such role"),
    ({"messages": [{"text": "a", "created_at": "noon"}]}, RejectReason.BAD_TIME, "no time"),
    ({"messages": [{"text": "a", "author": "Ana"}]}, RejectReason.WRONG_TYPE, "a value where the path goes on"),
    ({"messages": [{"text": "a\0b"}]}, RejectReason.NUL_OR_SURROGATE, "NUL"),
]


@pytest.mark.parametrize(("changes", "reason", "why"), BAD, ids=[why for *_, why in BAD])
def test_a_bad_conversation_is_rejected_alone(
    read: Read, changes: dict[str, Any], reason: RejectReason, why: str
) -> None:
    data = b"\n".join(map(orjson.dumps, [inbox(1), inbox(2, **changes), inbox(3)]))
    assert short(read("mapped-ndjson", data, options(INBOX_MAP))) == [("cnv_1", 2), reason, ("cnv_3", 2)]
    assert short(read("mapped-json", data, options(INBOX_MAP))) == [("cnv_1", 2), reason, ("cnv_3", 2)]


def test_a_message_that_is_bad_takes_its_conversation_with_it_and_no_other(read: Read) -> None:
    broken = [{**MESSAGES[0], "parts": [{"text": 5}]}, {**MESSAGES[3], "sender": {}}, *MESSAGES[1:3]]
    given = options(MESSAGES_MAP, default_channel=Channel.CHAT)
    assert short(read("mapped-json", orjson.dumps(broken), given)) == [("2", 1), RejectReason.WRONG_TYPE]


def test_when_a_file_of_messages_breaks_off_then_the_conversation_it_broke_off_in_is_not_told(read: Read) -> None:
    given = options(MESSAGES_MAP, default_channel=Channel.CHAT, limits=Limits(conversation_bytes=70_000))
    data = orjson.dumps([*MESSAGES, *({**MESSAGES[1], "ticket": {"id": f"x{n}"}} for n in range(2000))])[:-40]
    told = short(read("mapped-json", data, given))
    assert told[:3] == [("2", 1), ("1", 2), ("x0", 1)]
    assert told[-2:] == [RejectReason.TRUNCATED, RejectReason.TRUNCATED]


def test_open_conversations_hold_a_bounded_amount(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "HELD_BYTES", 500)
    many = [{**MESSAGES[0], "ticket": {"id": n % 20}} for n in range(40)]
    told = short(read("mapped-json", orjson.dumps(many), options(MESSAGES_MAP, default_channel=Channel.CHAT)))
    assert told.count(RejectReason.TOO_LARGE) > 10
    assert len(told) == 20


def test_lines_read_the_same_whatever_the_shards(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(b"".join(orjson.dumps(inbox(n), option=orjson.OPT_APPEND_NEWLINE) for n in range(50)))
    given = options(INBOX_MAP)
    for size in (700, 5000, 1 << 20):
        made = plan([str(source)], options=given, shard_bytes=size)
        assert made.files[0].format_name == "mapped-ndjson"
        told = [parsed for shard in made.shards for parsed in read_shard(shard, made, given)]
        assert short(told) == [(f"cnv_{n}", 2) for n in range(50)]


KINDS = [
    (b'[{"a": 1}]', "mapped-json", "a list"),
    (b'\xef\xbb\xbf{"id": 1}\n', "mapped-json", "one object may be any document"),
    (b'{"id": 1}\n{"id": 2}\n', "mapped-ndjson", "lines"),
    (b'{\n"id": 1}\n', "mapped-json", "an object over several lines"),
    (b"id,body\n1,a\n", "csv", "a table"),
    (parquet(pa.table({"id": [1]})), "mapped-parquet", "Parquet"),
]


@pytest.mark.parametrize(("data", "name", "why"), KINDS, ids=[why for *_, why in KINDS])
def test_with_a_map_the_file_decides_between_its_kinds(tmp_path: Path, data: bytes, name: str, why: str) -> None:
    (tmp_path / "export.dat").write_bytes(data)
    made = plan([str(tmp_path)], options=options("turns: m\ncolumns: {id: id, text: body}"))
    assert made.files[0].format_name == name


def test_a_mapped_format_without_a_map_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"{}")
    with pytest.raises(Refused, match="give one with --field-map"):
        plan([str(tmp_path)], format_name="mapped-json", options=SourceOptions())


CHAT_MAP = """
columns: {id: chat, role: who, text: said, at: at}
constants: {channel: chat}
"""
ROWS: dict[str, Any] = {
    "chat": [1, 2, 1],
    "who": ["agent", "agent", "customer"],
    "said": ["Hello", "Hi", "Bye"],
    "at": pa.array([1777886000, 1777886001, 1777886002], pa.timestamp("s", "UTC")),
    "zyx": [1, 1, 1],
}


def test_a_table_in_parquet_is_read_by_column_with_its_own_times(read: Read) -> None:
    table = pa.table({**ROWS, "at": ROWS["at"].cast(pa.timestamp("ns", "UTC"))})
    table = table.set_column(2, "said", table["said"].dictionary_encode())
    second, first = read("mapped-parquet", parquet(table, row_group_size=1), options(CHAT_MAP))
    assert isinstance(first, Record)
    assert first.conversation.turns[1].at == datetime.fromtimestamp(1777886002, UTC)
    assert first.conversation.dropped == (("zyx", 2),)
    assert short([second, first]) == [("2", 1), ("1", 2)]


PARQUET = [
    ({"said": [1, 2, 3]}, [("2", 1), ("1", 2)], "numbers are read as they are written"),
    ({"said": [b"\xff", b"b", b"c"]}, [RejectReason.WRONG_TYPE] * 2, "bytes are no text"),
    ({"said": [["a"], ["b"], ["c"]]}, [RejectReason.WRONG_TYPE] * 2, "lists are no text"),
    ({"chat": [1.5, 2.5, 1.5]}, [RejectReason.WRONG_TYPE] * 3, "fractions are no ids"),
    ({"chat": [None, 2, None]}, [RejectReason.MISSING_FIELD, ("2", 1), RejectReason.MISSING_FIELD], "rows without id"),
]


@pytest.mark.parametrize(("changes", "expected", "why"), PARQUET, ids=[why for *_, why in PARQUET])
def test_wrong_types_in_parquet_are_rejects(
    read: Read, changes: dict[str, Any], expected: list[object], why: str
) -> None:
    assert short(read("mapped-parquet", parquet(pa.table({**ROWS, **changes})), options(CHAT_MAP))) == expected


def test_a_column_that_is_not_there_is_told_for_it_may_be_misspelt(read: Read) -> None:
    table = pa.table({"chat": [1], "said": ["a"]})
    assert short(read("mapped-parquet", parquet(table), options(CHAT_MAP))) == [RejectReason.MISSING_FIELD]


def test_text_in_parquet_that_is_no_utf8_is_rejected_with_its_conversation_only(read: Read) -> None:
    said = pa.array([b"zyxcanary\xff", b"b", b"c"]).view(pa.string())
    told = read("mapped-parquet", parquet(pa.table({**ROWS, "said": said})), options(CHAT_MAP))
    assert RejectReason.NOT_UTF8 in short(told)
    assert ("2", 1) in short(told)


def test_parquet_that_is_damaged_inside_loses_that_row_group_alone(read: Read) -> None:
    table = pa.table({"chat": [str(n) for n in range(4)], "said": [f"text {n}" * 50 for n in range(4)]})
    given = options("columns: {id: chat, text: said}\nconstants: {channel: chat}")
    whole = parquet(table, row_group_size=2, compression="none", use_dictionary=False)
    page = pq.ParquetFile(io.BytesIO(whole)).metadata.row_group(0).column(1).data_page_offset
    damaged = whole[:page] + b"\xff" * 8 + whole[page + 8 :]
    assert short(read("mapped-parquet", damaged, given)) == [RejectReason.BAD_STRUCTURE, ("2", 1), ("3", 1)]


def test_a_column_whose_name_is_no_utf8_makes_the_file_unreadable(read: Read) -> None:
    data = parquet(pa.table(ROWS)).replace(b"zyx", b"\x9dyx")
    assert short(read("mapped-parquet", data, options(CHAT_MAP))) == [RejectReason.BAD_STRUCTURE]


def test_parquet_inside_gzip_is_held_if_it_is_small(tmp_path: Path) -> None:
    (tmp_path / "a.parquet.gz").write_bytes(gzip.compress(parquet(pa.table(ROWS))))
    given = options(CHAT_MAP)
    made = plan([str(tmp_path)], options=given)
    told = [parsed for shard in made.shards for parsed in read_shard(shard, made, given)]
    assert short(told) == [("2", 1), ("1", 2)]
