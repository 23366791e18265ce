"""Rows of utterances, as tables hold them, become the fields of one conversation in the native format."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from pipeline.conversation.model import Channel, Role
from pipeline.conversation.outcomes import RejectReason
from pipeline.sources import speakers, times, values
from pipeline.sources.field_map import CUSTOMER_TARGETS, FieldMap
from pipeline.sources.format import RecordError
from pipeline.sources.markup import text_of_html

Row = Mapping[str, str]
"""Cells by target of the field map (metadata by `metadata.<key>`, known values by `known_values.<column>`); an empty
cell is an absent one."""

METADATA = "metadata."
KNOWN_VALUES = "known_values."
_CUSTOMER = "customer."
_EPOCH = {
    "epoch_s": times.Unit.SECOND,
    "epoch_ms": times.Unit.MILLISECOND,
    "epoch_us": times.Unit.MICROSECOND,
}
_BETWEEN_IDS = re.compile(r"[,;|]")
_YEARS = re.compile(r"[0-9]{1,3}")


@dataclass(frozen=True, slots=True)
class Declared:
    """What holds for all rows: the map, the zone of times without one, the channel where nothing else says it.

    `repaired` counts times whose unit was put right; each conversation is given its own.
    """

    field_map: FieldMap
    zone: tzinfo | None
    channel: Channel | None
    repaired: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class _Parties:
    """Participants in the order in which they first appear, by (role, id or name)."""

    known: dict[tuple[str, str], dict[str, object]] = field(default_factory=dict, repr=False)

    def speaker(self, role: str, label: str, name: str) -> dict[str, object]:
        key = (role, label or name)
        if key not in self.known:
            self.known[key] = {"id": f"{role}:{len(self.known)}", "role": role, "name": name or None}
        return self.known[key]

    def named(self, role: str, name: str) -> None:
        """Make sure that the name is some party's, so that it is searched for in the texts."""
        if name and all(party["name"] != name for party in self.known.values()):
            self.speaker(role, "", name)


def fields_of(rows: Sequence[Row], declared: Declared) -> dict[str, object]:
    """Return the fields of the native format that the rows of one conversation hold, for `assemble`.

    Raises:
        RecordError: a cell cannot be understood, or two rows contradict each other about the customer or the channel.
    """
    parties = _Parties()
    turns = _ordered([_turn(row, declared, parties) for row in rows], declared)
    _add_silent(rows, parties)
    return {
        "id": rows[0]["id"],
        "channel": _channel(rows, declared),
        "language": _language(rows, declared),
        "subject": next(iter(_distinct(rows, "subject")), None),
        # A table of utterances seldom says when the whole began: the first time that it gives then counts.
        "started_at": _first_time(rows, "started_at", declared) or next((t["at"] for t in turns if t["at"]), None),
        "closed_at": _first_time(rows, "closed_at", declared),
        "order_ids": list(dict.fromkeys(_order_ids(rows))),
        "participants": list(parties.known.values()),
        "metadata": _metadata(rows),
        "known_values": _known_values(rows, declared),
        "turns": turns,
    }


def _turn(row: Row, declared: Declared, parties: _Parties) -> dict[str, object]:
    label, name = row.get("participant", ""), row.get("name", "")
    role = _role(row, declared)
    if role is None and (label or name):
        raise RecordError(RejectReason.UNKNOWN_ROLE)
    if role is Role.AGENT:
        name = name or row.get("agent.name", "")
    speaker = parties.speaker(role, label, name)["id"] if role else None
    text = row.get("text", "")
    if declared.field_map.markup == "html":
        text = text_of_html(text)
    return {"text": text, "participant": speaker, "at": _time(row.get("at", ""), declared)}


def _role(row: Row, declared: Declared) -> Role | None:
    written = row.get("role", "") or declared.field_map.constants.role or ""
    if not written:
        return None
    meaning = declared.field_map.values.meaning("role", written)
    role = Role(meaning) if meaning in tuple(Role) else speakers.role_of(meaning)
    if role is None:
        raise RecordError(RejectReason.UNKNOWN_ROLE)
    return role


def _add_silent(rows: Sequence[Row], parties: _Parties) -> None:
    """Add what is known about the customer and agents who do not speak: known values are the cheapest recall."""
    about = {target.removeprefix(_CUSTOMER): _distinct(rows, target) for target in CUSTOMER_TARGETS}
    if any(len(found) > 1 for found in about.values()):
        raise RecordError(RejectReason.BAD_STRUCTURE)
    given: dict[str, object] = {key: found[0] for key, found in about.items() if found}
    if given:
        if "age" in given:
            given["age"] = _age(str(given["age"]))
        speaking = (party for party in parties.known.values() if party["role"] == Role.CUSTOMER)
        customer = next(speaking, None) or parties.speaker(Role.CUSTOMER, "", "")
        shown_as = str(customer["name"] or "")
        customer.update(given)
        parties.named(Role.THIRD_PARTY, shown_as)  # the display name, where it is another than the recorded one
    for name in _distinct(rows, "agent.name"):
        parties.named(Role.AGENT, name)


def _channel(rows: Sequence[Row], declared: Declared) -> str:
    channels = {declared.field_map.values.meaning("channel", written) for written in _distinct(rows, "channel")}
    if len(channels) > 1:
        raise RecordError(RejectReason.BAD_STRUCTURE)
    channel = next(iter(channels), None) or declared.field_map.constants.channel or declared.channel
    if channel is None:
        raise RecordError(RejectReason.UNKNOWN_CHANNEL)
    return channel


def _language(rows: Sequence[Row], declared: Declared) -> str | None:
    languages = {declared.field_map.values.meaning("language", written) for written in _distinct(rows, "language")}
    if len(languages) > 1:
        return None  # a mixed conversation: its language is left to the detector
    return next(iter(languages), None) or declared.field_map.constants.language


def _first_time(rows: Sequence[Row], target: str, declared: Declared) -> str | None:
    written = _distinct(rows, target)
    return _time(written[0], declared) if written else None


def _time(written: str, declared: Declared) -> str | None:
    """Return a cell's time in ISO 8601, without zone where the pattern has none."""
    pattern = declared.field_map.time_format
    if not written.strip():
        return None
    if pattern is None:
        return written
    if pattern in _EPOCH:
        return times.moment(written, _EPOCH[pattern], declared.repaired)
    try:
        return datetime.strptime(written.strip(), pattern).isoformat()  # noqa: DTZ007  # the zone is declared apart
    except (ValueError, OverflowError, OSError):
        raise RecordError(RejectReason.BAD_TIME) from None


def _ordered(turns: list[dict[str, object]], declared: Declared) -> list[dict[str, object]]:
    if declared.field_map.order == "rows":
        return turns
    moments = [values.moment(turn, "at", declared.zone) for turn in turns]
    if not all(moments):
        raise RecordError(RejectReason.MISSING_FIELD)
    stamped = sorted(zip(moments, range(len(turns)), strict=True), key=lambda pair: (str(pair[0]), pair[1]))
    return [turns[index] for _, index in stamped]


def _order_ids(rows: Sequence[Row]) -> Iterable[str]:
    for written in _distinct(rows, "order_ids"):
        yield from filter(None, map(str.strip, _BETWEEN_IDS.split(written)))


def _metadata(rows: Sequence[Row]) -> dict[str, object]:
    targets = dict.fromkeys(target for row in rows for target in row if target.startswith(METADATA))
    found = {target.removeprefix(METADATA): _distinct(rows, target) for target in targets}
    return {key: cells[0] if len(cells) == 1 else cells for key, cells in found.items() if cells}


def _known_values(rows: Sequence[Row], declared: Declared) -> list[dict[str, object]]:
    return [
        {"entity_type": entity_type, "value": cell}
        for column, entity_type in declared.field_map.known_values.items()
        for cell in _distinct(rows, KNOWN_VALUES + column)
    ]


def _age(written: str) -> int:
    if not _YEARS.fullmatch(written.strip()):
        raise RecordError(RejectReason.WRONG_TYPE)
    return int(written)


def _distinct(rows: Sequence[Row], target: str) -> list[str]:
    if target not in rows[0]:
        return []  # all rows of a table have the same columns
    return list(dict.fromkeys(cell for row in rows if (cell := row.get(target, "")).strip()))
