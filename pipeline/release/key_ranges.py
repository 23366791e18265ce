"""Cut the space of keyed hashes into even ranges, so that work and parts depend on the rows alone.

Keys are keyed hashes in base32hex: they are spread evenly and their text order is their numeric order. Ranges cut from
sums over all shards are the same for any sharding, order of files, number of workers and runner.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.release.records import StagedFile
from pipeline.release.store import FileStore

DIGITS = "0123456789abcdefghijklmnopqrstuv"
PREFIX = 8  # 40 bits: 10^12 ranges are more than enough


@dataclass(frozen=True, slots=True)
class KeyRange:
    """Keys `low <= key < high` in text order; an empty `high` has no end."""

    low: str
    high: str

    @property
    def name(self) -> str:
        """A name for files and records."""
        return f"{self.low or '0'}-{self.high or 'end'}"

    def split(self, count: int) -> tuple[KeyRange, ...]:
        """Return `count` ranges of the same width that make up this one."""
        low, high = _number(self.low), _number(self.high) if self.high else 32**PREFIX
        bounds = [low + (high - low) * i // count for i in range(count + 1)]
        texts = [self.low, *(_text(bound) for bound in bounds[1:-1]), self.high]
        return tuple(KeyRange(a, b) for a, b in pairwise(texts))


ALL_KEYS = KeyRange("", "")


def _number(key: str) -> int:
    return int(key[:PREFIX].ljust(PREFIX, "0"), 32) if key else 0


def _text(number: int) -> str:
    digits = []
    for _ in range(PREFIX):
        number, digit = divmod(number, 32)
        digits.append(DIGITS[digit])
    return "".join(reversed(digits))


def read_range(
    store: FileStore, files: Sequence[StagedFile], column: str, keys: KeyRange, month: str | None = None
) -> pa.Table | None:
    """Return the rows of staged files whose `column` lies in the range (and whose month is the one given).

    Only row groups whose statistics admit such rows are read. None where there are no files.
    """
    tables = [table for file in files for table in _row_groups(store, file, column, keys, month)]
    return pa.concat_tables(tables) if tables else None


def _row_groups(
    store: FileStore, staged: StagedFile, column: str, keys: KeyRange, month: str | None
) -> Iterator[pa.Table]:
    with store.open(staged.path) as source, pq.ParquetFile(source) as file:
        bounds = [(column, keys.low, keys.high)] + ([("month", month, month + "\0")] if month is not None else [])
        for index in range(file.num_row_groups):
            if all(_may_hold(file, index, *bound) for bound in bounds):
                table = file.read_row_group(index)
                for bound in bounds:
                    table = _within(table, *bound)
                yield table
        if file.num_row_groups == 0:
            yield file.read()


def _may_hold(file: pq.ParquetFile, group: int, column: str, low: str, high: str) -> bool:
    columns = file.metadata.row_group(group)
    statistics = next(
        columns.column(i).statistics for i in range(columns.num_columns) if columns.column(i).path_in_schema == column
    )
    if statistics is None or not statistics.has_min_max:
        return True
    return not (statistics.max < low or (high and statistics.min >= high))


def _within(table: pa.Table, column: str, low: str, high: str) -> pa.Table:
    keep = pc.greater_equal(table[column], low)
    if high:
        keep = pc.and_(keep, pc.less(table[column], high))
    return table.filter(keep)
