"""CSV of utterances: a header, then one row a turn. A field map says which column is what.

Rows of one conversation may stand apart. The file is therefore read twice: first to count each conversation's rows,
then to tell a conversation as soon as its last row was met. Held are the ids and the conversations that are open; a
file in which all are open to the end is held whole, at about four times its size, which is why the size is bounded.
Without a map the columns are named like the fields of `field_map.TARGETS`.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import BinaryIO
from zoneinfo import ZoneInfo

from pipeline.conversation.outcomes import RejectReason
from pipeline.errors import UnreadableInput
from pipeline.sources import assemble, csv_rows, utterances
from pipeline.sources.field_map import TARGETS, FieldMap
from pipeline.sources.format import (
    Evidence,
    Format,
    FormatExample,
    Head,
    ParseContext,
    Parsed,
    RecordError,
    SourceOptions,
)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where each target stands in a row, how many cells a row has, and the columns that nothing names."""

    index: Mapping[str, int]
    width: int
    dropped: Counter[str]

    def named(self, cells: Sequence[str]) -> tuple[str, ...]:
        """Return the cells that a target names; the others are not kept."""
        return tuple(cells[at] for at in self.index.values())

    def rows(self, kept: Sequence[tuple[str, ...]]) -> list[utterances.Row]:
        """Return the kept cells of several rows by target."""
        return [dict(zip(self.index, cells, strict=True)) for cells in kept]

    def fault(self, cells: Sequence[str]) -> RejectReason | None:
        """Return why a row belongs to no conversation, or None."""
        if len(cells) != self.width:
            return RejectReason.BAD_STRUCTURE
        return None if cells[self.index["id"]].strip() else RejectReason.MISSING_FIELD


@dataclass(slots=True)
class _Outline:
    """What the first reading finds: rows in all and by conversation, and why the file was not read to its end."""

    columns: _Columns
    rows: int = 0
    by_id: Counter[str] = field(default_factory=Counter, repr=False)
    latest: str | None = field(default=None, repr=False)
    broken: RejectReason | None = None
    unreadable: UnreadableInput | None = None

    def add(self, cells: Sequence[str]) -> None:
        self.rows += 1
        if self.columns.fault(cells) is None:
            self.latest = cells[self.columns.index["id"]]
            self.by_id[self.latest] += 1


@dataclass(slots=True)
class _Group:
    """The rows of one conversation. `first` is the number of its first row."""

    first: int
    fault: RejectReason | None
    cells: list[tuple[str, ...]] = field(default_factory=list, repr=False)
    size: int = 0

    def add(self, cells: Sequence[str], columns: _Columns) -> None:
        self.cells.append(columns.named(cells))
        self.size += sum(map(len, cells)) + len(cells)  # in characters: near enough to plan with
        if not csv_rows.is_utf8("".join(cells)):
            self.fault = RejectReason.NOT_UTF8


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield a record or a reject for every conversation, in the order of their last rows.

    Where the file breaks off, the conversation it broke off in is rejected with it: its last turns may be missing.
    """
    field_map = context.field_map or FieldMap()
    if field_map.zone:
        context = replace(context, zone=ZoneInfo(field_map.zone))
    try:
        outline = _outline(stream, context, field_map)
    except RecordError as bad:
        yield context.reject(0, bad.reason)
        return
    stream.seek(0)
    yield from _conversations(stream, context, field_map, outline)
    if outline.unreadable:
        raise outline.unreadable
    if outline.broken:
        yield context.reject(outline.rows, outline.broken)


def sniff(head: Head) -> float:
    """Return 0.9 if the first line is a header that names an id and a text."""
    lines = head.lines(2)
    try:
        header = lines[0].decode().rstrip("\r\n") if lines else ""
    except UnicodeDecodeError:
        return 0.0
    names = {name.strip().strip('"').casefold() for name in header.split(csv_rows.delimiter_of(header))}
    return 0.9 if {"id", "text"} <= names else 0.0


def _outline(stream: BinaryIO, context: ParseContext, field_map: FieldMap) -> _Outline:
    """Read the file once, as far as it can be read.

    Raises:
        RecordError: the header cannot be used, so nothing can.
    """
    rows = csv_rows.rows(stream, context, field_map.delimiter)
    try:
        outline = _Outline(_columns(next(rows, []), field_map))
    except csv.Error:
        raise RecordError(RejectReason.BAD_STRUCTURE) from None
    try:
        for cells in rows:
            outline.add(cells)
    except csv.Error:
        outline.broken = RejectReason.BAD_STRUCTURE
    except RecordError as bad:
        outline.broken = bad.reason
    except UnreadableInput as error:
        outline.broken, outline.unreadable = RejectReason(error.reason), error
    return outline


def _conversations(stream: BinaryIO, context: ParseContext, field_map: FieldMap, outline: _Outline) -> Iterator[Parsed]:
    declared = utterances.Declared(field_map, context.zone, context.default_channel)
    columns = outline.columns
    rows = csv_rows.rows(stream, context, field_map.delimiter)
    next(rows)  # the header
    groups: dict[str, _Group] = {}
    for number, cells in enumerate(islice(rows, outline.rows)):
        fault = columns.fault(cells)
        if fault:
            yield context.reject(number, fault)
            continue
        identifier = cells[columns.index["id"]]
        if identifier not in groups:
            groups[identifier] = _Group(number, outline.broken if identifier == outline.latest else None)
        groups[identifier].add(cells, columns)
        if len(groups[identifier].cells) == outline.by_id[identifier]:
            yield _record(groups.pop(identifier), context, declared, columns)


def _columns(header: Sequence[str], field_map: FieldMap) -> _Columns:
    named = [name.strip() for name in header]
    if len(set(named)) < len(named):
        raise RecordError(RejectReason.BAD_STRUCTURE)
    wanted = dict(field_map.columns) or {name.casefold(): name for name in named if name.casefold() in TARGETS}
    wanted |= {utterances.METADATA + key: column for key, column in field_map.metadata.items()}
    if "id" not in wanted or "text" not in wanted or not set(wanted.values()) <= set(named):
        raise RecordError(RejectReason.MISSING_FIELD)
    index = {target: named.index(column) for target, column in wanted.items()}
    unnamed = Counter(assemble.dropped_path("columns.", name) for name in named if name not in wanted.values())
    return _Columns(index, len(named), unnamed)


def _record(group: _Group, context: ParseContext, declared: utterances.Declared, columns: _Columns) -> Parsed:
    if group.fault:
        return context.reject(group.first, group.fault)
    try:
        fields = utterances.fields_of(columns.rows(group.cells), declared)
    except RecordError as bad:
        return context.reject(group.first, bad.reason)
    return assemble.record(fields, context, group.first, group.size, columns.dropped)


_PLAIN = (
    b"id,channel,role,text,at\nc-1,chat,agent,Hello,2026-05-04T09:12:00Z\nc-1,chat,customer,Hi,2026-05-04T09:12:05Z\n"
)
_MAPPED = b"conv_id;speaker;utterance;mail\n7;AGENT;Hello;ana@example.com\n8;CUST;Hi;\n7;CUST;Thanks;ana@example.com\n"
_MAP = FieldMap.model_validate(
    {
        "columns": {"id": "conv_id", "role": "speaker", "text": "utterance", "customer.email": "mail"},
        "values": {"role": {"agent": ["AGENT"], "customer": ["CUST"]}},
        "constants": {"channel": "chat"},
    },
    strict=False,
)

PLUGIN = Format(
    name="csv",
    title="CSV or TSV of utterances, with a header and, if need be, a field map",
    suffixes=(".csv", ".tsv"),
    splittable=False,
    sniff=sniff,
    parse=parse,
    evidence=Evidence.OWN,
    examples=(
        FormatExample("columns named like the fields", _PLAIN, conversations=(("c-1", 2),)),
        FormatExample(
            "a map, and rows of two conversations mixed",
            _MAPPED,
            conversations=(("8", 1), ("7", 2)),
            options=SourceOptions(field_map=_MAP),
            sniffed=False,
        ),
        FormatExample(
            "a row without id and one with a cell too many",
            _PLAIN + b",chat,agent,Hello,\nc-2,chat,agent,Hello,,\n",
            conversations=(("c-1", 2),),
            rejects=(RejectReason.MISSING_FIELD, RejectReason.BAD_STRUCTURE),
        ),
    ),
)
