"""Write Parquet whose bytes depend on the rows alone, and that holds of a column only what its `pages` allow.

Choices, and why:
- zstd level 3, format 2.6, data pages 1.0: every current reader opens them.
- Statistics and dictionary pages only where a column's field metadata (`pages`) names them: footer statistics hold
  whole strings, and a dictionary page lists values beside the rows. Both are off for text, lists and person keys. No
  page index, no bloom filters.
- `store_schema` stays on: field metadata (operator, source, quasi-identifier) lives in the `ARROW:schema` footer and
  nowhere else. It is made from our own schema, so it is the same bytes every time and holds no pandas metadata.
- Rows are cut into row groups by their own count and size, and each is one contiguous chunk, so that the bytes do not
  depend on how the rows were handed in.
"""

from __future__ import annotations

from types import TracebackType
from typing import BinaryIO, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.errors import EngineFailed
from pipeline.release.columns import Pages

ROW_GROUP_ROWS = 131_072
ROW_GROUP_TEXT_BYTES = 32 << 20  # long e-mails: a row group must fit a worker's memory
ZSTD_LEVEL = 3


def columns_with(schema: pa.Schema, *allowed: Pages) -> list[str]:
    """Return the columns whose field metadata allows one of these kinds of pages; none by default."""
    values = {pages.value.encode() for pages in allowed}
    return [field.name for field in schema if (field.metadata or {}).get(b"pages") in values]


class _Gate:
    """Passes bytes on to a sink until it is shut: pyarrow writes a footer even when an unfinished writer is collected.

    It has what pyarrow asks of a file that is written.
    """

    closed = False

    def __init__(self, sink: BinaryIO) -> None:
        self._sink = sink
        self._shut = False

    def write(self, content: bytes) -> None:
        if not self._shut:
            self._sink.write(content)

    def flush(self) -> None:
        """Do nothing: the sink is the caller's."""

    def shut(self) -> None:
        self._shut = True


class RowGroupWriter:
    """Writes one Parquet file into a binary sink, which stays the caller's to close.

    A context manager: after an error inside the block the sink holds no footer, so that nothing can be read from it.
    """

    def __init__(self, sink: BinaryIO, schema: pa.Schema) -> None:
        self.rows = 0
        self._schema = schema
        self._waiting: list[pa.Table] = []
        self._waiting_rows = 0
        self._waiting_bytes = 0
        self._gate = _Gate(sink)
        self._writer = pq.ParquetWriter(
            self._gate,
            schema,
            version="2.6",
            compression="zstd",
            compression_level=ZSTD_LEVEL,
            data_page_version="1.0",
            use_dictionary=columns_with(schema, Pages.DICTIONARY),
            write_statistics=columns_with(schema, Pages.DICTIONARY, Pages.STATISTICS),
            write_page_index=False,
            store_schema=True,
        )

    def write(self, table: pa.Table) -> None:
        """Add rows. Columns are taken by name; dictionary-encoded ones become plain.

        Raises:
            EngineFailed: the table's columns are not those of the schema. Arrow's own message could hold a value.
        """
        table = self._plain(table)
        while table.num_rows:
            taken = self._fitting(table)
            self._keep(table.slice(0, taken))
            table = table.slice(taken)
            if self._is_full():
                self._flush()

    def close(self) -> int:
        """Write what is left and the footer; return how many rows the file holds."""
        self._flush()
        self._writer.close()
        return self.rows

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self._waiting.clear()
            self._gate.shut()

    def _plain(self, table: pa.Table) -> pa.Table:
        if sorted(table.column_names) != sorted(self._schema.names):
            raise EngineFailed("the columns of a table are not those of its schema")
        try:
            return table.select(self._schema.names).cast(self._schema)
        except (pa.ArrowException, ValueError, TypeError) as error:
            raise EngineFailed(f"a table does not fit its schema ({type(error).__name__})") from None

    def _fitting(self, table: pa.Table) -> int:
        """Return how many rows still go into the row group: up to its rows, and until its text is large enough."""
        rows: int = min(table.num_rows, ROW_GROUP_ROWS - self._waiting_rows)
        sizes = np.cumsum(_text_bytes(table.slice(0, rows))) + self._waiting_bytes
        return min(rows, int(np.searchsorted(sizes, ROW_GROUP_TEXT_BYTES)) + 1)

    def _keep(self, table: pa.Table) -> None:
        self._waiting.append(table)
        self._waiting_rows += table.num_rows
        self._waiting_bytes += int(_text_bytes(table).sum())
        self.rows += table.num_rows

    def _is_full(self) -> bool:
        return self._waiting_rows >= ROW_GROUP_ROWS or self._waiting_bytes >= ROW_GROUP_TEXT_BYTES

    def _flush(self) -> None:
        if not self._waiting:
            return
        # Page ends fall where chunks end: one chunk a column makes the bytes independent of the caller's batches.
        group = pa.concat_tables(self._waiting).combine_chunks()
        self._waiting, self._waiting_rows, self._waiting_bytes = [], 0, 0
        self._writer.write_table(group, row_group_size=ROW_GROUP_ROWS)


def _text_bytes(table: pa.Table) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the bytes of all strings of each row."""
    sizes = np.zeros(table.num_rows, dtype=np.int64)
    for column, field in zip(table.columns, table.schema, strict=True):
        if pa.types.is_string(field.type):
            sizes += np.asarray(pc.fill_null(pc.binary_length(column), 0), dtype=np.int64)
    return sizes
