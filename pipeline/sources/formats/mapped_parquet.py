"""Any Parquet of conversations or messages, through a field map: a row is one object, lists and structs go by path.

Only the columns that the map names are decoded, a few rows at a time. What a page unfolds to is for Arrow to hold: a
row group beyond `ROW_GROUP_BYTES` is rejected unread.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import count
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.sources import mapped
from pipeline.sources.documents import Document
from pipeline.sources.field_map import FieldMap
from pipeline.sources.format import (
    Evidence,
    Format,
    FormatExample,
    ParseContext,
    Parsed,
    RecordError,
    SourceOptions,
)
from pipeline.sources.shape import Shape

BATCH_ROWS = 256
BUFFER_BYTES = 1 << 20
ROW_GROUP_BYTES = 2 << 30
_MAGIC = b"PAR1"
_UNREADABLE = (pa.ArrowException, ValueError, LookupError, OverflowError, OSError, MemoryError)
"""What Arrow and its Python side raise for a damaged file: names that are no UTF-8 raise UnicodeDecodeError."""


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield a record or a reject for every conversation; its ordinal is the number of its row."""
    try:
        file = _opened(stream, context)
        columns = _columns(file, context.field_map or FieldMap())
    except RecordError as bad:
        yield context.reject(0, bad.reason)
        return
    yield from mapped.parse(lambda: _rows(file, columns, context), context)


def _opened(stream: BinaryIO, context: ParseContext) -> pq.ParquetFile:
    """Open a file; one that is compressed as a whole is held, for its footer stands at its end.

    Raises:
        RecordError: it is no Parquet, or too large to hold.
    """
    try:
        stream.seek(0, io.SEEK_END)
    except io.UnsupportedOperation:
        limit = context.limits.conversation_bytes
        data = stream.read(limit + 1)
        if len(data) > limit:
            raise RecordError(RejectReason.TOO_LARGE) from None
        stream = io.BytesIO(data)
    stream.seek(0)
    if stream.read(len(_MAGIC)) != _MAGIC:
        raise RecordError(RejectReason.BAD_STRUCTURE)
    try:
        return pq.ParquetFile(stream, buffer_size=BUFFER_BYTES, pre_buffer=False)
    except _UNREADABLE as error:
        raise _bad(error) from None


def _columns(file: pq.ParquetFile, field_map: FieldMap) -> list[str]:
    """Return the top-level columns that the map names.

    Raises:
        RecordError: one of them is not there. A misspelt column must not look like an empty one.
    """
    shape = Shape.of(field_map)
    if shape is None:
        return []
    try:
        there = file.schema_arrow.names
    except _UNREADABLE as error:
        raise _bad(error) from None
    if len(set(there)) < len(there):
        raise RecordError(RejectReason.BAD_STRUCTURE)
    roots = {path.text if path.text in there else path.root for path in shape.outer_paths}
    if not roots <= set(there):
        raise RecordError(RejectReason.MISSING_FIELD)
    return sorted(roots)


def _rows(file: pq.ParquetFile, columns: list[str], context: ParseContext) -> Iterator[Document | Reject]:
    """Yield each row's columns; a row group that cannot be read is one reject, at its first row."""
    first = 0
    for group in range(file.num_row_groups):
        about = file.metadata.row_group(group)
        if about.total_byte_size > ROW_GROUP_BYTES:
            yield context.reject(first, RejectReason.TOO_LARGE)
        else:
            try:
                yield from _group_rows(file, group, columns, context, first)
            except _UNREADABLE as error:
                yield context.reject(first, _bad(error).reason)
        first += about.num_rows


def _group_rows(
    file: pq.ParquetFile, group: int, columns: list[str], context: ParseContext, first: int
) -> Iterator[Document | Reject]:
    unnamed = dict.fromkeys(name for name in file.schema_arrow.names if name not in columns)
    numbers = count(first)
    for batch in file.iter_batches(BATCH_ROWS, row_groups=[group], columns=columns, use_threads=False):
        table = pa.Table.from_batches([batch])
        plain = table.cast(pa.schema([field.with_type(_plain(field.type)) for field in table.schema]), safe=False)
        for index, number in zip(range(plain.num_rows), numbers, strict=False):
            row = plain.slice(index, 1)
            yield _document(row, number, unnamed, context)


def _document(row: pa.Table, number: int, unnamed: dict[str, None], context: ParseContext) -> Document | Reject:
    size = row.nbytes
    if size > context.limits.conversation_bytes:
        return context.reject(number, RejectReason.TOO_LARGE)
    try:
        (fields,) = row.to_pylist(maps_as_pydicts="strict")
    except UnicodeDecodeError:
        return context.reject(number, RejectReason.NOT_UTF8)
    except _UNREADABLE:
        return context.reject(number, RejectReason.WRONG_TYPE)
    return Document(number, {**unnamed, **fields}, size)


def _plain(kind: pa.DataType) -> pa.DataType:
    """Return the type with dictionaries unfolded and times cut to microseconds, which Python has, at any depth."""
    if pa.types.is_dictionary(kind):
        return _plain(kind.value_type)
    if pa.types.is_timestamp(kind):
        return pa.timestamp("us", kind.tz)
    if pa.types.is_map(kind):
        return pa.map_(_plain(kind.key_type), _plain(kind.item_type))
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return pa.list_(kind.value_field.with_type(_plain(kind.value_type)))
    if pa.types.is_struct(kind):
        return pa.struct([kind.field(at).with_type(_plain(kind.field(at).type)) for at in range(kind.num_fields)])
    return kind


def _bad(error: BaseException) -> RecordError:
    """Return why Arrow could not read, without its text, which may quote the file.

    Raises:
        OSError: the disk failed, not the file's content.
    """
    if isinstance(error, MemoryError):
        return RecordError(RejectReason.TOO_LARGE)
    if isinstance(error, OSError) and error.errno is not None:
        raise error
    return RecordError(RejectReason.BAD_STRUCTURE)


def _bytes_of(rows: Sequence[dict[str, object]]) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(list(rows)), sink)
    return sink.getvalue()


_MESSAGES = _bytes_of([
    {"conv": 7, "who": {"kind": "user", "mail": "ana@example.com"}, "parts": ["Hello,", "it broke"], "stars": 4},
    {"conv": 8, "who": {"kind": "staff", "mail": None}, "parts": ["Hi"], "stars": None},
    {"conv": 7, "who": {"kind": "staff", "mail": None}, "parts": ["Sorry"], "stars": 4},
])
_MAP = FieldMap.model_validate(
    {
        "columns": {"id": "conv", "role": "who.kind", "text": "parts[]", "customer.email": "who.mail"},
        "values": {"role": {"customer": ["user"]}},
        "constants": {"channel": "chat"},
        "metadata": {"csat": "stars"},
    },
    strict=False,
)

PLUGIN = Format(
    name="mapped-parquet",
    title="Any Parquet of conversations or messages, with a field map",
    suffixes=(".parquet", ".pq"),
    splittable=False,
    sniff=mapped.sniff,
    parse=parse,
    evidence=Evidence.OWN,
    by_map=True,
    examples=(
        FormatExample(
            "messages with a struct and a list",
            _MESSAGES,
            conversations=(("8", 1), ("7", 2)),
            options=SourceOptions(field_map=_MAP),
            sniffed=False,
        ),
        FormatExample(
            "a file that is cut off",
            _MESSAGES[: len(_MESSAGES) // 2],
            rejects=(RejectReason.BAD_STRUCTURE,),
            options=SourceOptions(field_map=_MAP),
            sniffed=False,
        ),
    ),
)
