"""Amazon Transcribe Call Analytics: the JSON that a post-call analytics job writes, one call a file.

`Content` is the one text of a turn; `Items` repeat it word by word. The job's name is a file name, and recordings are
named after people, so it is no id. The file does not tell when the call was.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from pipeline.conversation.model import Role
from pipeline.conversation.outcomes import RejectReason
from pipeline.sources import talk, times, values
from pipeline.sources.format import Evidence, Format, FormatExample, Head, ParseContext, Parsed, RecordError
from pipeline.sources.json_heads import holds_keys
from pipeline.sources.talk import Talk
from pipeline.sources.times import Unit
from pipeline.sources.values import Fields


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield a record or a reject for every call of a file."""
    return talk.parsed(stream, context, _call)


def sniff(head: Head) -> float:
    """Return 0.9 if there are turns by role with times in milliseconds and the word lists that Contact Lens lacks."""
    turns = holds_keys(head, "Transcript", "ParticipantRole", "BeginOffsetMillis")
    own = holds_keys(head, "JobName") or holds_keys(head, "Items") or holds_keys(head, "LoudnessScores")
    return 0.9 if turns and own and not holds_keys(head, "ParticipantId") else 0.0


def _call(call: Talk, document: Fields) -> dict[str, object]:
    fields = call.part(document, "", "LanguageCode", "Transcript", "Categories")
    if fields.get("Transcript") is None:
        raise RecordError(RejectReason.MISSING_FIELD)
    for turn in call.parts(fields, "Transcript", "Transcript[].", "Content", "ParticipantRole", "BeginOffsetMillis"):
        word = values.text(turn, "ParticipantRole")
        party = call.party(word, talk.role_word(word) or Role.THIRD_PARTY) if word else None
        call.say(
            values.text(turn, "Content"), party, offset_s=times.seconds(turn.get("BeginOffsetMillis"), Unit.MILLISECOND)
        )
    categories = call.part(fields.get("Categories"), "Categories.", "MatchedCategories")
    return call.native(
        None,
        language=fields.get("LanguageCode"),
        metadata={"tags": list(values.texts(categories, "MatchedCategories"))},
    )


_CALL = b"""{"JobStatus": "COMPLETED", "LanguageCode": "en-GB", "AccountId": "000011112222", "Channel": "VOICE",
 "JobName": "Ana_Duarte_2026-05-04.wav", "Participants": [{"ParticipantRole": "AGENT"}],
 "Categories": {"MatchedCategories": ["Refund"], "MatchedDetails": {}},
 "Transcript": [
  {"Id": "t2", "ParticipantRole": "CUSTOMER", "Content": "It's Ana Duarte.", "BeginOffsetMillis": 2100,
   "EndOffsetMillis": 3000, "Sentiment": "NEUTRAL", "LoudnessScores": [80.1],
   "Items": [{"Type": "pronunciation", "Content": "It's", "Confidence": "0.9", "BeginOffsetMillis": 2100}]},
  {"Id": "t1", "ParticipantRole": "AGENT", "Content": "What is your name?", "BeginOffsetMillis": 40, "Items": []}]}"""
_LINES = b"""{"JobName": "a", "Transcript": [{"ParticipantRole": "AGENT", "Content": "Hi.", "BeginOffsetMillis": 0}]}
{"JobName": "b", "Transcript": [{"ParticipantRole": "AGENT", "Content": " ", "BeginOffsetMillis": 0}]}
"""

PLUGIN = Format(
    name="amazon-transcribe-call-analytics",
    title="Amazon Transcribe Call Analytics, post-call",
    suffixes=(".json",),
    splittable=False,
    identified=False,
    sniff=sniff,
    parse=parse,
    evidence=Evidence.SAMPLE,
    examples=(
        FormatExample("a call; turns come in the order of their times", _CALL, conversations=(("example#0", 2),)),
        FormatExample(
            "two calls as JSON lines; a turn without words is none",
            _LINES,
            conversations=(("example#0", 1), ("example#1", 0)),
        ),
        FormatExample(
            "an offset that is no number",
            b'{"JobName": "a", "Transcript": [{"ParticipantRole": "AGENT", "Content": "Hi", "BeginOffsetMillis": {}}]}',
            rejects=(RejectReason.WRONG_TYPE,),
        ),
    ),
)
