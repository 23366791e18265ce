"""Any bytes into any reader: no crash, no hang, and nothing that was read shows in what is told about it."""

from __future__ import annotations

import io
import logging

import orjson
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.conversation.model import Channel
from pipeline.conversation.outcomes import Reject
from pipeline.sources.catalog import formats
from pipeline.sources.format import ParseContext, Parsed
from pipeline.sources.reading import parse_stream

CONTEXT = ParseContext(default_channel=Channel.CHAT, relative_path="zyxcanary")
CANARY = "zyxcanary"

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "role", "text", "x"]), inner),
    max_leaves=8,
)
KEYS = [
    "id",
    "channel",
    "turns",
    "participants",
    "metadata",
    "consent",
    "subject",
    "started_at",
    "order_ids",
    "language",
]
native_lines = st.dictionaries(st.sampled_from(KEYS), json_values).map(orjson.dumps)
words = st.sampled_from([
    "id",
    "text",
    "role",
    ",",
    '"',
    "\n",
    "\r",
    "Agent:",
    "Customer",
    " - ",
    "---\n",
    "[00:12]",
    ":",
    "\0",
    "é",
    "Channel: chat",
])
soups = st.lists(words, max_size=40).map("".join).map(str.encode)


def parsed_by_all(data: bytes) -> list[Parsed]:
    return [parsed for plugin in formats().values() for parsed in parse_stream(io.BytesIO(data), plugin, CONTEXT)]


@given(st.one_of(st.binary(max_size=300), native_lines, soups, soups.map(lambda soup: b"id,text\n" + soup)))
@settings(max_examples=400, deadline=None)
@example(b"{" * 5000)
@example(b'"' * 5000)
@example(b"\n" * 5000)
@example(b"\r" * 5000)
def test_any_bytes_give_records_and_rejects(data: bytes) -> None:
    for parsed in parsed_by_all(data):
        if isinstance(parsed, Reject):
            assert parsed.exception in {"", "UnreadableInput"}


TOLD = [
    b'{"id": "zyxcanary", "channel": "zyxcanary"}',
    b'{"id": "zyxcanary", "channel": "chat", "turns": [{"text": "zyxcanary", "at": "zyxcanary"}]}',
    b'{"id": "zyxcanary", "channel": "chat", "zyxcanary@x": 1, "turns": [{"text": "zyxcanary"}]}',
    b'{"zyxcanary": \xff}',
    b'{"zyxcanary": ',
    b"id,text,at\nzyxcanary,zyxcanary,zyxcanary\n",
    b'id,text\nzyxcanary,"zyxcanary',
    b"Agent: zyxcanary\n[2026-99-99 10:10] zyxcanary: zyxcanary\n",
    b"Customer zyxcanary: zyxcanary\n",
]


@pytest.mark.parametrize("data", TOLD)
def test_no_value_shows_in_a_reject_a_repr_or_a_log(data: bytes, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    parsed = parsed_by_all(data)
    assert parsed
    for told in parsed:
        dropped = [] if isinstance(told, Reject) else told.conversation.dropped
        assert CANARY not in repr(told) + repr(dropped)
    assert CANARY not in caplog.text
    assert CANARY not in repr(CONTEXT)
