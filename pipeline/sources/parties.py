"""Speakers' labels as participants: what a label is (a name, a number, an address, a word for a party) and its role."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.conversation.model import Role
from pipeline.sources import speakers
from pipeline.sources.field_map import FieldMap

LONGEST_LABEL = 80
_EMAIL = re.compile(r"[^\s@<>,;]{1,64}@[^\s@<>,;]{1,190}")
_PHONE = re.compile(r"\+?[\d\s().\u00a0\u202f\u2011-]{7,30}")
_FEWEST_DIGITS = 7
# What recorders call a voice of which they know nothing is no name: searched for, it would hide plain words.
_NOBODY = re.compile(
    r"(?:unknown|unidentified)(?: \w{1,12})?|\w|(?:speaker|spk|participant|voice|person|sprecher|sprecherin|hablante|"
    r"locuteur|falante|parlante|spreker)[ _-]{0,3}(?:\d{1,3}|[a-z])?",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"(?P<name>[^\[\]()]{1,60}?)\s{0,4}[\[(](?P<aside>[^\[\]()]{1,40})[\])]")
_NAME = re.compile(r"[ :#-]{0,3}[^\W\d_a-z][^\W\d_A-Z]+(?: [^\W\d_a-z][\w.'\u2019-]*){0,2}")


@dataclass(slots=True)
class Parties:
    """Participants in the order in which they first speak, one a label; letter case does not count.

    Attributes:
        labels: Roles by label in lower case, as the user's field map gives them.
        default: The role of a label that neither the map nor a word for a party explains.
    """

    labels: Mapping[str, Role] = field(default_factory=dict, repr=False)
    default: Role = Role.THIRD_PARTY
    known: dict[str, dict[str, object]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, field_map: FieldMap | None) -> Parties:
        """Return no participants yet, under the labels and the constant role of a field map."""
        role = field_map.constants.role if field_map else None
        return cls(roles_by_label(field_map), Role(role) if role else Role.THIRD_PARTY)

    def speaker(self, label: str) -> str:
        """Return the id of the participant with that label."""
        key = " ".join(label.split()).casefold()
        if key not in self.known:
            role, identity = described(label, self.labels)
            self.known[key] = {"id": f"p{len(self.known)}", "role": role or self.default, **identity}
        return str(self.known[key]["id"])

    def participants(self) -> list[dict[str, object]]:
        """Return the participants as fields of the native format."""
        return list(self.known.values())


def roles_by_label(field_map: FieldMap | None) -> dict[str, Role]:
    """Return the roles that a field map gives to labels, by label in lower case."""
    written = field_map.values.role if field_map else {}
    return {label.casefold(): Role(role) for role, labels in written.items() for label in labels}


def described(label: str, labels: Mapping[str, Role]) -> tuple[Role | None, dict[str, str]]:
    """Return the role of a label, or None, and the participant's field it fills: `name`, `phone`, `email` or none.

    "Agent 2" is an agent without a name, "Agent Chloe" and "Chloe Becker (Agent)" are one with a name.
    """
    label = " ".join(label.split())
    mapped = labels.get(label.casefold())
    if speakers.role_of(label):
        return mapped or speakers.role_of(label), {}
    aside = _ASIDE.fullmatch(label)
    if mapped is None and aside:
        role = (
            labels.get(aside["name"].casefold()) or speakers.role_of(aside["aside"]) or speakers.role_of(aside["name"])
        )
        named = aside["aside"] if speakers.role_of(aside["name"]) else aside["name"]
        return role, identity(named)
    found = speakers.split_label(label)
    if mapped is None and found and _NAME.fullmatch(found[1]):
        return found[0], identity(found[1].strip(" :#-"))
    return mapped, identity(label)


def identity(label: str) -> dict[str, str]:
    """Return the field that a label without a role fills."""
    if _EMAIL.fullmatch(label):
        return {"email": label}
    if _PHONE.fullmatch(label) and sum(character.isdigit() for character in label) >= _FEWEST_DIGITS:
        return {"phone": label}
    return {} if _NOBODY.fullmatch(label) else {"name": label}
