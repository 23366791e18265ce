"""CTM, conversation time marks (NIST): `recording channel start duration word [confidence [type [speaker]]]`.

One word a line: utterances end where a channel's speaker changes or pauses. Of alternatives the first is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from pipeline.conversation.outcomes import RejectReason
from pipeline.sources import talk, times
from pipeline.sources.format import Evidence, Format, FormatExample, Head, ParseContext, Parsed, RecordError
from pipeline.sources.identities import is_code
from pipeline.sources.recordings import Recording, is_number, recordings, sniffed_lines
from pipeline.sources.talk import PAUSE_S, Talk, Word

_BEGIN, _NEXT, _END = "<ALT_BEGIN>", "<ALT>", "<ALT_END>"
_FEWEST, _MOST = 5, 8  # fields of a line
_CONFIDENCE, _SPEAKER = 5, 7
_UNKNOWN = "unk"


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield a record or a reject for every recording of a file."""
    for ordinal, recording in enumerate(recordings(stream, context)):
        yield talk.finished(recording.size, ordinal, context, partial(_utterances, recording))


def sniff(head: Head) -> float:
    """Return 0.85 times the share of lines that have a start and a duration where a word has them."""
    lines = sniffed_lines(head)
    return 0.85 * sum(map(_is_word, lines)) / len(lines) if lines else 0.0


def _is_word(line: str) -> bool:
    fields = line.split()
    if not _FEWEST <= len(fields) <= _MOST or not all(map(is_number, fields[_CONFIDENCE : _CONFIDENCE + 1])):
        return False
    return fields[4] in {_BEGIN, _NEXT, _END} or (is_number(fields[2]) and is_number(fields[3]))


def _utterances(recording: Recording, call: Talk) -> dict[str, object]:
    if recording.fault:
        raise RecordError(recording.fault)
    channels: dict[str, list[Word]] = {}
    for channel, word in _words(call, recording):
        channels.setdefault(channel, []).append(word)
    for channel, words in channels.items():
        for run in talk.utterances(words, PAUSE_S):
            label = run[0].speaker
            party = call.speaker(label) if label else call.speaker(f"channel {channel}", channel)
            call.say(" ".join(word.text for word in run), party, offset_s=run[0].start)
    return call.native(None)


def _words(call: Talk, recording: Recording) -> Iterator[tuple[str, Word]]:
    """Yield (channel, word); of alternatives, which stand between marks, the first."""
    later = False
    for line in recording.lines:
        fields = line.split()
        if len(fields) < _FEWEST:
            raise RecordError(RejectReason.BAD_STRUCTURE)
        if fields[4] in {_BEGIN, _NEXT, _END}:
            later = fields[4] == _NEXT
        elif later:
            call.dropped["alternatives[]"] += 1
        else:
            start, duration = times.seconds(fields[2]), times.seconds(fields[3])
            end = start + duration if start is not None and duration is not None else None
            yield fields[1], Word(fields[4], _speaker(fields), start, end)


def _speaker(fields: list[str]) -> str | None:
    """Return the speaker's name, where there is one; else the channel tells who speaks."""
    label = fields[_SPEAKER] if len(fields) > _SPEAKER else ""
    return None if is_code(label) or label.casefold().startswith(_UNKNOWN) else label


_TALK = b""";; words as they were recognized
call_Ana_Duarte 1 0.10 0.20 your 0.98
call_Ana_Duarte 1 0.30 0.20 name 0.98
call_Ana_Duarte 2 1.40 0.20 ana 0.90
call_Ana_Duarte 2 * * <ALT_BEGIN>
call_Ana_Duarte 2 1.60 0.40 duarte 0.52
call_Ana_Duarte 2 * * <ALT>
call_Ana_Duarte 2 1.60 0.40 huarte 0.48
call_Ana_Duarte 2 * * <ALT_END>
call_Ana_Duarte 1 3.10 0.20 thanks 0.97
call_2 A 0.00 0.20 hello 0.97 lex chloe
"""

PLUGIN = Format(
    name="ctm",
    title="CTM, conversation time marks",
    suffixes=(".ctm",),
    splittable=False,
    identified=False,
    sniff=sniff,
    parse=parse,
    evidence=Evidence.SAMPLE,
    examples=(
        FormatExample("two recordings, two channels", _TALK, conversations=(("example#0", 3), ("example#1", 1))),
        FormatExample(
            "a line cut off, in one recording of two",
            b"a 1 0.0 0.1 hi\na 1 0.1\nb 1 0.0 0.1 hello\nb 1 0.1 0.1 there\nb 1 0.2 0.1 you\n",
            conversations=(("example#1", 1),),
            rejects=(RejectReason.BAD_STRUCTURE,),
        ),
        FormatExample("a time that is none", b"a 1 soon 0.1 hi\n", rejects=(RejectReason.BAD_TIME,), sniffed=False),
    ),
)
