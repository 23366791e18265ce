"""Conversations in the making: what a reader of tickets and chats finds, until `assemble` checks it.

Vendors name a speaker by an id of their own, say who that is somewhere else in the record, and give more than turns
hold. A draft gathers all of it: parties by the vendor's key, turns in any order, values to search for, keys left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from pipeline.conversation.model import Role
from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.sources import assemble, speakers, times, values
from pipeline.sources.documents import documents
from pipeline.sources.format import ParseContext, Parsed, RecordError
from pipeline.sources.values import Fields

_PARTY_TYPES = {"name": "PERSON", "email": "EMAIL_ADDRESS", "phone": "PHONE_NUMBER", "address": "STREET_ADDRESS"}
_NOTHING: tuple[object, ...] = (None, "", [], {}, False)


@dataclass(slots=True)
class _Party:
    role: Role | None
    known: dict[str, str] = field(default_factory=dict, repr=False)


@dataclass(slots=True)
class _Said:
    text: str = field(repr=False)
    key: str | None = field(repr=False)
    at: datetime | None
    offset_s: float | None


@dataclass(slots=True)
class Draft:
    """One conversation as a reader gathers it.

    `fields` are the native format's, but for participants, turns and known values. `dropped` counts what is left out,
    by path; `repaired` what was put right, by name.
    """

    context: ParseContext
    ordinal: int
    fields: dict[str, object] = field(default_factory=dict, repr=False)
    metadata: dict[str, object] = field(default_factory=dict, repr=False)
    dropped: Counter[str] = field(default_factory=Counter)
    repaired: Counter[str] = field(default_factory=Counter)
    _parties: dict[str, _Party] = field(default_factory=dict, repr=False)
    _said: list[_Said] = field(default_factory=list, repr=False)
    _values: dict[tuple[str, str], None] = field(default_factory=dict, repr=False)

    def own_id(self) -> str:
        """Return an id for a conversation to which its vendor gives none."""
        return f"{self.context.relative_path}#{self.ordinal}"

    def party(self, key: str, role: Role | None, **known: object) -> None:
        """Add a party, or what is new about one; the first role and the first of two names or addresses count.

        Args:
            key: The vendor's id of the party. It stays here: participants are numbered.
            role: None where the record does not say. Such a party's turns have no speaker.
            known: Fields of a participant. Empty ones do not count, nor do names like "Support"; what cannot be two is
                a value to search for.
        """
        party = self._parties.setdefault(key, _Party(role))
        party.role = party.role or role
        for name, given in known.items():
            if given is None:
                continue
            value = (values.text({name: given}, name) or "").strip()
            if name == "name" and speakers.role_of(value):
                continue
            if value and party.known.setdefault(name, value) != value:
                self.know(_PARTY_TYPES.get(name, "CUSTOMER_ID"), value)

    def role_of(self, key: str | None) -> Role | None:
        """Return the role of a party that was added, or None."""
        party = self._parties.get(key or "")
        return party.role if party else None

    def keys_of(self, role: Role) -> list[str]:
        """Return the keys of the parties of a role, in the order in which they were added."""
        return [key for key, party in self._parties.items() if party.role is role]

    def know(self, entity_type: str, value: object) -> None:
        """Add a value to search for: a text, a number, or nothing."""
        text = identifier(value) if isinstance(value, int) else values.text({"value": value}, "value")
        if text and text.strip():
            self._values[entity_type, text.strip()] = None

    def say(self, key: str | None, text: str, at: object = None, offset_s: float | None = None) -> None:
        """Add a turn, unless nothing is said in it.

        Args:
            key: Whose turn it is; the party may be added later, or never.
            text: What is said.
            at: ISO 8601, or a time that `moment` gave.
            offset_s: Seconds from the conversation's start.
        """
        if text.strip():
            when = at if isinstance(at, datetime) else self.moment(at)
            self._said.append(_Said(values.clean(text).strip(), key, when, offset_s))

    def moment(self, value: object, unit: times.Unit | None = None) -> datetime | None:
        """Return a time in UTC, or None where there is none: ISO 8601, or a number of `unit` since 1970."""
        read = value if unit is None else times.moment(value, unit, self.repaired)
        return values.moment({"at": read or None}, "at", self.context.zone)

    def leave(self, path: str, count: int = 1) -> None:
        """Count something that is left out, by a path of the reader's own."""
        self.dropped[path] += count

    def leave_kind(self, prefix: str, kind: str, kinds: Container[str]) -> None:
        """Count an item that is left out by what kind it says it is; a kind that nobody expects might be content."""
        self.leave(prefix + (kind if kind in kinds else "*"))

    def leave_rest(self, fields: Fields, used: Iterable[str], prefix: str = "") -> None:
        """Count the keys that are not used and hold something."""
        for key, value in fields.items():
            if key not in used and value not in _NOTHING:
                self.leave(assemble.dropped_path(prefix, key))

    def record(self, size: int) -> Parsed:
        """Return the record of all this, or its reject. It starts with its first turn where nothing else is said."""
        said = _in_order(self._said)
        first = next((turn.at.isoformat() for turn in said if turn.at), None)
        numbers = {key: f"p{number}" for number, key in enumerate(self._parties)}
        gathered = {
            "metadata": {key: value for key, value in self.metadata.items() if value not in _NOTHING},
            "participants": [
                {"id": numbers[key], "role": (party.role or Role.THIRD_PARTY).value, **party.known}
                for key, party in self._parties.items()
            ],
            "known_values": [{"entity_type": kind, "value": value} for kind, value in self._values],
            "turns": [self._turn(turn, numbers) for turn in said],
        }
        fields = {**self.fields, **gathered, "started_at": self.fields.get("started_at") or first}
        return assemble.record(fields, self.context, self.ordinal, size, self.dropped, self.repaired)

    def _turn(self, said: _Said, numbers: Mapping[str, str]) -> dict[str, object]:
        speaker = said.key if self.role_of(said.key) else None
        return {
            "participant": None if speaker is None else numbers[speaker],
            "text": said.text,
            "at": said.at.isoformat() if said.at else None,
            "offset_s": said.offset_s,
        }


Fill = Callable[[Fields, Draft], None]
"""Moves one document into a draft; may raise `RecordError`."""


def drafted(fields: Fields, context: ParseContext, ordinal: int, size: int, fill: Fill) -> Parsed:
    """Return the record of one document, or its reject."""
    draft = Draft(context, ordinal)
    try:
        fill(fields, draft)
    except RecordError as bad:
        return context.reject(ordinal, bad.reason)
    return draft.record(size)


def read_drafts(stream: BinaryIO, context: ParseContext, fill: Fill, pages: Sequence[str] = ()) -> Iterator[Parsed]:
    """Yield the record of every document of a file, or its reject; for `pages` see `documents`."""
    for found in documents(stream, context, pages):
        if isinstance(found, Reject):
            yield found
        else:
            yield drafted(found.fields, context, found.ordinal, found.size, fill)


def _in_order(said: Sequence[_Said]) -> list[_Said]:
    """Return turns by time, in their order where times are equal; a turn without time stays behind the one before."""
    latest: float = float("-inf")
    keyed: list[tuple[float, int]] = []
    for index, turn in enumerate(said):
        if turn.at is not None:
            latest = turn.at.timestamp()
        elif turn.offset_s is not None:
            latest = turn.offset_s
        keyed.append((latest, index))
    return [said[index] for _, index in sorted(keyed)]


def identifier(value: object) -> str:
    """Return an id that a vendor writes as a text or a whole number.

    Raises:
        RecordError: it is neither, or absent.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return values.required_id({"id": value}, "id")


def optional_id(value: object) -> str | None:
    """Return an id as `identifier` does, or None where it is absent or empty."""
    return None if value is None or value == "" else identifier(value)


def objects(fields: Fields, key: str) -> list[Fields]:
    """Return a list of objects, empty where it is absent.

    Raises:
        RecordError: it is no list, or holds something else.
    """
    found = values.items(fields, key) or []
    if not all(isinstance(item, Mapping) for item in found):
        raise RecordError(RejectReason.WRONG_TYPE)
    return [values.mapping(item) for item in found]


def inner(fields: Fields, *keys: str) -> Fields:
    """Return the object at the end of a path of keys; an absent one has no fields."""
    for key in keys:
        fields = values.mapping(fields.get(key))
    return fields


def first_index(value: object) -> int | None:
    """Return a number that refers to an item of a list, or the first of several; None for anything else."""
    first = value[0] if isinstance(value, list) and value else value
    return first if isinstance(first, int) and not isinstance(first, bool) else None
