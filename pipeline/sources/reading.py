"""One shard as records and rejects: the only place where input is opened during a run."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import BinaryIO

from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.errors import EngineFailed, UnreadableInput, VeilError
from pipeline.sources.catalog import named
from pipeline.sources.compression import Compression, decompressed
from pipeline.sources.format import Format, ParseContext, Parsed, Record, SourceOptions
from pipeline.sources.opening import open_bytes
from pipeline.sources.plan import InputFile, Shard, Slice, SourcePlan


def read_shard(shard: Shard, plan: SourcePlan, options: SourceOptions) -> Iterator[Parsed]:
    """Yield what the shard's slices hold, in the order of the files and of the records in them.

    Raises:
        EngineFailed: a file cannot be opened or read, is not the one that was planned, or a reader failed. The message
            names the shard and an error's class or number, never a path or a value.
    """
    for part in shard.slices:
        try:
            yield from _read_slice(part, plan.files[part.file_index], options)
        except VeilError:
            raise
        except OSError as error:
            code = errno.errorcode.get(error.errno or 0, type(error).__name__)
            raise EngineFailed(f"shard {shard.shard_id}: the input cannot be read ({code})") from None
        except Exception as error:  # noqa: BLE001  # a reader's bug: its text may hold a value
            raise EngineFailed(f"shard {shard.shard_id}: the reader failed ({type(error).__name__})") from None


def parse_stream(stream: BinaryIO, plugin: Format, context: ParseContext) -> Iterator[Parsed]:
    """Yield what a reader makes of a stream; where it cannot be read to its end, a reject stands last."""
    following = context.start
    try:
        for parsed in plugin.parse(stream, context):
            following = max(following, _ordinal(parsed) + 1)
            yield parsed
    except UnreadableInput as error:
        yield context.reject(following, RejectReason(error.reason), UnreadableInput.__name__)


def _read_slice(part: Slice, file: InputFile, options: SourceOptions) -> Iterator[Parsed]:
    plugin = named(file.format_name)
    context = ParseContext.of(options, part.file_index, file.relative_path)
    with closing(open_bytes(file.uri)) as stream:
        if stream.seek(0, 2) != file.size:
            raise EngineFailed("the input changed after it was planned; start again")
        if plugin.splittable and file.compression is Compression.NONE:
            context = replace(context, start=part.start, end=part.end)
        stream.seek(max(context.start - 1, 0))
        yield from parse_stream(decompressed(stream, file.compression), plugin, context)


def _ordinal(parsed: Parsed) -> int:
    return parsed.ordinal if isinstance(parsed, Record) else _reject_ordinal(parsed)


def _reject_ordinal(reject: Reject) -> int:
    return int(reject.record.rpartition(":")[2])
