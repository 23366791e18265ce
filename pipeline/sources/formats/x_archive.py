"""The tweets of an account's archive of X: `window.YTD.tweets.part0 = [...]`. One conversation is a thread.

An archive holds what its owner wrote and not what was answered. The owner is an agent unless the field map's constant
role says something else; mentioned people's names and handles are known values, all other fields are dropped.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from pipeline.conversation.model import Role
from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.sources import assemble, values
from pipeline.sources.documents import documents
from pipeline.sources.format import Evidence, Format, FormatExample, Head, ParseContext, Parsed, RecordError
from pipeline.sources.lines import BOM
from pipeline.sources.post_threads import NOBODY, Post, conversations, moment, post_id
from pipeline.sources.values import Fields

_OPENING = re.compile(rb"\s{0,99}window\.YTD\.tweets?\.part\d{1,4}\s{0,9}=\s{0,9}(?=\[)")
_OPENING_BYTES = 300
_USED = frozenset({"id_str", "id", "in_reply_to_status_id_str", "in_reply_to_status_id", "created_at", "full_text"})


class _After(io.RawIOBase):
    """A stream without its first bytes."""

    def __init__(self, stream: BinaryIO, skipped: int) -> None:
        self._stream, self._skipped = stream, skipped
        self.seek(0)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]  # typeshed's WriteableBuffer is private
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        if offset or whence:
            raise io.UnsupportedOperation("only back to the start")
        self._stream.seek(0)
        self._stream.read(self._skipped)
        return 0


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield a record or a reject for every thread, and a reject for every item that is no tweet."""
    start = stream.read(_OPENING_BYTES)
    if not start.strip():
        return
    mark = len(start) - len(start.removeprefix(BOM))
    opening = _OPENING.match(start, mark)
    if opening is None:
        yield context.reject(0, RejectReason.BAD_STRUCTURE)
        return

    def read() -> Iterator[Post | RejectReason]:
        for found in documents(io.BufferedReader(_After(stream, opening.end())), context):
            yield found.reason if isinstance(found, Reject) else _post(found.fields, found.size, context)

    yield from conversations(read, context, Counter())


def sniff(head: Head) -> float:
    """Return 0.98 if the file begins as an archive's tweets do."""
    return 0.98 if _OPENING.match(head.data.removeprefix(BOM)[:_OPENING_BYTES]) else 0.0


def _post(item: Fields, size: int, context: ParseContext) -> Post | RejectReason:
    try:
        tweet = values.mapping(item.get("tweet", item))
        own = post_id(_written(tweet, "id_str", "id"))
        if own == NOBODY:
            return RejectReason.MISSING_FIELD
        parent = post_id(_written(tweet, "in_reply_to_status_id_str", "in_reply_to_status_id"))
        role = context.field_map.constants.role if context.field_map else None
        at = moment(values.text(tweet, "created_at") or "")
        text = values.required_text(tweet, "full_text")
        dropped = tuple(assemble.dropped_path("tweet.", key) for key in tweet if key not in _USED)
        return Post(own, parent, "", Role(role) if role else Role.AGENT, at, text, size, _names(tweet), dropped)
    except RecordError as bad:
        return bad.reason


def _written(tweet: Fields, *keys: str) -> str:
    found = next((tweet[key] for key in keys if tweet.get(key) is not None), "")
    return str(found) if isinstance(found, str | int) else ""


def _names(tweet: Fields) -> tuple[str, ...]:
    mentions = values.items(values.mapping(tweet.get("entities")), "user_mentions") or []
    names = (mention.get("name") for mention in mentions if isinstance(mention, Mapping))
    return tuple(name for name in names if isinstance(name, str) and name.strip())


_OPEN = b"window.YTD.tweets.part0 = "
_TWEETS = (
    _OPEN + b'[{"tweet": {"id_str": "12", "full_text": "@ana_d It is on its way. ^KC", "lang": "en", '
    b'"created_at": "Tue Oct 31 22:11:45 +0000 2017", "in_reply_to_status_id_str": "11", "source": "<a>x</a>", '
    b'"entities": {"user_mentions": [{"name": "Ana Duarte", "screen_name": "ana_d", "id_str": "900001"}]}}},'
    b'{"tweet": {"id_str": "13", "full_text": "And here.", "in_reply_to_status_id_str": "12"}}]'
)

PLUGIN = Format(
    name="x-archive",
    title="Tweets of an account's archive of X",
    suffixes=(".js",),
    splittable=False,
    sniff=sniff,
    parse=parse,
    evidence=Evidence.DESCRIPTION,
    examples=(
        FormatExample("a thread of two", _TWEETS, conversations=(("12", 2),)),
        FormatExample(
            "no text, no id, no object",
            _OPEN + b'[{"tweet": {"id_str": "1"}}, {"tweet": {"full_text": "hi"}}, 7, {"tweet": 8}]',
            rejects=(
                RejectReason.MISSING_FIELD,
                RejectReason.MISSING_FIELD,
                RejectReason.NOT_AN_OBJECT,
                RejectReason.WRONG_TYPE,
            ),
        ),
        FormatExample("broken off", _TWEETS[:-20], rejects=(RejectReason.NOT_JSON,)),
    ),
)
