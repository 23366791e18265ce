"""WhatsApp's text exports, of Android and iPhone. One file is one chat.

Days and months stand in the order of the phone's language: a number above 12 anywhere in the file decides which is
which, else the field map's `time_format` does, else times are dropped and counted. They are local: without a zone they
are dropped, too. What the program wrote and attachments are dropped and counted; file names never stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import BinaryIO
from zoneinfo import ZoneInfo

from pipeline.conversation.model import Channel
from pipeline.conversation.outcomes import RejectReason
from pipeline.sources import assemble
from pipeline.sources.chat_exports import (
    Message,
    date_order,
    is_export,
    mentioned,
    message,
    moment,
    without_attachments,
)
from pipeline.sources.field_map import FieldMap
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
from pipeline.sources.lines import read_lines
from pipeline.sources.parties import Parties

SNIFF_LINES = 100
FEWEST = 0.05  # of an export's lines begin a message
MOST_LINES = 1_000_000


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield the one record of the file, or its reject; nothing for an empty file."""
    dropped: Counter[str] = Counter()
    field_map = context.field_map or FieldMap()
    context = context.in_zone(field_map.zone)
    try:
        messages, size = _messages(stream, context, dropped)
        if not size:
            return
        fields = _fields(messages, context, field_map, dropped)
    except RecordError as bad:
        yield context.reject(0, bad.reason)
        return
    yield assemble.record(fields, context, 0, size, dropped)


def sniff(head: Head) -> float:
    """Return 0.9 if the first line begins a message, and others after it do."""
    try:
        lines = [line.decode().rstrip("\r\n") for line in head.lines(SNIFF_LINES)]
    except UnicodeDecodeError:
        return 0.0
    if not lines or not is_export(lines[0]):
        return 0.0
    return 0.9 if sum(map(is_export, lines)) >= FEWEST * len(lines) else 0.0


def _messages(stream: BinaryIO, context: ParseContext, dropped: Counter[str]) -> tuple[list[Message], int]:
    """Return the messages of a file, and its size in bytes.

    Raises:
        RecordError: it is too long, no UTF-8, or holds no message.
    """
    messages: list[Message] = []
    size = number = 0
    for number, line in enumerate(read_lines(stream, context), 1):
        size += line.size
        if line.data is None or size > context.limits.conversation_bytes or number > MOST_LINES:
            raise RecordError(RejectReason.TOO_LARGE)
        try:
            text = line.data.decode().rstrip("\r\n")
        except UnicodeDecodeError:
            raise RecordError(RejectReason.NOT_UTF8) from None
        begun = message(text)
        if begun:
            messages.append(begun)
        elif messages:
            messages[-1].lines.append(text)
        else:
            dropped["unknown_lines"] += bool(text.strip())
    if size and not any(sent.sender for sent in messages):
        raise RecordError(RejectReason.BAD_STRUCTURE)
    return messages, size


def _fields(
    messages: Sequence[Message], context: ParseContext, field_map: FieldMap, dropped: Counter[str]
) -> dict[str, object]:
    parties = Parties.of(field_map)
    names: dict[str, None] = {}
    turns: list[dict[str, object]] = []
    for sent, at in zip(messages, _times(messages, context, field_map), strict=True):
        text, attached, card = without_attachments(sent.text)
        names |= dict.fromkeys([*([card] if card else []), *mentioned(text)])
        dropped["attachments"] += attached
        if sent.sender is None or not (sent.typed or attached):
            dropped["system_lines"] += 1
            continue
        speaker = parties.speaker(sent.sender)
        if attached and not text.strip():
            continue
        dropped["turns[].at"] += at is None
        turns.append({"text": text.rstrip("\n"), "participant": speaker, "at": at.isoformat() if at else None})
    return {
        "id": f"{context.relative_path}#0",
        "channel": field_map.constants.channel or context.default_channel or Channel.CHAT,
        "language": field_map.constants.language,
        "started_at": next((turn["at"] for turn in turns if turn["at"]), None),
        "participants": parties.participants(),
        "known_values": [{"entity_type": "PERSON", "value": name} for name in names],
        "turns": turns,
    }


def _times(messages: Sequence[Message], context: ParseContext, field_map: FieldMap) -> list[datetime | None]:
    """Return the messages' local times; all None where there is no zone or the order of the dates is open.

    Raises:
        RecordError: the field map's `time_format` does not fit.
    """
    if context.zone is None:
        return [None] * len(messages)
    if field_map.time_format:
        try:
            return [datetime.strptime(sent.stamp.written, field_map.time_format) for sent in messages]  # noqa: DTZ007  # local
        except ValueError:
            raise RecordError(RejectReason.BAD_TIME) from None
    order = date_order(sent.stamp for sent in messages)
    return [moment(sent.stamp, order) if order else None for sent in messages]


_ANDROID = """15.04.2026, 15:03 - Messages and calls are end-to-end encrypted.
15.04.2026, 15:04 - Ana Duarte: Hello, where is my order?
It should be here.
15.04.2026, 15:05 - +49 30 901820: IMG-20260415-WA0001.jpg (file attached)
15.04.2026, 15:06 - +49 30 901820: This is the slip.
"""
_IPHONE = (
    "\u200e[04/05/2026, 10:01:02\u202fAM] ~\u202fAna Duarte: Hello\r\n"
    "\u200e[04/05/2026, 10:01:09\u202fAM] Chloe: \u200e<attached: 00000012-PHOTO.jpg>\r\n"
    "[04/05/2026, 1:02:00\u202fPM] Chloe: Hi\r\n"
)

PLUGIN = Format(
    name="whatsapp",
    title="WhatsApp chats, exported as text",
    suffixes=(".txt",),
    splittable=False,
    identified=False,
    sniff=sniff,
    parse=parse,
    evidence=Evidence.DESCRIPTION,
    examples=(
        FormatExample(
            "Android: a line that goes on, a number, a file",
            _ANDROID.encode(),
            conversations=(("example#0", 2),),
            options=SourceOptions(zone=ZoneInfo("Europe/Berlin")),
        ),
        FormatExample("iPhone: invisible signs, dates left open", _IPHONE.encode(), conversations=(("example#0", 2),)),
        FormatExample(
            "nobody writes",
            b"15.04.2026, 15:03 - Messages and calls are end-to-end encrypted.\n",
            rejects=(RejectReason.BAD_STRUCTURE,),
        ),
    ),
)
