"""Plain transcripts: `Agent: ... / Customer: ...` and their kin, one conversation a file or parted by `---` or `===`.

A header block of `Key: value` lines may stand before the first blank line. Clock times in front of labels are offsets
in one transcript and times of day in the next, so they are dropped and counted; ISO 8601 stamps are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import dropwhile
from typing import BinaryIO

from pipeline.conversation.model import Role
from pipeline.conversation.outcomes import RejectReason
from pipeline.sources import assemble
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
from pipeline.sources.lines import read_lines
from pipeline.sources.transcript_lines import HEADER_KEYS, Spoken, header_value, is_rule, spoken

SNIFF_LINES = 200
FEWEST = 0.05  # of the lines of a transcript begin a turn
MOST_LINES = 1_000_000  # of one conversation: short lines take more memory than their bytes


@dataclass(slots=True)
class _Piece:
    """The lines between two rules, and their size in bytes. `fault` says why they cannot be read."""

    lines: list[str] = field(default_factory=list, repr=False)
    size: int = 0
    fault: RejectReason | None = None


@dataclass(slots=True)
class _Turn:
    speaker: Spoken | None
    lines: list[str] = field(default_factory=list, repr=False)


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield a record or a reject for every conversation of the file; its ordinal is its number."""
    field_map = context.field_map or FieldMap()
    context = context.in_zone(field_map.zone)
    ordinal = 0
    for piece in _pieces(stream, context):
        if piece.fault is None and not any(line.strip() for line in piece.lines):
            continue
        yield _record(piece, context, field_map, ordinal)
        ordinal += 1


def sniff(head: Head) -> float:
    """Return 0.55 to 0.75, the more of the lines begin with a known word for a party; less if there is none."""
    try:
        lines = [line.decode() for line in head.lines(SNIFF_LINES)]
    except UnicodeDecodeError:
        return 0.0
    said = [found for line in lines if (found := spoken(line.rstrip("\r\n"), {}))]
    known = sum(found.sure for found in said)
    if known < FEWEST * len(lines) or not known:
        return 0.3 if said else 0.0  # "Ana: hello" may be a transcript, or a log, or an e-mail
    return 0.55 + 0.2 * known / len(lines)


def _pieces(stream: BinaryIO, context: ParseContext) -> Iterator[_Piece]:
    """Yield what stands between rules, each bounded by the limit of a conversation."""
    piece = _Piece()
    for line in read_lines(stream, context):
        if line.data is not None and is_rule(line.data.decode(errors="replace")):
            yield piece
            piece = _Piece()
            continue
        piece.size += line.size
        too_many = piece.size > context.limits.conversation_bytes or len(piece.lines) >= MOST_LINES
        if line.data is None or too_many:
            piece.fault, piece.lines = RejectReason.TOO_LARGE, []
        elif piece.fault is None:
            try:
                piece.lines.append(line.data.decode().rstrip("\r\n"))
            except UnicodeDecodeError:
                piece.fault, piece.lines = RejectReason.NOT_UTF8, []
    yield piece


def _record(piece: _Piece, context: ParseContext, field_map: FieldMap, ordinal: int) -> Parsed:
    if piece.fault:
        return context.reject(ordinal, piece.fault)
    dropped: Counter[str] = Counter()
    try:
        fields = _fields(piece.lines, field_map, dropped)
    except RecordError as bad:
        return context.reject(ordinal, bad.reason)
    fields["channel"] = fields["channel"] or context.default_channel
    if fields["channel"] is None:
        return context.reject(ordinal, RejectReason.UNKNOWN_CHANNEL)
    fields["id"] = fields["id"] or f"{context.relative_path}#{ordinal}"
    return assemble.record(fields, context, ordinal, piece.size, dropped)


def _fields(lines: Sequence[str], field_map: FieldMap, dropped: Counter[str]) -> dict[str, object]:
    """Return the fields of the native format that a transcript holds; `id` and `channel` may be None."""
    labels = {label.casefold(): Role(role) for role, written in field_map.values.role.items() for label in written}
    header, body = _header(lines, labels, dropped)
    turns = _turns(body, labels)
    if not any(turn.speaker for turn in turns):
        raise RecordError(RejectReason.BAD_STRUCTURE)
    dropped["turns[].clock"] += sum(turn.speaker.clock for turn in turns if turn.speaker)
    parties = _parties(turns, header)
    constants, meaning = field_map.constants, field_map.values.meaning
    channel, language = header.get("channel"), header.get("language")
    order = header.get("order_ids")
    return {
        "id": header.get("id"),
        "channel": meaning("channel", channel) if channel else constants.channel,
        "language": meaning("language", language) if language else constants.language,
        "started_at": header.get("started_at"),
        "closed_at": header.get("closed_at"),
        "subject": header.get("subject"),
        "order_ids": [order] if order else [],
        "participants": list(parties.values()),
        "turns": [_native(turn, parties) for turn in turns],
    }


def _header(
    lines: Sequence[str], labels: dict[str, Role], dropped: Counter[str]
) -> tuple[dict[str, str], Sequence[str]]:
    """Return the fields of the header block and the lines after it. Keys without a field are dropped and counted."""
    lines = list(dropwhile(lambda line: not line.strip(), lines))
    block = next((number for number, line in enumerate(lines) if not line.strip()), 0)
    pairs = [header_value(line) for line in lines[:block]]
    whole = bool(pairs) and all(pair and (pair[0] in HEADER_KEYS or not _is_party(pair[0], labels)) for pair in pairs)
    header: dict[str, str] = {}
    for number, line in enumerate(lines):
        key, value = header_value(line) or ("", "")
        if key in HEADER_KEYS and value:
            header.setdefault(HEADER_KEYS[key], value)
        elif whole and number < block and pairs[0] and pairs[0][0] in HEADER_KEYS:
            # Without a blank line after it, an unknown key might be the first speaker: it is then no header line.
            dropped[assemble.dropped_path("header.", key.replace(" ", "_"))] += 1
        else:
            return header, lines[number:]
    return header, []


def _is_party(label: str, labels: dict[str, Role]) -> bool:
    found = spoken(f"{label}:", labels)
    return found is not None and found.sure


def _turns(lines: Sequence[str], labels: dict[str, Role]) -> list[_Turn]:
    """Return the turns; a line that begins none goes on with the one before."""
    said = [spoken(line, labels) for line in lines]
    speakers = _speakers(said)
    turns: list[_Turn] = []
    for line, found in zip(lines, said, strict=True):
        if found is not None and found.label in speakers:
            turns.append(_Turn(found, [found.text]))
        elif turns:
            turns[-1].lines.append(line)
        elif line.strip():
            turns.append(_Turn(None, [line]))
    return turns


def _speakers(said: Sequence[Spoken | None]) -> frozenset[str]:
    """Return the labels that are speakers: sure ones, and others that come again.

    "Note: ..." once in a chat of Agent and Customer is what somebody wrote. Where no label is sure, all count.
    """
    counts = Counter(found.label for found in said if found)
    known = {found.label for found in said if found and found.sure}
    return frozenset(label for label, count in counts.items() if label in known or count > 1 or not known)


def _parties(turns: Sequence[_Turn], header: dict[str, str]) -> dict[str, dict[str, object]]:
    """Return the participants by label, then those of whom only the header speaks."""
    said = [turn.speaker for turn in turns if turn.speaker]
    known = {speaker.role for speaker in said}
    parties: dict[str, dict[str, object]] = {}
    for speaker in said:
        role = speaker.role or _other_side(known)
        party = parties.setdefault(speaker.label, {"id": f"p{len(parties)}", "role": role, "name": None})
        party["name"] = party["name"] or speaker.name
    for role in (Role.CUSTOMER, Role.AGENT):
        given = {key.split(".")[1]: value for key, value in header.items() if key.startswith(f"{role}.")}
        party = next((party for party in parties.values() if party["role"] == role), {})
        if given and party.get("name") in {None, given.get("name")} and party:
            party.update(given)
        elif given:
            parties[f"{role}."] = {"id": f"p{len(parties)}", "role": role, **given}
    return parties


def _other_side(known: set[Role | None]) -> Role:
    """Return the role of a speaker of whom only the name is known.

    In a talk with an agent it is the customer and the other way round. Of names alone nobody can tell who is who.
    """
    if Role.CUSTOMER in known:
        return Role.AGENT
    return Role.CUSTOMER if Role.AGENT in known else Role.THIRD_PARTY


def _native(turn: _Turn, parties: dict[str, dict[str, object]]) -> dict[str, object]:
    text = "\n".join(turn.lines).rstrip("\n")
    if turn.speaker is None:
        return {"text": text}
    return {"text": text, "participant": parties[turn.speaker.label]["id"], "at": turn.speaker.stamp}


_CHAT = b"""Channel: chat
Language: en
Agent name: Chloe

Agent: Hello, what is your name?
Customer: ana duarte
and I have a question
"""
_CALLS = b"AGENT 1 (00:01): Hello.\nCaller (00:04): Hi.\n===\n[00:00:12] Customer - Hello?\n[00:00:15] Rep: Yes.\n"

PLUGIN = Format(
    name="text",
    title="Plain transcripts with a speaker's label before each turn",
    suffixes=(".txt", ".text", ".log"),
    splittable=False,
    identified=False,
    sniff=sniff,
    parse=parse,
    evidence=Evidence.OWN,
    examples=(
        FormatExample("a header, two turns, a line that goes on", _CHAT, conversations=(("example#0", 2),)),
        FormatExample(
            "two calls in a file, the channel declared",
            _CALLS,
            conversations=(("example#0", 2), ("example#1", 2)),
            options=SourceOptions(field_map=FieldMap.model_validate({"constants": {"channel": "call"}})),
        ),
        FormatExample(
            "without a channel nothing can be decided",
            b"Agent: Hello\nCustomer: Hi\n",
            rejects=(RejectReason.UNKNOWN_CHANNEL,),
        ),
    ),
)
