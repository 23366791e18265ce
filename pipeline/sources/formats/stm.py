"""STM, segment time marks (NIST): `recording channel speaker start end <labels> text`, one segment a line.

Of alternatives `{ one / other }` the first is read. Speakers are often named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from pipeline.conversation.outcomes import RejectReason
from pipeline.sources import talk, times
from pipeline.sources.format import Evidence, Format, FormatExample, Head, ParseContext, Parsed, RecordError
from pipeline.sources.recordings import Recording, is_number, recordings, sniffed_lines
from pipeline.sources.talk import Talk

_LABELS = re.compile(r"<[^>]{0,200}>\s*")
_ALTERNATIVES = re.compile(r"\{([^/{}]{0,1000})/[^{}]{0,4000}\}")
_NOT_SCORED = "ignore_time_segment_in_scoring"
_UNDEFINED = ["<NA>", "<NA>"]
_FIELDS = 5  # before the labels and the text


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield a record or a reject for every recording of a file."""
    for ordinal, recording in enumerate(recordings(stream, context)):
        yield talk.finished(recording.size, ordinal, context, partial(_segments, recording))


def sniff(head: Head) -> float:
    """Return 0.85 times the share of lines that have two times in order where a segment has them."""
    lines = sniffed_lines(head)
    return 0.85 * sum(map(_is_segment, lines)) / len(lines) if lines else 0.0


def _is_segment(line: str) -> bool:
    fields = line.split(maxsplit=7)
    if len(fields) < _FIELDS or fields[5:7] == _UNDEFINED:  # RTTM leaves fields undefined
        return False
    return is_number(fields[3]) and is_number(fields[4]) and float(fields[3]) <= float(fields[4])


def _segments(recording: Recording, call: Talk) -> dict[str, object]:
    if recording.fault:
        raise RecordError(recording.fault)
    for line in recording.lines:
        fields = line.split(maxsplit=_FIELDS)
        if len(fields) < _FIELDS:
            raise RecordError(RejectReason.BAD_STRUCTURE)
        text = _ALTERNATIVES.sub(r"\1", _LABELS.sub("", fields[_FIELDS], count=1)) if fields[_FIELDS:] else ""
        if text.strip().casefold() == _NOT_SCORED:
            call.dropped["not_scored"] += 1
            continue
        party = call.speaker(fields[2]) if text.strip() else None
        call.say(text, party, offset_s=times.seconds(fields[3]))
    return call.native(None)


_TWO = b""";; CATEGORY "0" "" ""
call_Ana_Duarte 1 Chloe 0.10 1.20 <o,f0,female> what is your name
call_Ana_Duarte 1 caller 1.40 2.20 <o,f0,female> { uh / @ } ana duarte
call_Ana_Duarte 1 caller 2.20 9.00 <o,f0,unknown> ignore_time_segment_in_scoring
call_2 A A 0 0.5 hello
"""

PLUGIN = Format(
    name="stm",
    title="STM, segment time marks",
    suffixes=(".stm",),
    splittable=False,
    identified=False,
    sniff=sniff,
    parse=parse,
    evidence=Evidence.SAMPLE,
    examples=(
        FormatExample(
            "two recordings, with and without labels", _TWO, conversations=(("example#0", 2), ("example#1", 1))
        ),
        FormatExample(
            "a line cut off, in one recording of two",
            b"a 1 x 0.0 1.0 hi\na 1\nb 1 x 0.0 1.0 hello\nb 1 y 1.0 2.0 hi\nb 1 x 2.0 3.0 yes\n",
            conversations=(("example#1", 3),),
            rejects=(RejectReason.BAD_STRUCTURE,),
        ),
        FormatExample("a time that is none", b"a 1 x soon 1.0 hi\n", rejects=(RejectReason.BAD_TIME,), sniffed=False),
    ),
)
