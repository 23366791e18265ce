"""Every reader over its own examples after accidents: no crash, no endless work, no value in what is told."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.conversation.limits import Limits
from pipeline.conversation.outcomes import Reject
from pipeline.sources.catalog import formats
from pipeline.sources.format import Format, FormatExample, Head, ParseContext, Parsed
from pipeline.sources.reading import parse_stream
from tests.support.mutations import CANARY, mutated
from tests.support.steps import work_of

EACH = pytest.mark.parametrize("plugin", formats().values(), ids=formats())
OTHERS = [example.data for plugin in formats().values() for example in plugin.examples]
STEPS_AT_LEAST, STEPS_PER_BYTE = 50_000, 500
"""Steps that a few kilobytes may take: some ten times what they do take."""
SMALL = Limits(turn_bytes=400, conversation_bytes=1500, turns=20)
"""Limits under which examples of ordinary size take the ways of files that are too long to hold."""


def read(plugin: Format, example: FormatExample, data: bytes, *, small: bool) -> list[Parsed]:
    options = replace(example.options, limits=SMALL) if small else example.options
    parsed: list[Parsed] = []

    def parse() -> None:
        parsed.extend(parse_stream(io.BytesIO(data), plugin, ParseContext.of(options, 0, CANARY)))
        assert 0.0 <= plugin.sniff(Head(data, "", complete=True)) <= 1.0

    assert work_of(parse).steps < STEPS_AT_LEAST + STEPS_PER_BYTE * len(data)
    return parsed


@EACH
@given(data=st.data(), small=st.booleans())
@settings(max_examples=150)
def test_any_accident_gives_records_and_rejects(plugin: Format, data: st.DataObject, small: bool) -> None:
    number, mutant = data.draw(mutated(plugin, OTHERS))
    parsed = read(plugin, plugin.examples[number], mutant, small=small)
    assert len(parsed) <= len(mutant) + 1
    for each in parsed:
        assert CANARY not in repr(each)
        if isinstance(each, Reject):
            assert each.exception in {"", "UnreadableInput"}
        else:
            assert CANARY not in repr((each.conversation.dropped, each.conversation.repaired))


@EACH
def test_every_cut_of_every_example_gives_records_and_rejects(plugin: Format) -> None:
    for example in plugin.examples:
        for end in range(0, len(example.data), max(1, len(example.data) // 60)):
            for small in (False, True):
                read(plugin, example, example.data[:end], small=small)
