"""The parties of a vCon: who they are, under the names of each draft of the standard, and which of them speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.conversation.model import Role
from pipeline.sources import speakers, values
from pipeline.sources.drafts import Draft, first_index, objects, optional_id
from pipeline.sources.values import Fields
from pipeline.sources.vcon_transcripts import Segment

_IDENTIFIERS = {
    "sip": "USERNAME",
    "did": "ACCOUNT_ID",
    "uuid": "CUSTOMER_ID",
    "stir": "SECRET",
    "gmlpos": "LOCATION",
}
_STREET = ("hno", "hns", "prd", "a6", "sts", "pod")
_PLACE = ("flr", "loc", "lmk", "pc", "a5", "a4", "a3", "a2", "a1", "country")
_USED = frozenset({"name", "tel", "mailto", "email", "role", "meta", "type", "civicaddress", *_IDENTIFIERS})
_SCHEMES = ("tel:", "mailto:")
_NOBODY = re.compile(r"(?:speaker|spk|channel|participant|party|unknown)?[ _#-]*\d{0,3}", re.IGNORECASE)
"""Labels that number speakers and name none."""


@dataclass(frozen=True, slots=True)
class _Party:
    role: Role | None
    name: str = field(repr=False)


class Parties:
    """The parties of one vCon, put into its draft."""

    def __init__(self, vcon: Fields, draft: Draft) -> None:
        self._draft = draft
        self._parties = [_add(index, party, draft) for index, party in enumerate(objects(vcon, "parties"))]

    def sender(self, dialog: Fields) -> str | None:
        """Return the key of the party that wrote a text: the originator, else the first."""
        originator = dialog.get("originator")
        return self._at(first_index(dialog.get("parties") if originator is None else originator))

    def speaker(self, segment: Segment, dialog: Fields) -> str | None:
        """Return the key of the party that spoke a segment: by index, by label, or by the channel it stands on."""
        if segment.party is not None:
            return self._at(segment.party)
        if segment.label is not None:
            return self._labelled(segment.label)
        parties = dialog.get("parties")
        if segment.channel is None or not isinstance(parties, list) or not 0 <= segment.channel < len(parties):
            return None
        return self._at(first_index(parties[segment.channel]))

    def _at(self, index: int | None) -> str | None:
        return _key(index) if index is not None and 0 <= index < len(self._parties) else None

    def _labelled(self, label: str) -> str | None:
        """Return the only party with the label's name or role, else a new one; a label may be a name of its own."""
        if _NOBODY.fullmatch(label.strip()):
            return None
        role, name = speakers.split_label(label) or (None, label)
        name = name.strip(" -_#.()0123456789")
        folded = label.strip().casefold(), name.casefold()
        named = [index for index, party in enumerate(self._parties) if party.name and party.name.casefold() in folded]
        alike = [index for index, party in enumerate(self._parties) if role and party.role is role and not name]
        if len(found := named or alike) == 1:
            return _key(found[0])
        self._draft.party(f"label {label}", role, name=name)
        return f"label {label}"


def _add(index: int, party: Fields, draft: Draft) -> _Party:
    meta = values.mapping(party.get("meta"))
    civic = values.mapping(party.get("civicaddress"))
    role, name = _role(party, meta), values.text(party, "name")
    mail, old_mail = _bare(party, "mailto"), _bare(party, "email")
    draft.party(_key(index), role, name=name, email=mail, phone=_bare(party, "tel"), address=_address(civic))
    draft.party(_key(index), role, email=old_mail)
    draft.know("PERSON", civic.get("nam"))  # codespell:ignore nam
    for identifier, entity_type in _IDENTIFIERS.items():
        draft.know(entity_type, optional_id(party.get(identifier)))
    draft.leave_rest(meta, {"role"}, "parties[].meta.")
    draft.leave_rest(party, _USED, "parties[].")
    return _Party(role, (name or "").strip())


def _key(index: int) -> str:
    return f"party {index}"


def _role(party: Fields, meta: Fields) -> Role | None:
    for said in (values.text(party, "role"), values.text(meta, "role")):
        if said and (role := speakers.role_of(said)):
            return role
    return Role.BOT if party.get("type") == "bot" else None


def _bare(party: Fields, field: str) -> str | None:
    """Return an address without its scheme."""
    value = values.text(party, field)
    if value and value.casefold().startswith(_SCHEMES):
        return value.partition(":")[2]
    return value


def _address(civic: Fields) -> str:
    """Return a civic address (RFC 5139) as a street line and what comes after it."""
    street = " ".join(filter(None, (_part(civic, part) for part in _STREET)))
    return ", ".join(filter(None, (street, *(_part(civic, part) for part in _PLACE))))


def _part(civic: Fields, part: str) -> str:
    value = civic.get(part)
    return optional_id(value if value is not None else civic.get(part.upper())) or ""
