"""Transcripts in a vCon: the standard fixes none of their bodies, so each vendor's is told by its keys.

Known are lists of segments under many names, and Deepgram's results. One text is taken: utterances before paragraphs
before words. Words, alternatives, confidences and the text as a whole are further copies and stay behind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import orjson

from pipeline.conversation.outcomes import RejectReason
from pipeline.sources import transcript_lines, values
from pipeline.sources.drafts import Draft, first_index, objects
from pipeline.sources.format import RecordError
from pipeline.sources.values import Fields

_LISTS = ("utterances", "segments", "sentences", "conversation", "messages", "turns", "entries", "transcript")
_WHOLES = ("transcript", "text")
_TEXTS = ("text", "transcript", "message", "content", "body")
_PARTIES = ("parties", "party")
_LABELS = ("speaker", "role", "participant", "name")
_STARTS = ("start", "start_time", "startTime", "begin", "timestamp")
_USED = frozenset((*_TEXTS, *_PARTIES, *_LABELS, *_STARTS, "channel"))
_DEEPEST = 4
_PATH = "analysis[].body"


@dataclass(frozen=True, slots=True)
class Segment:
    """One utterance. `party` is an index; `label` is whatever else names the speaker; `start` is in any notation."""

    text: str = field(repr=False)
    party: int | None = None
    label: str | None = field(default=None, repr=False)
    start: object = field(default=None, repr=False)
    channel: int | None = None


def segments(body: object, draft: Draft, depth: int = 0) -> list[Segment]:
    """Return what is said in the body of a transcript, in its order; nothing where the body is of no known kind.

    Raises:
        RecordError: a part of it has the wrong type.
    """
    if isinstance(body, str):
        if not body.lstrip().startswith(("{", "[")):
            return list(_lines(body))
        body = _json(body)
    if isinstance(body, list):
        return [segment for item in body if (segment := _segment(item, draft))]
    return _object(body, draft, depth) if isinstance(body, Mapping) else []


def _object(body: Fields, draft: Draft, depth: int) -> list[Segment]:
    if isinstance(body.get("results"), Mapping):
        draft.leave_rest(body, {"results"}, f"{_PATH}.")
        return _deepgram(values.mapping(body["results"]), draft)
    for key in (*_LISTS, *_WHOLES):
        worth = depth < _DEEPEST and isinstance(body.get(key), list | str | Mapping)
        if worth and (found := segments(body[key], draft, depth + 1)):
            draft.leave_rest(body, {key}, f"{_PATH}.")
            return found
    return []


def _json(text: str) -> object:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        raise RecordError(RejectReason.NOT_JSON) from None


def _lines(text: str) -> Iterator[Segment]:
    """Yield the lines of a plain transcript as turns, if the first has a label; else all of it as one."""
    lines = [line for line in text.splitlines() if line.strip()]
    said = [transcript_lines.spoken(line, {}) for line in lines]
    if not said or said[0] is None or not any(found.sure for found in said if found):
        yield Segment(text)
        return
    for line, found in zip(lines, said, strict=True):
        yield Segment(line) if found is None else Segment(found.text, label=found.label, start=found.stamp)


def _segment(item: object, draft: Draft) -> Segment | None:
    if isinstance(item, str):
        return Segment(item)
    fields = values.mapping(item)
    text = next((fields[key] for key in _TEXTS if isinstance(fields.get(key), str)), None)
    if not isinstance(text, str):
        return None
    draft.leave_rest(fields, _USED, f"{_PATH}[].")
    return Segment(
        text,
        next((party for key in _PARTIES if (party := first_index(fields.get(key))) is not None), None),
        next((label for key in _LABELS if isinstance(label := fields.get(key), str)), None),
        next((fields[key] for key in _STARTS if fields.get(key) is not None), None),
        first_index(fields.get("channel")),
    )


def _deepgram(results: Fields, draft: Draft) -> list[Segment]:
    draft.leave_rest(results, ("utterances",) if results.get("utterances") else ("channels",), f"{_PATH}.results.")
    channels = objects(results, "channels")
    many = len(channels) > 1
    if utterances := objects(results, "utterances"):
        return [
            Segment(
                values.required_text(said, "transcript"),
                start=said.get("start"),
                channel=first_index(said.get("channel")) if many else None,
            )
            for said in utterances
        ]
    numbered = ((channel, number if many else None) for number, channel in enumerate(channels))
    return [said for channel, number in numbered for said in _channel(channel, number, draft)]


def _channel(channel: Fields, number: int | None, draft: Draft) -> Iterator[Segment]:
    best = next(iter(objects(channel, "alternatives")), {})
    whole = best.get("paragraphs")
    paragraphs = objects(whole, "paragraphs") if isinstance(whole, Mapping) else []
    draft.leave_rest(best, ("paragraphs",) if paragraphs else ("transcript",), f"{_PATH}.results.channels[].")
    for paragraph in paragraphs:
        said = " ".join(values.required_text(sentence, "text") for sentence in objects(paragraph, "sentences"))
        yield Segment(said, start=paragraph.get("start"), channel=number)
    if not paragraphs:
        yield Segment(values.text(best, "transcript") or "", start=0 if number is None else None, channel=number)
