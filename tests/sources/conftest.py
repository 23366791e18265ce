"""What the tests of readers share: `read(format, bytes, ...)`, and `outcome`, a short form of what came out."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from pipeline.conversation.model import Conversation
from pipeline.sources.catalog import named
from pipeline.sources.format import ParseContext, Parsed, Record, SourceOptions
from pipeline.sources.reading import parse_stream

Read = Callable[..., list[Parsed]]
One = Callable[..., Conversation]
Shown = Callable[[Conversation], str]


def _read(name: str, data: bytes, options: SourceOptions | None = None) -> list[Parsed]:
    context = ParseContext.of(options or SourceOptions(), 3, "example")
    return list(parse_stream(io.BytesIO(data), named(name), context))


def _one(name: str, data: bytes, options: SourceOptions | None = None) -> Conversation:
    (only,) = _read(name, data, options)
    assert isinstance(only, Record), only
    return only.conversation


def _shown(conversation: Conversation) -> str:
    """Return all that may be shown or written of a conversation: known values and the parties' fields never are."""
    said = [(turn.text, turn.participant) for turn in conversation.turns]
    parties = [party.id for party in conversation.participants]
    return repr((conversation, conversation.id, conversation.subject, conversation.metadata, said, parties))


@pytest.fixture
def shown() -> Shown:
    return _shown


@pytest.fixture
def read() -> Read:
    return _read


@pytest.fixture
def one() -> One:
    return _one
