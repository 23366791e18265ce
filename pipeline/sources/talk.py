"""A talk while a reader of transcripts puts it together: parties, turns in order, what was left out or put right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import BinaryIO, TypedDict

from pipeline.conversation.model import Channel, Role
from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.sources import assemble, speakers, values
from pipeline.sources.documents import Document, documents
from pipeline.sources.field_map import FieldMap
from pipeline.sources.format import ParseContext, Parsed, RecordError
from pipeline.sources.identities import identity
from pipeline.sources.values import Fields

KINDS = {"name": "PERSON", "phone": "PHONE_NUMBER", "email": "EMAIL_ADDRESS", "customer_id": "CUSTOMER_ID"}
"""What the fields of a participant are, where a second value of one is kept beside it."""
_NO_MAP = FieldMap()
PAUSE_S = 0.8
"""A silence that ends an utterance, where a vendor gives words alone (Deepgram's own default)."""


class _Turn(TypedDict):
    text: str
    participant: str | None
    at: str | None
    offset_s: float | None


@dataclass(slots=True)
class Talk:
    """One conversation of a vendor's file, on its way to the fields of the native format."""

    context: ParseContext
    dropped: Counter[str] = field(default_factory=Counter)
    repaired: Counter[str] = field(default_factory=Counter)
    _parties: dict[str, dict[str, object]] = field(default_factory=dict, repr=False)
    _turns: list[_Turn] = field(default_factory=list, repr=False)
    _known: dict[tuple[str, str], None] = field(default_factory=dict, repr=False)

    def part(self, value: object, path: str, *keys: str) -> Fields:
        """Return an object's fields (none if it is absent); every key but these is dropped and counted.

        Args:
            value: What should be an object.
            path: Where it stands, as a prefix of counted names ("Transcript[].").
            keys: What the reader reads of it.
        """
        fields = values.mapping(value)
        self.dropped.update(assemble.dropped_path(path, key) for key in fields if key not in keys)
        return fields

    def parts(self, fields: Fields, key: str, path: str, *keys: str) -> list[Fields]:
        """Return the objects of a list, as `part` does."""
        return [self.part(present(item), path, *keys) for item in values.items(fields, key) or ()]

    def party(self, key: str, role: Role, **known: object) -> str:
        """Return the participant's id of the party with that key of the vendor's; what is new about it is kept."""
        party = self._parties.setdefault(key, {"id": f"p{len(self._parties)}", "role": role})
        if party["role"] is Role.THIRD_PARTY:
            party["role"] = role
        for name, value in known.items():
            if value is not None and party.setdefault(name, value) != value:
                self.knows(KINDS[name], value)
        return str(party["id"])

    def speaker(self, label: str, *others: str) -> str:
        """Return the participant's id of a speaker of whom only labels are known.

        The field map says what labels mean, else a word such as "Agent" does; nobody can tell from a number who it is.
        """
        role = next((role for each in (label, *others) if (role := self.declared_role(each))), None)
        split = speakers.split_label(label.replace("_", " "))
        return self.party(f"label:{label}", role or (split[0] if split else Role.THIRD_PARTY), **identity(label))

    def declared_role(self, label: str) -> Role | None:
        """Return the role that the field map gives a label."""
        meaning = self._field_map.values.meaning("role", label)
        named = meaning in self._field_map.values.role
        return Role(meaning) if named else None

    def knows(self, entity_type: str, value: object) -> None:
        """Keep a value that identifies somebody and stands outside the texts, so that it is searched for in them."""
        if value is not None:
            self._known[entity_type, values.required_text({"value": value}, "value")] = None

    def say(self, text: str | None, party: str | None, *, offset_s: float | None = None, at: str | None = None) -> None:
        """Add a turn; one without words is none. Turns stand by their time, those of one time as they came."""
        if text is None or not text.strip():
            return
        moment = values.moment({"at": at}, "at", self.context.zone)
        at = moment.isoformat() if moment else None
        self._turns.append({"text": text.strip(), "participant": party, "at": at, "offset_s": offset_s})

    @property
    def silent(self) -> bool:
        """Whether nothing has been said so far."""
        return not self._turns

    def native(self, identifier: str | None, channel: Channel = Channel.CALL, **fields: object) -> dict[str, object]:
        """Return the fields of the native format.

        Args:
            identifier: The vendor's id of the conversation; without it the file's path and a number are the id.
            channel: How it was held.
            fields: More fields of the native format.
        """
        turns = _ordered(self._turns)
        metadata = values.mapping(fields.pop("metadata", None))
        fields.setdefault("started_at", next((turn["at"] for turn in turns if turn["at"]), None))
        return {
            "id": identifier,
            "channel": channel,
            "participants": list(self._parties.values()),
            "turns": turns,
            "metadata": {key: value for key, value in metadata.items() if value not in (None, [])},
            "known_values": [{"entity_type": kind, "value": value} for kind, value in self._known],
            **fields,
        }

    def declared_channel(self) -> Channel:
        """Return the channel that the user declared for formats that do not tell, else a call."""
        constant = self._field_map.constants.channel
        return Channel(constant) if constant else self.context.default_channel or Channel.CALL

    @property
    def _field_map(self) -> FieldMap:
        return self.context.field_map or _NO_MAP


def _ordered(turns: Sequence[_Turn]) -> list[_Turn]:
    """Return the turns by time of day where they have one, else by offset; one without stays after the one before."""
    timed = any(turn["at"] for turn in turns) and any(turn["offset_s"] is None for turn in turns)
    times = [datetime.fromisoformat(turn["at"]).timestamp() if turn["at"] else None for turn in turns]
    starts = times if timed else [turn["offset_s"] for turn in turns]
    known: list[float] = []
    for start in starts:
        known.append(start if start is not None else known[-1] if known else 0.0)
    return [turns[index] for index in sorted(range(len(turns)), key=known.__getitem__)]


Reading = Callable[[Talk, Fields], dict[str, object]]
"""Puts a vendor's document into a talk and returns its native fields; it may raise `RecordError`."""


def parsed(stream: BinaryIO, context: ParseContext, reading: Reading, pages: Sequence[str] = ()) -> Iterator[Parsed]:
    """Yield a record or a reject for every document of a JSON file (see `documents`)."""
    for document in documents(stream, context, pages):
        yield document if isinstance(document, Reject) else record(document, context, reading)


def record(document: Document, context: ParseContext, reading: Reading) -> Parsed:
    """Return the record of one document, or its reject."""
    return finished(document.size, document.ordinal, context, lambda talk: reading(talk, document.fields))


def finished(size: int, ordinal: int, context: ParseContext, put: Callable[[Talk], dict[str, object]]) -> Parsed:
    """Return the record of what is put into a talk, or its reject.

    Args:
        size: Bytes of input.
        ordinal: See `Record`.
        context: Where the bytes came from and what was declared about them.
        put: Fills the talk and returns its native fields; it may raise `RecordError`.
    """
    zone = context.field_map.zone if context.field_map else None
    talk = Talk(context.in_zone(zone))
    try:
        fields = put(talk)
    except RecordError as bad:
        return context.reject(ordinal, bad.reason)
    fields["id"] = fields["id"] or f"{context.relative_path}#{ordinal}"
    return assemble.record(fields, talk.context, ordinal, size, talk.dropped, talk.repaired)


@dataclass(frozen=True, slots=True)
class Word:
    """One recognized word: who spoke it, and when, in seconds; None where that is not known."""

    text: str = field(repr=False)
    speaker: str | None = None
    start: float | None = None
    end: float | None = None


def utterances(words: Iterable[Word], pause_s: float = float("inf")) -> Iterator[list[Word]]:
    """Yield words as utterances, which end where the speaker changes or is silent for `pause_s`."""
    run: list[Word] = []
    for word in words:
        silence = word.start - run[-1].end if run and word.start is not None and run[-1].end is not None else 0.0
        if run and (word.speaker != run[-1].speaker or silence >= pause_s):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def present(item: object) -> object:
    """Return a list's item; unlike a field, it cannot be absent."""
    if item is None:
        raise RecordError(RejectReason.WRONG_TYPE)
    return item


def label(fields: Fields, key: str) -> str | None:
    """Return what tells a speaker, a channel or a user apart, a word or a whole number, as text."""
    value = fields.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    written = values.text(fields, key)
    return written if written and written.strip() else None


def role_word(word: str | None) -> Role | None:
    """Return the role that a vendor's word stands for ("CUSTOMER", "END_USER"), or None."""
    return speakers.role_of((word or "").replace("_", " "))


def closing(started_at: datetime | None, duration_s: float | None) -> str | None:
    """Return when a conversation ended that began at a known time."""
    if started_at is None or duration_s is None:
        return None
    if duration_s >= values.LONGEST_S:
        raise RecordError(RejectReason.BAD_TIME)
    try:
        return (started_at + timedelta(seconds=duration_s)).isoformat()
    except OverflowError:
        raise RecordError(RejectReason.BAD_TIME) from None
