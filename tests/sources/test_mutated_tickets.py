"""JSON that is not what it should be: any node of a format's own example replaced, and heads that end anywhere."""

from __future__ import annotations

import copy
import io
from collections.abc import Iterator
from datetime import UTC
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.conversation.outcomes import Reject
from pipeline.sources.catalog import formats, named
from pipeline.sources.format import HEAD_BYTES, Format, Head, ParseContext, Record
from pipeline.sources.reading import parse_stream
from pipeline.sources.sniffing import sniff

NAMES = ("connect-chat", "intercom", "livechat", "slack", "vcon", "zendesk", "zendesk-chat", "zendesk-ndjson")
CANARY = "zyxcanary"
Place = list[str | int]

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from([CANARY, "", "\0", "2026-03-02", "<p>", "[{", "e30", "agent", "text", "PT1H", "--b--"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "type", "text", "body", "results"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def places(node: object, here: Place) -> Iterator[Place]:
    yield here
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, inner in pairs:
        yield from places(inner, [*here, key])


def with_node(whole: Any, place: Place, value: object) -> Any:
    if not place:
        return value
    changed = copy.deepcopy(whole)
    node = changed
    for key in place[:-1]:
        node = node[key]
    node[place[-1]] = value
    return changed


def documents_of(plugin: Format) -> list[Any]:
    found = []
    for example in plugin.examples:
        for data in (example.data, *example.data.splitlines()):
            try:
                found.append(orjson.loads(data))
                break
            except orjson.JSONDecodeError:
                continue
    return found


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_any_value_anywhere_gives_records_or_rejects(name: str, data: st.DataObject) -> None:
    plugin = named(name)
    whole = data.draw(st.sampled_from(documents_of(plugin)))
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.sampled_from(list(places(whole, []))))
        whole = with_node(whole, place, data.draw(values))
    context = ParseContext(zone=UTC, relative_path="file")
    for parsed in parse_stream(io.BytesIO(orjson.dumps(whole)), plugin, context):
        assert isinstance(parsed, Record | Reject)
        assert CANARY not in repr(parsed)
        if isinstance(parsed, Record):
            ids = {party.id for party in parsed.conversation.participants}
            assert {turn.participant for turn in parsed.conversation.turns} <= ids | {None}


EXAMPLES = [(plugin, example) for plugin in formats().values() for example in plugin.examples if plugin.name in NAMES]


@pytest.mark.parametrize(("plugin", "example"), EXAMPLES, ids=[f"{p.name}: {e.says}" for p, e in EXAMPLES])
def test_a_file_longer_than_the_head_is_recognized(plugin: Format, example: Any) -> None:
    """The example's own bytes stand first, and a further field goes on beyond the head."""
    if not example.sniffed or not example.conversations:
        return
    long = example.data.rstrip(b" \n]}") + b', "x": "' + b"x" * HEAD_BYTES
    assert sniff(Head(long[:HEAD_BYTES], "", complete=False)).name == plugin.name


OTHERS = [
    (b'{"tickets": [{"id": 1, "requester_id": 2, "responder_id": 3, "description_text": "x"}]}', "Freshdesk"),
    (b'{"items": [{"id": 1, "author_id": 2, "body": "x"}], "comments": []}', "some blog"),
    (b'[{"text": "hi", "user": "ana", "ts": 1772445600}]', "messages with times that are numbers"),
    (b'{"visitor": {"id": 1}, "pages": []}', "web analytics"),
    (b'{"Transcript": [{"Content": "hi", "BeginOffsetMillis": 1}], "ContactId": "x"}', "a voice transcript"),
    (b'{"users": [{"id": 1}], "threads": 4}', "a forum"),
    (b'{"type": "contact", "id": "1", "email": "a@b.example"}', "an Intercom contact"),
    (b'{"parties": ["a"], "uuid": "x"}', "a contract"),
    (b'text "parties": and "dialog": in prose', "no JSON"),
]


@pytest.mark.parametrize(("data", "why"), OTHERS, ids=[why for _, why in OTHERS])
def test_what_only_looks_like_a_format_is_none(data: bytes, why: str) -> None:
    assert [name for name in NAMES if named(name).sniff(Head(data, ".json", complete=True)) >= 0.5] == []
