"""CSV of customer support on Twitter, in the columns of the TWCS set: one row a tweet, one conversation a thread.

Who writes to a company (`inbound`) is a customer. Initials with which agents sign ("-KC") are text; the detector finds
them.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from pipeline.conversation.model import Role
from pipeline.conversation.outcomes import RejectReason
from pipeline.sources import assemble, csv_rows
from pipeline.sources.format import Evidence, Format, FormatExample, Head, ParseContext, Parsed, RecordError
from pipeline.sources.post_threads import Post, conversations, moment, post_id

_COLUMNS = ("tweet_id", "author_id", "inbound", "created_at", "text", "in_response_to_tweet_id")
_KNOWN = frozenset({*_COLUMNS, "response_tweet_id"})
_DIRECTIONS = {"true": Role.CUSTOMER, "false": Role.AGENT}


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield a record or a reject for every thread, and a reject for every row that is no tweet."""
    dropped: Counter[str] = Counter()
    try:
        header = next(csv_rows.rows(stream, context), [])
        if not header:
            return
        columns = _columns(header)
    except (RecordError, csv.Error) as bad:
        yield context.reject(0, bad.reason if isinstance(bad, RecordError) else RejectReason.BAD_STRUCTURE)
        return
    dropped.update(assemble.dropped_path("columns.", name) for name in header if name not in _KNOWN)

    def read() -> Iterator[Post | RejectReason]:
        stream.seek(0)
        rows = csv_rows.rows(stream, context)
        next(rows)
        while True:
            try:
                cells = next(rows)
            except StopIteration:
                return
            except csv.Error:
                raise RecordError(RejectReason.BAD_STRUCTURE) from None
            yield _post(cells, columns, len(header))

    yield from conversations(read, context, dropped)


def sniff(head: Head) -> float:
    """Return 0.95 if the first line names the columns."""
    lines = head.lines(1)
    names = lines[0].decode(errors="replace").strip().replace('"', "") if lines else ""
    return 0.95 if set(_COLUMNS) <= set(names.split(csv_rows.delimiter_of(names))) else 0.0


def _columns(header: Sequence[str]) -> list[int]:
    if not set(_COLUMNS) <= set(header):
        raise RecordError(RejectReason.MISSING_FIELD)
    return [header.index(name) for name in _COLUMNS]


def _post(cells: Sequence[str], columns: Sequence[int], width: int) -> Post | RejectReason:
    if len(cells) != width:
        return RejectReason.BAD_STRUCTURE
    if not csv_rows.is_utf8("".join(cells)):
        return RejectReason.NOT_UTF8
    written, author, inbound, created, text, answers = (cells[number] for number in columns)
    role = _DIRECTIONS.get(inbound.strip().lower())
    if role is None:
        return RejectReason.UNKNOWN_ROLE
    if not written.strip() or not author.strip():
        return RejectReason.MISSING_FIELD
    try:
        # pandas writes ids beside empty cells as "8.0"
        parent = post_id(answers.strip().removesuffix(".0"))
        size = sum(map(len, cells)) + len(cells)
        return Post(post_id(written), parent, author.strip(), role, moment(created), text, size)
    except RecordError as bad:
        return bad.reason


_HEADER = b"tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id\n"
_THREADS = (
    _HEADER
    + b"2,ExampleHelp,False,Tue Oct 31 22:11:45 +0000 2017,@900001 Hello! -KC,3,1\n"
    + b'1,900001,True,Tue Oct 31 22:10:47 +0000 2017,"@ExampleHelp my order, please",2,\n'
    + b"9,900002,True,Tue Oct 31 22:12:00 +0000 2017,@ExampleHelp &amp; mine?,,\n"
    + b"3,900001,True,Tue Oct 31 22:13:00 +0000 2017,@ExampleHelp thanks,,2\n"
)

PLUGIN = Format(
    name="twcs",
    title="CSV of customer support on Twitter (TWCS)",
    suffixes=(".csv",),
    splittable=False,
    sniff=sniff,
    parse=parse,
    evidence=Evidence.DESCRIPTION,
    examples=(
        FormatExample("two threads mixed, one not in its order", _THREADS, conversations=(("9", 1), ("1", 3))),
        FormatExample(
            "an answer to a tweet that is missing",
            _HEADER + b"5,900001,True,Tue Oct 31 22:10:47 +0000 2017,hi,,4\n",
            conversations=(("5", 1),),
        ),
        FormatExample(
            "no id, no direction, a bad time, an answer to itself",
            _THREADS + b",900001,True,,hi,,\n11,900001,maybe,,hi,,\n12,900001,True,yesterday,hi,,\n13,a,True,,hi,,13\n",
            conversations=(("9", 1), ("1", 3), ("13", 1)),
            rejects=(RejectReason.MISSING_FIELD, RejectReason.UNKNOWN_ROLE, RejectReason.BAD_TIME),
        ),
    ),
)
