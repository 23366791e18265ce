"""Azure Speech batch transcription: the result file of a recording, with ticks (v3) or milliseconds (2024-11-15).

A recognized phrase is a turn, in the display form of its best reading; the other forms and readings are copies.
`source` is a signed address and `timestamp` the time of the transcription.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from pipeline.conversation.outcomes import RejectReason
from pipeline.sources import assemble, talk, times, values
from pipeline.sources.format import Evidence, Format, FormatExample, Head, ParseContext, Parsed, RecordError
from pipeline.sources.json_heads import holds_keys
from pipeline.sources.talk import Talk
from pipeline.sources.times import Unit
from pipeline.sources.values import Fields

_FORMS = ("display", "itn", "lexical")
"""From the most readable on; `maskedITN` hides swear words, not people."""
_OFFSETS = (("offsetInTicks", Unit.TICK), ("offsetMilliseconds", Unit.MILLISECOND), ("offset", Unit.SECOND))
_SUCCESS = frozenset({None, "Success"})


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield a record or a reject for every result of a file."""
    return talk.parsed(stream, context, _result)


def sniff(head: Head) -> float:
    """Return 0.9 if there are phrases that were recognized, single or in one text a channel."""
    single = holds_keys(head, "recognizedPhrases", "nBest")
    return 0.9 if single or holds_keys(head, "combinedRecognizedPhrases", "lexical") else 0.0


def _result(call: Talk, document: Fields) -> dict[str, object]:
    fields = call.part(document, "", "recognizedPhrases", "combinedRecognizedPhrases")
    if fields.get("recognizedPhrases") is None and fields.get("combinedRecognizedPhrases") is None:
        raise RecordError(RejectReason.MISSING_FIELD)
    keys = ("recognitionStatus", "channel", "speaker", "nBest", "locale", *(key for key, _ in _OFFSETS))
    phrases = call.parts(fields, "recognizedPhrases", "recognizedPhrases[].", *keys)
    several = len({talk.label(phrase, "channel") for phrase in phrases}) > 1
    for phrase in phrases:
        _add_phrase(call, phrase, several=several)
    if call.silent:
        _add_combined(call, fields)
    else:
        call.dropped["combinedRecognizedPhrases"] += "combinedRecognizedPhrases" in fields
    languages = {values.text(phrase, "locale") for phrase in phrases}
    return call.native(None, language=languages.pop() if len(languages) == 1 else None)


def _add_phrase(call: Talk, phrase: Fields, *, several: bool) -> None:
    status = values.text(phrase, "recognitionStatus")
    readings = values.items(phrase, "nBest") or []
    if status not in _SUCCESS or not readings:
        call.dropped[assemble.dropped_path("recognizedPhrases[].", status)] += 1
        return
    call.dropped["recognizedPhrases[].nBest[]"] += len(readings) - 1
    best = call.part(talk.present(readings[0]), "recognizedPhrases[].nBest[].", *_FORMS)
    call.say(
        _text(call, best, "recognizedPhrases[].nBest[]."),
        _party(call, phrase, several=several),
        offset_s=_offset(phrase),
    )


def _add_combined(call: Talk, fields: Fields) -> None:
    """Add the one text of each channel, where the single phrases are missing."""
    path = "combinedRecognizedPhrases[]."
    texts = call.parts(fields, "combinedRecognizedPhrases", path, "channel", *_FORMS)
    for text in texts:
        call.say(_text(call, text, path), _party(call, text, several=len(texts) > 1))


def _text(call: Talk, fields: Fields, path: str) -> str | None:
    """Return the first form that is there; the others are dropped."""
    forms = [form for form in _FORMS if values.text(fields, form)]
    call.dropped.update(path + form for form in forms[1:])
    return values.text(fields, forms[0]) if forms else None


def _offset(phrase: Fields) -> float | None:
    return next((times.seconds(phrase[key], unit) for key, unit in _OFFSETS if phrase.get(key) is not None), None)


def _party(call: Talk, fields: Fields, *, several: bool) -> str | None:
    """Return who speaks: with several channels the channel tells, else the number that diarization gave."""
    channel, speaker = talk.label(fields, "channel"), talk.label(fields, "speaker")
    if several and channel:
        return call.speaker(f"channel {channel}", channel)
    return call.speaker(f"speaker {speaker}", speaker) if speaker else None


_TICKS = b"""{"source": "https://files.example.com/Ana_Duarte.wav?sv=1&sig=abc", "timestamp": "2026-05-05T01:02:03Z",
 "durationInTicks": 95000000, "duration": "PT9.5S",
 "combinedRecognizedPhrases": [{"channel": 0, "lexical": "your name ana duarte", "display": "Your name? Ana Duarte."}],
 "recognizedPhrases": [
  {"recognitionStatus": "Success", "channel": 0, "speaker": 1, "offset": "PT0.1S", "offsetInTicks": 1000000,
   "nBest": [{"confidence": 0.9, "lexical": "your name", "itn": "your name", "maskedITN": "your name",
    "display": "Your name?", "words": [{"word": "your", "offsetInTicks": 1000000}]},
    {"confidence": 0.5, "lexical": "her name", "display": "Her name?"}]},
  {"recognitionStatus": "Success", "channel": 0, "speaker": 2, "offset": "PT1.4S", "offsetInTicks": 14000000,
   "nBest": [{"confidence": 0.9, "lexical": "ana duarte", "display": "Ana Duarte."}]}]}"""
_MILLISECONDS = b"""{"source": "u", "durationMilliseconds": 9500, "combinedRecognizedPhrases": [],
 "recognizedPhrases": [
  {"recognitionStatus": "Success", "channel": 1, "offsetMilliseconds": 1400, "locale": "en-US",
   "nBest": [{"lexical": "ana duarte", "display": "Ana Duarte.", "displayWords": [{"displayText": "Ana"}]}]},
  {"recognitionStatus": "Success", "channel": 0, "offsetMilliseconds": 100, "locale": "en-US",
   "nBest": [{"lexical": "your name"}]},
  {"recognitionStatus": "NoMatch", "channel": 0, "offsetMilliseconds": 3000, "locale": "en-US"}]}"""

PLUGIN = Format(
    name="azure-speech",
    title="Azure Speech batch transcription",
    suffixes=(".json",),
    splittable=False,
    identified=False,
    sniff=sniff,
    parse=parse,
    evidence=Evidence.DESCRIPTION,
    examples=(
        FormatExample("ticks; one reading of two, one form of four", _TICKS, conversations=(("example#0", 2),)),
        FormatExample("milliseconds; what was not recognized", _MILLISECONDS, conversations=(("example#0", 2),)),
        FormatExample(
            "readings that are no list",
            b'{"recognizedPhrases": [{"recognitionStatus": "Success", "nBest": {"display": "Hi."}}]}',
            rejects=(RejectReason.WRONG_TYPE,),
        ),
    ),
)
