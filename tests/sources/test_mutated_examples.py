"""Whatever stands where in a vendor's JSON, a reader yields records and rejects and never raises."""

from __future__ import annotations

import io
import json
import math
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.conversation.outcomes import Reject
from pipeline.sources.catalog import formats
from pipeline.sources.format import Format, FormatExample, Head, ParseContext, Record
from pipeline.sources.reading import parse_stream

Path = tuple[str | int, ...]


def _values(data: bytes) -> Any:
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        return None


EXAMPLES = [
    (plugin, example, value)
    for plugin in formats().values()
    for example in plugin.examples
    if isinstance(value := _values(example.data), dict | list)
]
NAMES = [f"{plugin.name}: {example.says}" for plugin, example, _ in EXAMPLES]
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([
        0,
        -1,
        10**18,
        -(2**63),
        2**64 - 1,
        10**400,
        1777885920,
        0.5,
        -2.5,
        1e300,
        "",
        " ",
        "a\0b",
        "PT9S",
        "tel:+1",
    ]),
    st.sampled_from([
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "2026-05-04T09:12:00",
        "1e400",
        "\ud83d",
        "\U0001f600",
    ]),
    st.text(max_size=20).filter(lambda text: text.isascii()),
    st.sampled_from([[], {}, [None], [[]], [{}], {"": {}}, [7, "x"], {"text": {"text": []}}]),
)


def _paths(value: Any, path: Path = ()) -> Iterator[Path]:
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from _paths(child, (*path, key))


def _replaced(value: Any, path: Path, new: Any) -> Any:
    if not path:
        return new
    key, *rest = path
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    copy[key] = _replaced(copy[key], tuple(rest), new)
    return copy


@pytest.mark.parametrize(("plugin", "example", "value"), EXAMPLES, ids=NAMES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_wrong_value_anywhere_is_read_or_rejected(
    plugin: Format, example: FormatExample, value: Any, data: st.DataObject
) -> None:
    for _ in range(data.draw(st.integers(1, 2))):
        value = _replaced(value, data.draw(st.sampled_from(list(_paths(value)))), data.draw(ODD))
    written = json.dumps(value).encode()  # orjson writes neither half surrogates nor such numbers
    context = ParseContext.of(example.options, 0, "example")
    for parsed in parse_stream(io.BytesIO(written), plugin, context):
        assert isinstance(parsed, Record | Reject)
        if isinstance(parsed, Record):
            assert all(math.isfinite(turn.offset_s or 0.0) for turn in parsed.conversation.turns)
    assert 0.0 <= plugin.sniff(Head(written, "", complete=True)) <= 1.0
