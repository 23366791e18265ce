"""CSV of utterances: a header, then one row a turn. A field map says which column is what.

Rows of one conversation may stand apart (see `grouping`). A file in which all conversations are open to the end is held
whole, at about four times its size, which is why the size is bounded. Without a map the columns are named like the
fields of `field_map.TARGETS`.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.sources import assemble, csv_rows, grouping, utterances
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

_Cells = tuple[str, ...]
_Message = grouping.Message[_Cells] | grouping.Break | Reject


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where each target stands in a row, how many cells a row has, and the columns that nothing names."""

    index: Mapping[str, int]
    width: int
    dropped: Counter[str]

    def named(self, cells: Sequence[str]) -> _Cells:
        """Return the cells that a target names; the others are not kept."""
        return tuple(cells[at] for at in self.index.values())

    def rows(self, kept: Sequence[_Cells]) -> list[utterances.Row]:
        """Return the kept cells of several rows by target."""
        return [dict(zip(self.index, cells, strict=True)) for cells in kept]

    def fault(self, cells: Sequence[str]) -> RejectReason | None:
        """Return why a row belongs to no conversation, or None."""
        if len(cells) != self.width:
            return RejectReason.BAD_STRUCTURE
        return None if cells[self.index["id"]].strip() else RejectReason.MISSING_FIELD


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield a record or a reject for every conversation, in the order of their last rows.

    Where the file breaks off, the conversation it broke off in is rejected with it: its last turns may be missing.
    """
    field_map = context.field_map or FieldMap()
    context = context.in_zone(field_map.zone)
    try:
        columns = _columns(_header(stream, context, field_map), field_map)
    except RecordError as bad:
        yield context.reject(0, bad.reason)
        return

    def read() -> Iterator[_Message]:
        stream.seek(0)
        return _messages(csv_rows.rows(stream, context, field_map.delimiter), columns, context)

    for group in grouping.groups(read, context.limits):
        yield group if isinstance(group, Reject) else _record(group, context, field_map, columns)


def sniff(head: Head) -> float:
    """Return 0.9 if the first line is a header that names an id and a text."""
    lines = head.lines(2)
    try:
        header = lines[0].decode().rstrip("\r\n") if lines else ""
    except UnicodeDecodeError:
        return 0.0
    names = {name.strip().strip('"').casefold() for name in header.split(csv_rows.delimiter_of(header))}
    return 0.9 if {"id", "text"} <= names else 0.0


def _header(stream: BinaryIO, context: ParseContext, field_map: FieldMap) -> list[str]:
    """Return the cells of the first row.

    Raises:
        RecordError: it cannot be read, so nothing can.
    """
    try:
        return next(csv_rows.rows(stream, context, field_map.delimiter), [])
    except csv.Error:
        raise RecordError(RejectReason.BAD_STRUCTURE) from None


def _messages(rows: Iterator[list[str]], columns: _Columns, context: ParseContext) -> Iterator[_Message]:
    """Yield the rows below the header, and a break where the table is none any more."""
    number = -1  # of the header
    try:
        for number, cells in enumerate(rows, -1):
            if number >= 0:
                yield _message(number, cells, columns, context)
    except csv.Error:
        yield grouping.Break(context.reject(number + 1, RejectReason.BAD_STRUCTURE))
    except RecordError as bad:
        yield grouping.Break(context.reject(number + 1, bad.reason))


def _message(number: int, cells: list[str], columns: _Columns, context: ParseContext) -> _Message:
    fault = columns.fault(cells)
    if fault:
        return context.reject(number, fault)
    size = sum(map(len, cells)) + len(cells)  # in characters: near enough to plan with
    said, no_text = (columns.named(cells), None) if csv_rows.is_utf8("".join(cells)) else (None, RejectReason.NOT_UTF8)
    return grouping.Message(number, cells[columns.index["id"]], said, size, no_text)


def _columns(header: Sequence[str], field_map: FieldMap) -> _Columns:
    named = [name.strip() for name in header]
    if len(set(named)) < len(named):
        raise RecordError(RejectReason.BAD_STRUCTURE)
    wanted = dict(field_map.columns) or {name.casefold(): name for name in named if name.casefold() in TARGETS}
    wanted |= {utterances.METADATA + key: column for key, column in field_map.metadata.items()}
    wanted |= {utterances.KNOWN_VALUES + column: column for column in field_map.known_values}
    if "id" not in wanted or "text" not in wanted or not set(wanted.values()) <= set(named):
        raise RecordError(RejectReason.MISSING_FIELD)
    index = {target: named.index(column) for target, column in wanted.items()}
    unnamed = Counter(assemble.dropped_path("columns.", name) for name in named if name not in wanted.values())
    return _Columns(index, len(named), unnamed)


def _record(group: grouping.Group[_Cells], context: ParseContext, field_map: FieldMap, columns: _Columns) -> Parsed:
    if group.fault:
        return context.reject(group.first, group.fault)
    declared = utterances.Declared(field_map, context.zone, context.default_channel)
    try:
        fields = utterances.fields_of(columns.rows(group.said), declared)
    except RecordError as bad:
        return context.reject(group.first, bad.reason)
    return assemble.record(fields, context, group.first, group.size, columns.dropped, declared.repaired)


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
