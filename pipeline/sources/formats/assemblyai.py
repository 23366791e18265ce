"""AssemblyAI: the JSON of a finished transcript, one recording a file.

Utterances are read where there are any, else the words by speaker, else the whole text. `entities`, chapters, summaries
and sentiment repeat what was said; `audio_url` and the boosted words name people, and are not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from pipeline.conversation.outcomes import RejectReason
from pipeline.sources import talk, times, values
from pipeline.sources.format import Evidence, Format, FormatExample, Head, ParseContext, Parsed, RecordError
from pipeline.sources.json_heads import holds_keys
from pipeline.sources.talk import Talk, Word
from pipeline.sources.times import Unit
from pipeline.sources.values import Fields

_SPOKEN = ("speaker", "channel", "text", "start")


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield a record or a reject for every transcript of a file."""
    return talk.parsed(stream, context, _transcript)


def sniff(head: Head) -> float:
    """Return 0.9 if there is a transcript's id, state and text, and the address of its audio or the model's name."""
    own = holds_keys(head, "audio_url") or holds_keys(head, "acoustic_model") or holds_keys(head, "audio_duration")
    return 0.9 if own and holds_keys(head, "id", "status", "text") else 0.0


def _transcript(call: Talk, document: Fields) -> dict[str, object]:
    fields = call.part(document, "", "id", "text", "utterances", "words", "language_code")
    if fields.get("text") is None and not fields.get("utterances"):
        raise RecordError(RejectReason.MISSING_FIELD)  # queued, or failed
    for utterance in call.parts(fields, "utterances", "utterances[].", *_SPOKEN):
        offset_s = times.seconds(utterance.get("start"), Unit.MILLISECOND)
        call.say(values.text(utterance, "text"), _party(call, _speaker(utterance)), offset_s=offset_s)
    if call.silent:
        words = [_word(word) for word in call.parts(fields, "words", "words[].", *_SPOKEN, "end")]
        _add_words(call, words, values.text(fields, "text"))
    else:
        call.dropped.update(key for key in ("text", "words") if key in fields)
    return call.native(values.required_id(fields, "id"), language=fields.get("language_code"))


def _add_words(call: Talk, words: list[Word], text: str | None) -> None:
    if not any(word.speaker for word in words):
        call.say(text, None, offset_s=words[0].start if words else None)
        return
    for run in talk.utterances(words):
        call.say(" ".join(word.text for word in run), _party(call, run[0].speaker), offset_s=run[0].start)
    call.dropped["text"] += 1


def _word(word: Fields) -> Word:
    start, end = (times.seconds(word.get(key), Unit.MILLISECOND) for key in ("start", "end"))
    return Word(values.required_text(word, "text"), _speaker(word), start, end)


def _speaker(fields: Fields) -> str | None:
    """Return who speaks: a letter, with channels a number, or a name or role where speakers were identified."""
    return talk.label(fields, "speaker") or talk.label(fields, "channel")


def _party(call: Talk, label: str | None) -> str | None:
    return call.speaker(label) if label else None


_UTTERANCES = b"""{"id": "tr-1", "language_code": "en_us", "status": "completed", "audio_duration": 9,
 "audio_url": "https://files.example.com/Ana_Duarte.wav?token=1", "word_boost": ["Duarte"],
 "text": "Your name? Ana Duarte.", "words": [{"text": "Your", "start": 100, "end": 300, "speaker": "A"}],
 "utterances": [
  {"speaker": "A", "start": 100, "end": 900, "confidence": 0.9, "text": "Your name?", "words": []},
  {"speaker": "B", "start": 1400, "end": 2200, "confidence": 0.9, "text": "Ana Duarte.", "words": []}],
 "entities": [{"entity_type": "person_name", "text": "Ana Duarte", "start": 1400, "end": 2200}]}"""
_WORDS = b"""{"id": "tr-2", "status": "completed", "audio_url": "u", "text": "Hi. Hello.", "utterances": null,
 "words": [{"text": "Hi.", "start": 100, "end": 300, "speaker": "A"},
  {"text": "Hello.", "start": 500, "end": 700, "speaker": "B"}]}"""

PLUGIN = Format(
    name="assemblyai",
    title="AssemblyAI transcript",
    suffixes=(".json",),
    splittable=False,
    sniff=sniff,
    parse=parse,
    evidence=Evidence.DESCRIPTION,
    examples=(
        FormatExample("utterances", _UTTERANCES, conversations=(("tr-1", 2),)),
        FormatExample("words by speaker, no utterances", _WORDS, conversations=(("tr-2", 2),)),
        FormatExample(
            "a transcription that failed",
            b'{"id": "tr-3", "status": "error", "audio_url": "u", "text": null, "error": "no speech"}',
            rejects=(RejectReason.MISSING_FIELD,),
        ),
    ),
)
