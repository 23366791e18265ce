"""The writer: same rows, same bytes; and nothing of a column beside its values unless its metadata allows it."""

from __future__ import annotations

import gc
import io
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import EngineFailed
from pipeline.release import parquet as parquet_module
from pipeline.release.parquet import RowGroupWriter
from pipeline.release.tables import conversations_schema, turns_schema
from tests.release.release_samples import AS_OF, POLICY_SHA256, START, parquet, policy, rows_of

PLANTED = "Zebulon Quill"
PLAIN = pa.schema([pa.field("text", pa.string())])
SAFE = pa.schema([pa.field("channel", pa.string(), metadata={"pages": "statistics+dictionary"})])


def turns_table(said: str = "hi [PERSON_1]", conversations: int = 5) -> tuple[pa.Table, pa.Schema]:
    _, turns, _ = rows_of(policy(), [START] * conversations, said).finish()
    return turns.drop_columns(["month"]), turns_schema(policy(), POLICY_SHA256, AS_OF)


def columns_of(content: bytes) -> dict[str, pq.ColumnChunkMetaData]:
    group = pq.ParquetFile(io.BytesIO(content)).metadata.row_group(0)
    return {group.column(i).path_in_schema: group.column(i) for i in range(group.num_columns)}


def test_when_written_twice_then_the_bytes_are_the_same() -> None:
    assert parquet(*turns_table()) == parquet(*turns_table())


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 400), min_size=1, max_size=8), st.integers(50, 200), st.integers(200, 4000))
def test_when_rows_come_in_other_batches_then_the_bytes_are_the_same(cuts: list[int], rows: int, size: int) -> None:
    texts = [f"{i} " * (i % 37) for i in range(400)]
    table = pa.table({"text": texts}, schema=PLAIN)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parquet_module, "ROW_GROUP_ROWS", rows)
        patch.setattr(parquet_module, "ROW_GROUP_TEXT_BYTES", size)
        sink = io.BytesIO()
        with RowGroupWriter(sink, PLAIN) as writer:
            bounds = [0, *sorted(cuts), 400]
            for low, high in pairwise(bounds):
                writer.write(table.slice(low, high - low))
        assert writer.rows == 400
        assert sink.getvalue() == parquet(table, PLAIN)
        read = pq.ParquetFile(io.BytesIO(sink.getvalue()))
    assert read.read()["text"].to_pylist() == texts
    assert max(read.metadata.row_group(i).num_rows for i in range(read.num_row_groups)) <= rows


def test_when_there_are_many_rows_then_row_groups_hold_131072() -> None:
    table = pa.table({"text": pa.array(np.full(300_000, "x"), pa.string())}, schema=PLAIN)
    metadata = pq.ParquetFile(io.BytesIO(parquet(table, PLAIN))).metadata
    assert [metadata.row_group(i).num_rows for i in range(metadata.num_row_groups)] == [131_072, 131_072, 37_856]


def test_when_texts_are_long_then_a_row_group_ends_early(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_module, "ROW_GROUP_TEXT_BYTES", 1000)
    table = pa.table({"text": ["x" * 400] * 7}, schema=PLAIN)
    metadata = pq.ParquetFile(io.BytesIO(parquet(table, PLAIN))).metadata
    assert [metadata.row_group(i).num_rows for i in range(metadata.num_row_groups)] == [3, 3, 1]


def test_statistics_and_dictionaries_stand_only_where_they_may() -> None:
    columns = columns_of(parquet(*turns_table()))
    statistics = {name for name, column in columns.items() if column.is_stats_set}
    dictionaries = {name for name, column in columns.items() if column.has_dictionary_page}
    assert statistics == {"conversation_key", "turn_index", "role", "language", "turn_gap_band", "response_band"}
    assert dictionaries == {"role", "language", "turn_gap_band", "response_band"}
    assert {column.compression for column in columns.values()} == {"ZSTD"}


def test_when_a_text_is_planted_then_only_the_text_columns_pages_hold_it(monkeypatch: pytest.MonkeyPatch) -> None:
    table, schema = turns_table(PLANTED, conversations=3)
    theirs = io.BytesIO()
    pq.write_table(table, theirs, compression="none")
    assert theirs.getvalue().count(PLANTED.encode()) > 1, "the trap is real: a dictionary page, and statistics"
    writer = pq.ParquetWriter

    def uncompressed(sink: object, schema: pa.Schema, **options: object) -> object:
        return writer(sink, schema, **{**options, "compression": "none", "compression_level": None})

    monkeypatch.setattr(pq, "ParquetWriter", uncompressed)
    content = parquet(table, schema)
    chunk = columns_of(content)["text"]
    pages = content[chunk.data_page_offset : chunk.data_page_offset + chunk.total_compressed_size]
    assert content.count(PLANTED.encode()) == pages.count(PLANTED.encode()) == 3


def test_when_a_value_was_filtered_out_of_a_dictionary_column_then_it_is_not_carried_over() -> None:
    column = pa.array([PLANTED, "chat"]).dictionary_encode()
    table = pa.table({"channel": column}).filter(pa.array([False, True]))
    content = parquet(table, SAFE)
    assert b"Zebulon" not in content
    assert pq.read_table(io.BytesIO(content))["channel"].to_pylist() == ["chat"]
    kept = io.BytesIO()
    pq.write_table(table, kept, compression="none")
    assert PLANTED.encode() in kept.getvalue(), "pyarrow alone carries it over: the trap is real"


def test_when_a_table_carries_metadata_then_the_file_holds_the_schemas_alone() -> None:
    table = pa.table({"text": ["x"]}).replace_schema_metadata({"pandas": PLANTED, "path": "/home/anna"})
    metadata = pq.ParquetFile(io.BytesIO(parquet(table, PLAIN))).metadata.metadata
    assert set(metadata) == {b"ARROW:schema"}


def test_field_metadata_and_footer_survive() -> None:
    schema = conversations_schema(policy(), POLICY_SHA256, AS_OF)
    conversations, _, _ = rows_of(policy(), [START]).finish()
    read = pq.read_schema(io.BytesIO(parquet(conversations.drop_columns(["month"]), schema)))
    assert read.equals(schema, check_metadata=True)


def test_when_the_block_fails_then_the_sink_holds_no_footer() -> None:
    sink = io.BytesIO()

    def fail_after_a_row_group() -> None:
        with RowGroupWriter(sink, PLAIN) as writer:
            writer.write(pa.table({"text": ["x"] * 200_000}))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_a_row_group()
    gc.collect()
    assert not sink.getvalue().endswith(b"PAR1")
    with pytest.raises(pa.ArrowInvalid):
        pq.ParquetFile(sink)


def test_when_nothing_was_written_then_the_file_is_empty_and_readable() -> None:
    sink = io.BytesIO()
    assert RowGroupWriter(sink, PLAIN).close() == 0
    assert pq.read_table(sink).num_rows == 0


BAD_TABLES = [
    (pa.table({"other": [PLANTED]}), PLAIN, "another column"),
    (pa.table({"text": [PLANTED], "more": [PLANTED]}), PLAIN, "one column too many"),
    (pa.table({"n": [PLANTED]}), pa.schema([pa.field("n", pa.int64())]), "another type"),
    (pa.table({"n": pa.array([None], pa.string())}), pa.schema([pa.field("n", pa.string(), nullable=False)]), "null"),
]


@pytest.mark.parametrize(("table", "schema", "reason"), BAD_TABLES)
def test_when_a_table_does_not_fit_then_the_error_holds_no_value(
    table: pa.Table, schema: pa.Schema, reason: str
) -> None:
    with pytest.raises(EngineFailed) as caught:
        RowGroupWriter(io.BytesIO(), schema).write(table)
    assert PLANTED not in str(caught.value)
