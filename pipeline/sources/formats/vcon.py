"""vCon, the IETF's container for conversations: 0.4.0 and the names of the drafts before it.

Texts are the text dialogs and one transcript a dialog. What a dialog was recorded to, typed keys (DTMF), summaries and
attachments never pass. A redacted or amended vCon is raw input like any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import BinaryIO

from pipeline.conversation.model import Channel
from pipeline.conversation.outcomes import RejectReason
from pipeline.sources import times, values
from pipeline.sources.drafts import Draft, first_index, objects, read_drafts
from pipeline.sources.format import Evidence, Format, FormatExample, Head, ParseContext, Parsed, RecordError
from pipeline.sources.json_heads import holds_keys
from pipeline.sources.values import Fields
from pipeline.sources.vcon_dialogs import body_of, is_copy, is_mail, text_of
from pipeline.sources.vcon_parties import Parties
from pipeline.sources.vcon_transcripts import Segment, segments

_VCON = frozenset({"vcon", "uuid", "subject", "parties", "dialog", "analysis", "attachments"})
_DIALOG = frozenset({"type", "start", "duration", "parties", "originator", "mediatype", "mimetype", "encoding", "meta"})
_ANALYSIS = frozenset({"type", "dialog", "body", "encoding", "mediatype", "mimetype"})
_REPORTS = frozenset({"report", "sentiment", "summary", "translation", "tts"})
_META = ("direction", "disposition")
_EPOCH = 788_918_400  # seconds of 1995: a larger number is no offset


@dataclass(slots=True)
class _Dialog:
    """A dialog: its text if it is one, and the transcript chosen for it."""

    fields: Fields = field(repr=False)
    start: datetime | None
    seconds: float | None
    text: str = field(repr=False)
    transcript: list[Segment] = field(default_factory=list, repr=False)


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield a record or a reject for every vCon; its ordinal is its number."""
    return read_drafts(stream, context, _fill)


def sniff(head: Head) -> float:
    """Return 0.98 for what has parties and dialogs, or says that it is a vCon.

    Other vendors' transcripts stand inside as they are, so that this is surer than theirs.
    """
    bodies = ("dialog", "analysis")
    known = any(holds_keys(head, "parties", body) or holds_keys(head, "vcon", body) for body in bodies)
    cut_off = holds_keys(head, "dialog", "mediatype") or holds_keys(head, "dialog", "mimetype")
    return 0.98 if known or cut_off or holds_keys(head, "vcon", "parties", "uuid") else 0.0


def _fill(vcon: Fields, draft: Draft) -> None:
    if "ciphertext" in vcon or ("payload" in vcon and ("signatures" in vcon or "signature" in vcon)):
        raise RecordError(RejectReason.BAD_STRUCTURE)  # encrypted (JWE) or signed (JWS)
    draft.fields |= {"id": values.required_id(vcon, "uuid"), "subject": values.text(vcon, "subject")}
    parties = Parties(vcon, draft)
    dialogs = [_dialog(fields, draft) for fields in objects(vcon, "dialog")]
    loose = _add_transcripts(objects(vcon, "analysis"), dialogs, draft)
    _drop_copies(dialogs, draft)
    draft.fields["channel"] = _channel([*dialogs, *loose], draft).value
    starts = [dialog.start for dialog in dialogs if dialog.start]
    first = min(starts, default=None)
    draft.fields["started_at"] = first.isoformat() if first else None
    for dialog in (*dialogs, *loose):
        draft.say(parties.sender(dialog.fields), dialog.text, dialog.start)
        for segment in dialog.transcript:
            _say(segment, dialog, first, parties, draft)
    draft.leave("attachments", len(objects(vcon, "attachments")))
    draft.leave_rest(vcon, _VCON)


def _dialog(fields: Fields, draft: Draft) -> _Dialog:
    is_text = values.text(fields, "type") == "text"
    meta = values.mapping(fields.get("meta"))
    draft.metadata |= {name: meta.get(name, fields.get(name)) for name in _META if meta.get(name, fields.get(name))}
    draft.leave_rest(meta, _META, "dialog[].meta.")
    draft.leave_rest(fields, _DIALOG.union(("body", *_META) if is_text else _META), "dialog[].")
    return _Dialog(
        fields,
        draft.moment(fields.get("start")),
        times.seconds(fields.get("duration")),
        text_of(fields, draft) if is_text else "",
    )


def _add_transcripts(analyses: list[Fields], dialogs: list[_Dialog], draft: Draft) -> list[_Dialog]:
    """Give each dialog its first transcript that says something; return those that belong to none."""
    loose: list[_Dialog] = []
    for analysis in analyses:
        kind = values.text(analysis, "type") or ""
        if "transcript" not in kind.casefold():
            draft.leave_kind("analysis[].", kind, _REPORTS)
            continue
        draft.leave_rest(analysis, _ANALYSIS, "analysis[].")
        number = first_index(analysis.get("dialog"))
        belongs = number is not None and 0 <= number < len(dialogs)
        dialog = dialogs[number] if number is not None and belongs else _Dialog({}, None, None, "")
        taken = bool(dialog.text or dialog.transcript) or (not belongs and bool(loose))
        if taken or not (said := segments(body_of(analysis), draft)):
            draft.leave("analysis[].transcript")
            continue
        dialog.transcript = said
        if not belongs:
            loose.append(dialog)
    return loose


def _drop_copies(dialogs: list[_Dialog], draft: Draft) -> None:
    """Drop the transcript of a call that also stands as text dialogs, which say who spoke and when."""
    for call in dialogs:
        written = " ".join(dialog.text for dialog in dialogs if dialog.text and _is_during(dialog, call))
        if call.transcript and is_copy(written, " ".join(segment.text for segment in call.transcript)):
            call.transcript = []
            draft.leave("analysis[].transcript")


def _is_during(dialog: _Dialog, call: _Dialog) -> bool:
    if dialog.start is None or call.start is None or call.seconds is None:
        return True
    return 0 <= (dialog.start - call.start).total_seconds() <= call.seconds


def _channel(dialogs: list[_Dialog], draft: Draft) -> Channel:
    if any(dialog.transcript or dialog.fields.get("type") == "recording" for dialog in dialogs):
        return Channel.CALL
    if any(dialog.text and is_mail(dialog.fields) for dialog in dialogs):
        return Channel.EMAIL
    return draft.context.default_channel or Channel.CHAT


def _say(segment: Segment, dialog: _Dialog, first: datetime | None, parties: Parties, draft: Draft) -> None:
    speaker = parties.speaker(segment, dialog.fields)
    start = segment.start
    if isinstance(start, str) and "-" in start:
        draft.say(speaker, segment.text, start)
        return
    offset = times.seconds(start)
    if offset is not None and offset >= _EPOCH:
        draft.say(speaker, segment.text, draft.moment(offset, times.Unit.SECOND))
        return
    if offset is not None and offset >= values.LONGEST_S:
        raise RecordError(RejectReason.BAD_TIME)
    at = dialog.start + timedelta(seconds=offset) if dialog.start and offset is not None else None
    draft.say(speaker, segment.text, at, offset if dialog.start == first else None)


_PARTIES = b"""[{"tel": "tel:+34600111222", "name": "Ana Duarte", "role": "customer", "uuid": "7f-1"},
 {"mailto": "jo@example.com", "name": "Jo Reed", "meta": {"role": "agent"}}]"""
_CALL = (
    b"""{"vcon": "0.4.0", "uuid": "v-1", "parties": %b, "dialog": [
 {"type": "recording", "start": "2026-03-02T10:00:00Z", "duration": 9.5, "parties": [0, 1], "filename": "ana.wav",
  "url": "https://example.com/ana.wav?token=t", "party_history": [{"party": 0, "event": "keydown", "button": "4"}]}],
 "analysis": [{"type": "transcript", "dialog": 0, "encoding": "json", "body":
  "[{\\"parties\\": 1, \\"start\\": 0.4, \\"text\\": \\"Hello?\\"}, {\\"parties\\": 0, \\"text\\": \\"Hi.\\"}]"},
  {"type": "summary", "dialog": 0, "body": "Ana says hi."}], "attachments": [{"body": "Ana"}]}"""
    % _PARTIES
)
_MAIL = (
    b"""{"uuid": "v-2", "subject": "Refund", "parties": %b, "dialog": [
 {"type": "text", "start": "2026-03-02T10:00:00Z", "parties": [0, 1], "mimetype": "multipart/mixed; boundary=b", "body":
  "--b\\nContent-Type: text/plain\\n\\nWhere is it?\\n--b\\nContent-Type: image/png\\n\\nAA\\n--b--"},
 {"type": "text", "start": "2026-03-02T11:00:00Z", "parties": 1, "mimetype": "text/html", "message_id": "<1@x.example>",
  "body": "<p>On its way.</p>"}]}"""
    % _PARTIES
)
_DEEPGRAM = (
    b"""{"uuid": "v-3", "parties": %b, "dialog": [
  {"type": "recording", "start": "2026-03-02T10:00:00Z", "parties": [0, 1]}],
 "analysis": [{"type": "transcript", "dialog": [0], "encoding": "none", "body": {"results": {
  "channels": [{"alternatives": [{"transcript": "hello hi", "words": [{"word": "hello"}]}]}], "utterances": [
  {"start": 0.1, "channel": 0, "transcript": "hello"}, {"start": 1.2, "channel": 0, "transcript": "hi"}]}}}]}"""
    % _PARTIES
)

PLUGIN = Format(
    name="vcon",
    title="vCon, the IETF's container for conversations (0.4.0 and older drafts)",
    suffixes=(".vcon", ".json"),
    splittable=False,
    sniff=sniff,
    parse=parse,
    evidence=Evidence.SAMPLE,
    examples=(
        FormatExample("a call by its transcript; keys typed and the summary are dropped", _CALL, (("v-1", 2),)),
        FormatExample("e-mails, as MIME and as HTML; the subject is turn 0", _MAIL, (("v-2", 3),)),
        FormatExample("of Deepgram's copies the utterances count", _DEEPGRAM, (("v-3", 2),)),
        FormatExample(
            "a signed vCon is refused, for nobody can see into it",
            b'{"payload": "eyJ1dWlkIjoiMSJ9", "signatures": [{"protected": "e30", "signature": "x"}]}',
            rejects=(RejectReason.BAD_STRUCTURE,),
            sniffed=False,
        ),
        FormatExample(
            "without a uuid it is rejected",
            b'{"vcon": "0.3.0", "parties": [], "dialog": []}',
            rejects=(RejectReason.MISSING_FIELD,),
        ),
    ),
)
