"""The Whisper family: what openai-whisper, whisper-timestamped and WhisperX write, one recording a file.

A segment is a turn. The whole text, the words and the tokens (which decode to the text) are copies. Only WhisperX tells
speakers; its `speaker` of a segment is that of most of its words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from pipeline.conversation.outcomes import RejectReason
from pipeline.sources import talk, times, values
from pipeline.sources.format import Evidence, Format, FormatExample, Head, ParseContext, Parsed, RecordError
from pipeline.sources.json_heads import holds_keys
from pipeline.sources.talk import Talk
from pipeline.sources.values import Fields

_MARKS = ("avg_logprob", "no_speech_prob", "word_segments", "words")
_OTHERS = ("results", "utterances", "audio_url", "channel", "task_id")


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield a record or a reject for every recording of a file."""
    return talk.parsed(stream, context, _recording)


def sniff(head: Head) -> float:
    """Return 0.8 if there are segments with text and times, a mark of the family, and none of another vendor."""
    if not holds_keys(head, "segments", "start", "end", "text") or any(holds_keys(head, key) for key in _OTHERS):
        return 0.0
    return 0.8 if any(holds_keys(head, mark) for mark in _MARKS) else 0.0


def _recording(recording: Talk, document: Fields) -> dict[str, object]:
    fields = recording.part(document, "", "segments", "language")
    if fields.get("segments") is None:
        raise RecordError(RejectReason.MISSING_FIELD)
    for segment in recording.parts(fields, "segments", "segments[].", "text", "start", "speaker"):
        label = talk.label(segment, "speaker")
        recording.say(
            values.text(segment, "text"),
            recording.speaker(label) if label else None,
            offset_s=times.seconds(segment.get("start")),
        )
    return recording.native(None, language=fields.get("language"))


_OPENAI = b"""{"text": " What is your name? Ana Duarte.", "segments": [
 {"id": 0, "seek": 0, "start": 0.0, "end": 1.2, "text": " What is your name?", "tokens": [50364, 708], "avg_logprob":
  -0.2, "no_speech_prob": 0.01, "words": [{"word": " What", "start": 0.0, "end": 0.2, "probability": 0.9}]},
 {"id": 1, "seek": 0, "start": 1.6, "end": 2.4, "text": " Ana Duarte.", "tokens": [1107]}], "language": "en"}"""
_WHISPERX = b"""{"segments": [
 {"start": 1.6, "end": 2.4, "text": " ana duarte, order 7", "speaker": "SPEAKER_01",
  "words": [{"word": "ana", "start": 1.6, "end": 1.8, "score": 0.8, "speaker": "SPEAKER_01"}, {"word": "7"}]},
 {"start": 0.1, "end": 1.2, "text": " What is your name?", "speaker": "SPEAKER_00", "words": []},
 {"start": 3.0, "end": 3.2, "text": "  ", "words": []}], "word_segments": [{"word": "ana"}], "language": "en"}"""

PLUGIN = Format(
    name="whisper",
    title="Whisper, whisper-timestamped and WhisperX transcripts",
    suffixes=(".json",),
    splittable=False,
    identified=False,
    sniff=sniff,
    parse=parse,
    evidence=Evidence.SAMPLE,
    examples=(
        FormatExample("openai-whisper", _OPENAI, conversations=(("example#0", 2),)),
        FormatExample("WhisperX: by time, and silence is no turn", _WHISPERX, conversations=(("example#0", 2),)),
        FormatExample(
            "segments that are no list",
            b'{"segments": {"text": "", "start": 0, "end": 1, "words": []}}',
            rejects=(RejectReason.WRONG_TYPE,),
        ),
    ),
)
