"""What a user declares about an input: options that `run` and `inspect` share, and what they become."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import Refused

if TYPE_CHECKING:
    from pipeline.sources.format import Parsed, SourceOptions

CHANNELS = ("call", "chat", "email", "ticket", "sms", "social")


def source_options(
    *, field_map: Path | None, channel: str | None, zone: str | None, namespace: str | None = None
) -> SourceOptions:
    """Return what was declared.

    Raises:
        Refused: the field map cannot be read or is none, or the zone is none.
    """
    from pipeline.conversation.model import Channel
    from pipeline.sources.field_map import load_field_map
    from pipeline.sources.format import SourceOptions

    return SourceOptions(
        namespace=namespace,
        zone=_zone(zone),
        default_channel=Channel(channel) if channel else None,
        field_map=load_field_map(_text(field_map), str(field_map)) if field_map else None,
    )


def records_of(inputs: tuple[str, ...], format_name: str, options: SourceOptions) -> Iterator[Parsed]:
    """Return the records and rejects of an input, as a run would read them."""
    from pipeline.sources.planning import plan
    from pipeline.sources.reading import read_shard

    planned = plan(inputs, format_name=format_name, options=options)
    return (parsed for shard in planned.shards for parsed in read_shard(shard, planned, options))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"the field map cannot be read ({type(error).__name__})") from None


def _zone(name: str | None) -> tzinfo | None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        raise Refused("--zone names no time zone; use a name such as Europe/Berlin") from None
