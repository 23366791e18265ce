"""SubRip: numbered captions, as recorders export them beside WebVTT. One file is one conversation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from pipeline.conversation.outcomes import RejectReason
from pipeline.sources.cues import Cue, cue_of, is_timing, lines_of, record
from pipeline.sources.format import Evidence, Format, FormatExample, Head, ParseContext, Parsed, RecordError

_NUMBER = re.compile(r"\s{0,9}\d{1,9}\s{0,9}")
_OPENING = re.compile(rb"(?:\s{0,9}\d{1,9}\s{0,9}\n)?\s{0,9}\d{1,3}:\d{1,2}:\d{1,2}[,.]\d{1,3}\s{0,9}-->\s{0,9}\d")


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield the one record of the file, or its reject; nothing for an empty file."""
    dropped: Counter[str] = Counter()
    try:
        lines = lines_of(stream, context)
        if not any(lines):
            return
        cues = list(_cues(lines, dropped))
    except RecordError as bad:
        yield context.reject(0, bad.reason)
        return
    if not cues:
        yield context.reject(0, RejectReason.BAD_STRUCTURE)
        return
    yield record(cues, context, stream.tell(), dropped)


def sniff(head: Head) -> float:
    """Return 0.95 if the file begins with a number and a time, or a time alone."""
    return 0.95 if _OPENING.match(b"\n".join(line.strip() for line in head.lines(2))) else 0.0


def _cues(lines: Sequence[str], dropped: Counter[str]) -> Iterator[Cue]:
    """Yield the cues; a blank line within one does not end it, the number before the next does."""
    timings = [number for number, line in enumerate(lines) if is_timing(line)]
    if not timings:
        return
    dropped["unknown_lines"] += sum(bool(line.strip()) and not _NUMBER.fullmatch(line) for line in lines[: timings[0]])
    for start, following in zip(timings, (*timings[1:], len(lines) + 1), strict=True):
        numbered = following <= len(lines) and following - 1 > start and _NUMBER.fullmatch(lines[following - 1])
        end = following - 1 if numbered else following
        yield cue_of(lines[start], lines[start + 1 : end])


_CALL = b"""1
00:00:01,000 --> 00:00:02,500
Agent: Hello, what
is your name?

2
00:00:02,600 --> 00:00:04,000
Customer: ana duarte

3
00:00:04,100 --> 00:00:05,000
Customer: and I have a question
"""
_BARE = b"00:00:01.000 --> 00:00:02.000\n<i>Hello</i>\n\n\nagain\n\n2\n00:00:09,000 --> 00:00:10,000\nHi\n"

PLUGIN = Format(
    name="subrip",
    title="SubRip captions of calls",
    suffixes=(".srt",),
    splittable=False,
    identified=False,
    sniff=sniff,
    parse=parse,
    evidence=Evidence.SAMPLE,
    examples=(
        FormatExample("cues of one speaker are one turn", _CALL, conversations=(("example#0", 2),)),
        FormatExample("no first number, a blank line in a cue, a pause", _BARE, conversations=(("example#0", 2),)),
        FormatExample("bytes that are no UTF-8", _CALL.replace(b"ana", b"an\xe1"), rejects=(RejectReason.NOT_UTF8,)),
    ),
)
