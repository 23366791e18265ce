"""Deepgram: the JSON answer to a recording, one call a file.

The same words stand there up to five times. Utterances are read where there are any; else the words of the first
alternative, cut where the speaker changes or, with several channels, where there is a pause; else the transcript. The
time in `metadata.created` is that of the transcription, not of the call.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from pipeline.conversation.outcomes import RejectReason
from pipeline.sources import talk, times, values
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
from pipeline.sources.json_heads import holds_keys
from pipeline.sources.talk import PAUSE_S, Talk, Word
from pipeline.sources.values import Fields

_ALTERNATIVE = "results.channels[].alternatives[]."


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield a record or a reject for every answer of a file."""
    return talk.parsed(stream, context, _call)


def sniff(head: Head) -> float:
    """Return 0.9 if there are results by channel, with alternatives that hold a transcript and words.

    A vCon may carry such an answer as its analysis, and is none.
    """
    own = holds_keys(head, "results", "channels", "alternatives", "transcript", "words")
    return 0.9 if own and not holds_keys(head, "vcon") else 0.0


def _call(call: Talk, document: Fields) -> dict[str, object]:
    fields = call.part(document, "", "results")
    results = call.part(fields.get("results"), "results.", "channels", "utterances")
    channels = call.parts(results, "channels", "results.channels[].", "alternatives", "detected_language")
    if not channels:
        raise RecordError(RejectReason.MISSING_FIELD)
    several = len(channels) > 1
    for utterance in call.parts(
        results, "utterances", "results.utterances[].", "transcript", "start", "channel", "speaker"
    ):
        party = _party(call, talk.label(utterance, "channel"), talk.label(utterance, "speaker"), several=several)
        call.say(values.text(utterance, "transcript"), party, offset_s=times.seconds(utterance.get("start")))
    spoken = not call.silent
    for number, channel in enumerate(channels):
        _add_channel(call, channel, str(number), several=several, spoken=spoken)
    languages = {values.text(channel, "detected_language") for channel in channels}
    return call.native(None, language=languages.pop() if len(languages) == 1 else None)


def _add_channel(call: Talk, channel: Fields, number: str, *, several: bool, spoken: bool) -> None:
    """Add what was said on a channel, unless its utterances have been `spoken` already."""
    alternatives = values.items(channel, "alternatives") or []
    call.dropped["results.channels[].alternatives[]"] += max(0, len(alternatives) - 1)
    if not alternatives:
        return
    read = ("transcript", "words") if not spoken else ()
    best = call.part(talk.present(alternatives[0]), _ALTERNATIVE, *read)
    if spoken:
        return
    words = call.parts(best, "words", _ALTERNATIVE + "words[].", "word", "punctuated_word", "start", "end", "speaker")
    if not words or not (several or any("speaker" in word for word in words)):
        start = times.seconds(words[0].get("start")) if words else None
        party = _party(call, number, None, several=several)
        call.say(values.text(best, "transcript"), party, offset_s=start)
        return
    for run in talk.utterances(map(_word, words), PAUSE_S if several else float("inf")):
        party = _party(call, number, run[0].speaker, several=several)
        call.say(" ".join(word.text for word in run), party, offset_s=run[0].start)


def _word(word: Fields) -> Word:
    text = values.text(word, "punctuated_word") or values.required_text(word, "word")
    return Word(text, talk.label(word, "speaker"), times.seconds(word.get("start")), times.seconds(word.get("end")))


def _party(call: Talk, channel: str | None, speaker: str | None, *, several: bool) -> str | None:
    """Return who speaks: with several channels the channel tells, else the speaker's number, if there is one."""
    if several and channel is not None:
        return call.speaker(f"channel {channel}", channel)
    return None if speaker is None else call.speaker(f"speaker {speaker}", speaker)


_UTTERANCES = b"""{"metadata": {"request_id": "r-1", "sha256": "00ff", "created": "2026-05-04T09:12:00.000Z",
  "duration": 9.5, "channels": 1},
 "results": {"channels": [{"alternatives": [{"transcript": "Your name? Ana Duarte.", "confidence": 0.99,
   "words": [{"word": "your", "start": 0.1, "end": 0.3, "confidence": 0.9, "punctuated_word": "Your"}]}]}],
  "utterances": [
   {"start": 0.1, "end": 0.9, "confidence": 0.99, "channel": 0, "transcript": "Your name?", "speaker": 0, "id": "u1"},
   {"start": 1.4, "end": 2.2, "confidence": 0.97, "channel": 0, "transcript": "Ana Duarte.", "speaker": 1}]}}"""
_SPEAKERS = b"""{"results": {"channels": [{"alternatives": [{"transcript": "Hi. Hello there.", "confidence": 0.9,
 "words": [{"word": "hi", "start": 0.1, "end": 0.3, "speaker": 0, "punctuated_word": "Hi."},
  {"word": "hello", "start": 0.9, "end": 1.1, "speaker": 1, "punctuated_word": "Hello"},
  {"word": "there", "start": 4.2, "end": 4.4, "speaker": 1, "punctuated_word": "there."}]}]}]}}"""
_CHANNELS = b"""{"results": {"channels": [
 {"alternatives": [{"transcript": "hi yes", "confidence": 0.9, "words": [{"word": "hi", "start": 0.1, "end": 0.3},
  {"word": "yes", "start": 5.0, "end": 5.2}]}]},
 {"alternatives": [{"transcript": "are you there", "confidence": 0.9, "words": [{"word": "are", "start": 1, "end": 1.2},
  {"word": "you", "start": 1.2, "end": 1.4}, {"word": "there", "start": 1.4, "end": 1.6}]}]}]}}"""

PLUGIN = Format(
    name="deepgram",
    title="Deepgram transcription",
    suffixes=(".json",),
    splittable=False,
    identified=False,
    sniff=sniff,
    parse=parse,
    evidence=Evidence.SAMPLE,
    examples=(
        FormatExample("utterances", _UTTERANCES, conversations=(("example#0", 2),)),
        FormatExample("speakers without utterances: a turn for each", _SPEAKERS, conversations=(("example#0", 2),)),
        FormatExample(
            "two channels that a field map names: a pause ends a turn",
            _CHANNELS,
            conversations=(("example#0", 3),),
            options=SourceOptions(
                field_map=FieldMap.model_validate({"values": {"role": {"agent": ("0",), "customer": ("1",)}}})
            ),
        ),
        FormatExample(
            "a transcript that is no text",
            b'{"results": {"channels": [{"alternatives": [{"transcript": 1, "words": []}]}]}}',
            rejects=(RejectReason.WRONG_TYPE,),
        ),
    ),
)
