"""The input as a plan: its files, and the shards that cover them.

The plan depends on the files alone: not on the order of the arguments, the number of workers or the machine. What is
written to staging (`to_json`) holds no file name, because names of files can be personal data.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from zoneinfo import ZoneInfo

from pipeline.errors import Refused
from pipeline.sources.catalog import AUTO, formats, named
from pipeline.sources.compression import Compression
from pipeline.sources.field_map import FieldMap
from pipeline.sources.format import Format, Head, SourceOptions
from pipeline.sources.locations import Location, locate
from pipeline.sources.opening import open_bytes, sha256_of
from pipeline.sources.paths import NO_PATH
from pipeline.sources.plan import InputFile, Shard, Slice, SourcePlan
from pipeline.sources.sniffing import of_map, read_head, sniff

# Many small shards keep memory flat, resuming fine and scheduling even: a runner that deals out work in advance,
# without stealing, ends with its slowest share. A large input gets larger ones, so that their number stays bounded.
SHARDS_AIMED_AT = 256
MIN_SHARD_BYTES = 256 << 10
MAX_SHARD_BYTES = 32 << 20
# A compressed file counts as what it roughly unfolds to when small files are grouped.
COMPRESSED_WEIGHT = 8


def plan(
    inputs: Sequence[str],
    *,
    format_name: str = AUTO,
    options: SourceOptions,
    shard_bytes: int | None = None,
) -> SourcePlan:
    """Return the files of the inputs and the shards that cover them.

    Every file is read once, for its digest.

    Args:
        inputs: Files, folders, patterns and URIs, as the user typed them.
        format_name: A format's name, or `auto`: the field map's format, else by content.
        options: What the user declares about the input.
        shard_bytes: Input bytes a shard holds, roughly; one line or one whole file may exceed it. None: what the size
            of the input suggests.

    Raises:
        Refused: nothing to read, or something that cannot be read, before any record was.
    """
    if shard_bytes is not None and shard_bytes < 1:
        raise Refused("a shard holds at least one byte")
    declared = _declared_format(format_name, options)
    if declared and declared.by_map and not (options.field_map and options.field_map.columns):
        raise Refused(f"'{declared.name}' reads what a field map's columns name; give one with --field-map")
    locations, skipped = locate(inputs)
    files, empty = _files(locations, declared, options.field_map)
    if not files:
        raise Refused("no input: " + (f"all {empty} files are empty" if empty else "the folders hold no files"))
    files.sort(key=lambda file: (file.relative_path, file.sha256, file.uri))
    _check_paths_identify(files)
    return SourcePlan(
        files=tuple(files),
        shards=tuple(_shards(files, shard_bytes or _suggested_shard_bytes(files))),
        input_digest=_input_digest(files, options),
        skipped=skipped,
        empty=empty,
    )


def _declared_format(format_name: str, options: SourceOptions) -> Format | None:
    if format_name != AUTO:
        return named(format_name)
    mapped = options.field_map.format if options.field_map else None
    return named(mapped) if mapped else None


def _files(
    locations: Iterable[Location], declared: Format | None, field_map: FieldMap | None
) -> tuple[list[InputFile], int]:
    """Return the files that hold something and the number of those that hold nothing."""
    files: list[InputFile] = []
    empty = unreadable = unknown = 0
    for location in locations:
        try:
            file = _file(location, declared, field_map)
        except OSError:
            if location.typed:
                raise Refused(f"input {location.uri!r} cannot be read") from None
            unreadable += 1
            continue
        except Refused as refused:
            if location.typed:
                raise Refused(f"input {location.uri!r}: {refused.message}") from None
            unknown += 1
            continue
        if file:
            files.append(file)
        else:
            empty += 1
    if unreadable:
        raise Refused(f"{unreadable} files inside the input folders cannot be read")
    if unknown:
        raise Refused(f"{unknown} files inside the input folders: format not recognised; name it with --format")
    return files, empty


def _file(location: Location, declared: Format | None, field_map: FieldMap | None) -> InputFile | None:
    with open_bytes(location.uri) as stream:
        head, compression = read_head(stream, location.relative_path)
    if head.complete and not head.data.strip():
        if location.typed:
            raise Refused("the file is empty")
        return None
    return InputFile(
        uri=location.uri,
        relative_path=location.relative_path,
        size=location.size,
        sha256=sha256_of(location.uri),
        format_name=_format_of(head, declared, field_map).name,
        compression=compression,
    )


def _format_of(head: Head, declared: Format | None, field_map: FieldMap | None) -> Format:
    found = declared or (of_map(head, field_map) if field_map and field_map.columns else sniff(head))
    if found.by_map and field_map and any(field_map.bad_paths()):
        raise Refused(f"the field map holds a column that is {NO_PATH}")
    return found


def _check_paths_identify(files: Iterable[InputFile]) -> None:
    """Refuse two files of one relative path whose records have no id but that path."""
    by_path = Counter(file.relative_path for file in files if not formats()[file.format_name].identified)
    twice = sum(count > 1 for count in by_path.values())
    if twice:
        raise Refused(
            f"{twice} files share their path below different inputs, and their format has no ids to tell them apart: "
            "name the folder above them instead"
        )


def _suggested_shard_bytes(files: Sequence[InputFile]) -> int:
    """Return a shard size that depends on the input's size alone."""
    return min(MAX_SHARD_BYTES, max(MIN_SHARD_BYTES, sum(map(_weight, files)) // SHARDS_AIMED_AT))


def _weight(file: InputFile) -> int:
    """Return a file's size, or about what it unfolds to."""
    return file.size * (1 if file.compression is Compression.NONE else COMPRESSED_WEIGHT)


def _shards(files: Sequence[InputFile], shard_bytes: int) -> Iterator[Shard]:
    """Yield shards of consecutive slices, each full as soon as it holds `shard_bytes`."""
    number = weight = 0
    slices: list[Slice] = []
    for piece in _slices(files, shard_bytes):
        slices.append(piece)
        packed = files[piece.file_index].compression is not Compression.NONE
        weight += (piece.end - piece.start) * (COMPRESSED_WEIGHT if packed else 1)
        if weight >= shard_bytes:
            yield Shard(f"s{number:06d}", tuple(slices))
            number, weight, slices = number + 1, 0, []
    if slices:
        yield Shard(f"s{number:06d}", tuple(slices))


def _slices(files: Sequence[InputFile], shard_bytes: int) -> Iterator[Slice]:
    for index, file in enumerate(files):
        ranges = file.compression is Compression.NONE and formats()[file.format_name].splittable
        step = shard_bytes if ranges else max(file.size, 1)
        for start in range(0, file.size, step):
            yield Slice(index, start, min(start + step, file.size))


def _input_digest(files: Iterable[InputFile], options: SourceOptions) -> str:
    """Return one digest of all that decides what is read: contents, formats, options, and paths where they are ids."""
    lines = sorted(
        f"{file.sha256} {file.format_name} {file.compression} "
        + ("" if formats()[file.format_name].identified else file.relative_path)
        for file in files
    )
    mapped = options.field_map.model_dump_json() if options.field_map else ""
    zone = options.zone.key if isinstance(options.zone, ZoneInfo) else repr(options.zone)
    lines += [f"{options.namespace} {zone} {options.default_channel} {mapped} {astuple(options.limits)}"]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
