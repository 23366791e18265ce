"""WebVTT: captions of recorded calls and meetings, as Teams, Zoom and YouTube write them. A file is one conversation.

Speakers stand in voice tags (`<v Ana Duarte>`) or before a colon (`Ana Duarte: ...`), often as a phone number.
Comments, styles, regions and the cues' ids are dropped and counted: they hold names and meeting ids.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO

from pipeline.conversation.outcomes import RejectReason
from pipeline.sources import assemble
from pipeline.sources.cues import Cue, cue_of, is_timing, lines_of, record
from pipeline.sources.format import Evidence, Format, FormatExample, Head, ParseContext, Parsed, RecordError
from pipeline.sources.lines import BOM
from pipeline.sources.values import language

_MAGIC = re.compile(r"WEBVTT(?:[ \t].*)?")
_KEY = re.compile(r"([A-Za-z][A-Za-z-]{0,39})[:=](.*)")
_KINDS = {"NOTE": "notes", "STYLE": "styles", "REGION": "regions"}


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield the one record of the file, or its reject; nothing for an empty file."""
    dropped: Counter[str] = Counter()
    try:
        lines = lines_of(stream, context)
        if not any(lines):
            return
        spoken_in, cues = _cues(lines, dropped)
    except RecordError as bad:
        yield context.reject(0, bad.reason)
        return
    yield record(cues, context, stream.tell(), dropped, spoken_in)


def sniff(head: Head) -> float:
    """Return 0.98 if the file begins as the standard demands."""
    return 0.98 if re.match(rb"WEBVTT(?:[ \t\r\n]|$)", head.data.removeprefix(BOM)) else 0.0


def _cues(lines: Sequence[str], dropped: Counter[str]) -> tuple[str | None, list[Cue]]:
    """Return the language that the header names, and the cues.

    Raises:
        RecordError: it is no WebVTT, or it has no cues.
    """
    if not _MAGIC.fullmatch(lines[0]):
        raise RecordError(RejectReason.BAD_STRUCTURE)
    blocks = list(_blocks(lines))
    header = next((number for number, line in enumerate(blocks[0]) if is_timing(line)), len(blocks[0]))
    spoken_in = _header(blocks[0][1:header], dropped)
    cues: list[Cue] = []
    for block in (blocks[0][header:], *blocks[1:]):
        if any(map(is_timing, block)):
            cues.extend(_cues_of(block, dropped))
        elif cues and _kind(block) not in _KINDS:
            cues[-1] = replace(cues[-1], lines=(*cues[-1].lines, *block))  # a blank line in what was said
        elif block:
            dropped[_KINDS.get(_kind(block), "unknown_blocks")] += 1
    if not cues:
        raise RecordError(RejectReason.BAD_STRUCTURE)
    return spoken_in, cues


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield the lines between empty ones; one of white space, with which YouTube begins cues, is not empty."""
    block: list[str] = []
    for line in (*lines, ""):
        if line:
            block.append(line)
        elif any(map(str.strip, block)):
            yield block
            block = []


def _kind(block: Sequence[str]) -> str:
    return next(iter(block[0].split(maxsplit=1)), "")


def _header(lines: Sequence[str], dropped: Counter[str]) -> str | None:
    found = None
    for line in lines:
        key = _KEY.fullmatch(line)
        if key and key[1].lower() == "language":
            found = language(key[2])
        else:
            dropped[assemble.dropped_path("header.", key[1] if key else None)] += 1
    return found


def _cues_of(block: Sequence[str], dropped: Counter[str]) -> Iterator[Cue]:
    """Yield the cues of a block: one, or more where no empty line stands between two."""
    timings = [number for number, line in enumerate(block) if is_timing(line)]
    dropped["cues[].id"] += timings[0] > 0
    for start, following in zip(timings, (*timings[1:], len(block) + 2), strict=True):
        # An id is known by what stands before it: a line of white space where an empty one should be.
        has_id = following < len(block) and following - 2 > start and not block[following - 2].strip()
        dropped["cues[].id"] += has_id
        yield cue_of(block[start], block[start + 1 : following - 1 if has_id else following])


_TEAMS = b"""WEBVTT

2f0a6a1e-2f35-4c1b-9a51-000000000000/12-0
00:00:03.120 --> 00:00:05.300
<v Chloe Becker>Hello, what is your name?</v>

2f0a6a1e-2f35-4c1b-9a51-000000000000/13-0
00:00:05.400 --> 00:00:07.000 align:start
<v Ana Duarte>ana duarte</v>
<v Chloe Becker>Thank you.</v>
"""
_ZOOM = b"""\xef\xbb\xbfWEBVTT

1
00:00:01.000 --> 00:00:02.000
Agent: Hello.

2
00:00:02.500 --> 00:00:04.000
+1 212-555-0147: Hi, this is Ana.
"""
_ROLLING = b"""WEBVTT
Kind: captions
Language: en

NOTE made for Ana Duarte

00:00:00.000 --> 00:00:02.000 align:start position:0%
\x20
where<00:00:00.500><c> is</c><00:00:01.000><c> my</c>

00:00:02.000 --> 00:00:02.010 align:start position:0%
where is my

00:00:02.010 --> 00:00:04.000 align:start position:0%
where is my
order<00:00:02.500><c.colorE5E5E5> please</c>
"""

PLUGIN = Format(
    name="webvtt",
    title="WebVTT captions of calls (Teams, Zoom, YouTube)",
    suffixes=(".vtt",),
    splittable=False,
    identified=False,
    sniff=sniff,
    parse=parse,
    evidence=Evidence.SAMPLE,
    examples=(
        FormatExample("voices in tags, two in one cue", _TEAMS, conversations=(("example#0", 3),)),
        FormatExample("names before a colon, one a phone number", _ZOOM, conversations=(("example#0", 2),)),
        FormatExample("lines that roll up are said once", _ROLLING, conversations=(("example#0", 1),)),
        FormatExample("no cue at all", b"WEBVTT\n\nNOTE empty\n", rejects=(RejectReason.BAD_STRUCTURE,)),
    ),
)
