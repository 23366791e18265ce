"""Every format's own examples hold, and every format keeps the contract."""

from __future__ import annotations

import gc
import io

import pytest

from pipeline.detection.collector import collector_held_off
from pipeline.sources.catalog import formats
from pipeline.sources.format import Format, FormatExample, Head, ParseContext, Record
from pipeline.sources.reading import parse_stream
from pipeline.sources.sniffing import sniff

CASES = [(plugin, example) for plugin in formats().values() for example in plugin.examples]
MOST_LEFT_OF_A_MAIL = 200
NAMES = [f"{plugin.name}: {example.says}" for plugin, example in CASES]


@pytest.mark.parametrize(("plugin", "example"), CASES, ids=NAMES)
def test_an_example_reads_as_it_says(plugin: Format, example: FormatExample) -> None:
    context = ParseContext.of(example.options, 0, "example")
    read = list(parse_stream(io.BytesIO(example.data), plugin, context))
    records = [parsed for parsed in read if isinstance(parsed, Record)]
    assert tuple((r.conversation.id, len(r.conversation.turns)) for r in records) == example.conversations
    assert tuple(parsed.reason for parsed in read if not isinstance(parsed, Record)) == example.rejects
    ordinals = [r.ordinal for r in records]
    assert len(set(ordinals)) == len(ordinals)


@pytest.mark.parametrize(("plugin", "example"), CASES, ids=NAMES)
def test_an_example_is_recognized_without_its_name(plugin: Format, example: FormatExample) -> None:
    if example.sniffed:
        assert sniff(Head(example.data, "", complete=True)).name == plugin.name


@pytest.mark.parametrize("plugin", formats().values(), ids=formats())
def test_a_format_has_examples_and_reads_nothing_out_of_nothing(plugin: Format) -> None:
    assert plugin.examples
    records = [p for p in parse_stream(io.BytesIO(b""), plugin, ParseContext()) if isinstance(p, Record)]
    assert records == []
    assert plugin.sniff(Head(b"", complete=True)) == 0.0


@pytest.mark.parametrize("plugin", formats().values(), ids=formats())
def test_sniffs_of_odd_heads_stay_between_nought_and_one(plugin: Format) -> None:
    for data in (b"\xff\xfe", b"\n\n", b"{", b'{"a": 1', b"\x00" * 70_000, b"a" * 70_000, "é".encode()[:1]):
        for complete in (True, False):
            assert 0.0 <= plugin.sniff(Head(data, "", complete)) <= 1.0


@pytest.mark.parametrize(("plugin", "example"), CASES, ids=NAMES)
def test_reading_leaves_nothing_to_the_garbage_collector(plugin: Format, example: FormatExample) -> None:
    """A shard is read with the collector held off; what stays in cycles would pile up meanwhile."""
    context = ParseContext.of(example.options, 0, "example")

    def read() -> None:
        for _ in parse_stream(io.BytesIO(example.data), plugin, context):
            pass

    read()  # makes what is made once
    with collector_held_off():
        gc.collect()
        read()
        left = gc.collect()
    # Python's e-mail reader makes a class for each header.
    assert left == 0 or (plugin.name == "eml" and left < MOST_LEFT_OF_A_MAIL)
