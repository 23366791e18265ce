"""Mails of one thread as the fields of one conversation: who is who, what is quoted, what is a signature."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pipeline.conversation.model import Channel, Role
from pipeline.sources import assemble, mail_text, signatures
from pipeline.sources.format import ParseContext, Parsed
from pipeline.sources.mail import Address, Mail
from pipeline.sources.parties import roles_by_label

MOST_COMPARED = 20
"""With how many earlier mails a quote is compared: the latest ones."""
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PARTICLE = r"(?:de|da|do|dos|del|della|der|den|di|du|van|von|vom|zu|la|le|al|bin|y|e)"
_CAPITAL = r"[^\W\d_a-z][\w.'\u2019-]{0,40}"
_FULL_NAME = rf"{_CAPITAL}(?: (?:{_PARTICLE}|{_CAPITAL})){{0,4}}"
_BEFORE_ADDRESS = re.compile(rf"({_FULL_NAME})[\"'\s]{{0,3}}[<\[(]")
_BEFORE_WROTE = re.compile(
    rf"\d.{{0,40}}?[,\s]({_FULL_NAME}) (?:wrote|writes|a \u00e9crit|escribi\u00f3|ha scritto|schreef|escreveu)\b|"
    rf"\bschrieb ({_FULL_NAME})"
)
_NAME = re.compile(rf"{_CAPITAL}(?: [\w.'\u2019-]{{1,40}}){{1,3}}")
_ANSWERED = re.compile(
    r"(?:(?:re|fwd?|aw|wg|sv|tr|rv|enc|res|antw|r|i)\s{0,2}(?:\[\d{1,3}\])?\s{0,2}:\s{0,3}){1,9}", re.IGNORECASE
)
# A desk has no name to hide: "Acme Support" would hide the word "support" in every text.
_DESK = re.compile(
    r"\b(?:support|service|services|team|help|helpdesk|desk|info|sales|billing|orders?|care|no-?reply|do-?not-?reply|notifications?|"
    r"customer|customers|kundenservice|kundendienst|soporte|atenci\u00f3n|admin|office|contact|newsletter|mailer|daemon|postmaster)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _People:
    """Participants by address (by name where there is none), and the values that identify somebody else."""

    labels: Mapping[str, Role]
    known: dict[str, dict[str, object]] = field(default_factory=dict, repr=False)
    values: dict[tuple[str, str], None] = field(default_factory=dict, repr=False)

    def add(self, address: Address, role: Role = Role.THIRD_PARTY) -> dict[str, object]:
        """Return the participant of an address; its role is the declared one, or that with which it first appears."""
        name = address.name if _is_personal(address) else ""
        key = (address.email or address.name).casefold()
        if key not in self.known:
            given = {"name": name or None, "email": address.email or None}
            self.known[key] = {"id": f"p{len(self.known)}", "role": self.declared(address) or role, **given}
        elif name and self.known[key]["name"] is None:
            self.known[key]["name"] = name
        elif name and name != self.known[key]["name"]:
            self.note("PERSON", name)
        return self.known[key]

    def declared(self, address: Address) -> Role | None:
        """Return the role that the field map gives to the address, its domain (`@example.com`) or the name."""
        email = address.email.casefold()
        labels = (email, f"@{email.rpartition('@')[2]}", address.name.casefold())
        return next((self.labels[label] for label in labels if label in self.labels), None)

    def note(self, entity_type: str, value: str) -> None:
        self.values[entity_type, value] = None


def record(mails: Sequence[Mail], context: ParseContext, ordinal: int, size: int) -> Parsed:
    """Return the record of the mails of one thread, in the order of the file, or its reject."""
    ordered = _by_date(mails)
    dropped = sum((mail.dropped for mail in ordered), Counter())
    repaired = sum((mail.repaired for mail in ordered), Counter())
    people = _people(ordered, roles_by_label(context.field_map))
    constants = context.field_map.constants if context.field_map else None
    texts = _texts(ordered, people, dropped)
    fields: dict[str, object] = {
        "id": f"{context.relative_path}#{ordinal}",
        "channel": (constants and constants.channel) or context.default_channel or Channel.EMAIL,
        "language": constants.language if constants else None,
        "started_at": _iso(ordered[0].at),
        "subject": ordered[0].subject or None,
        "turns": [
            {"text": text, "participant": _writer(mail, people), "at": _iso(mail.at)}
            for mail, text in zip(ordered, texts, strict=True)
        ],
        "participants": list(people.known.values()),
        "known_values": [{"entity_type": entity_type, "value": value} for entity_type, value in people.values],
    }
    return assemble.record(fields, context, ordinal, size, dropped, repaired)


def _by_date(mails: Sequence[Mail]) -> list[Mail]:
    """Return the mails oldest first; one without a date stays behind the one before it in the file."""
    latest = datetime.min.replace(tzinfo=UTC)
    dated = []
    for mail in mails:
        latest = mail.at or latest
        dated.append((latest, mail))
    return [mail for _, mail in sorted(dated, key=lambda pair: pair[0])]


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _writer(mail: Mail, people: _People) -> str | None:
    return str(people.add(mail.senders[0])["id"]) if mail.senders else None


def _people(ordered: Sequence[Mail], labels: Mapping[str, Role]) -> _People:
    """Return the participants of a thread.

    The customer is who wrote the first mail, or, where the field map makes that an agent, the first other writer, else
    the one written to. Who gets the customer's first mail is an agent; all others are third parties.
    """
    people = _People(labels)
    writers = [address for mail in ordered for address in mail.senders[:1]]
    written_to = [address for mail in ordered for address in mail.to]
    answered = any(people.declared(address) is Role.AGENT for address in writers)
    candidates = [*writers, *(written_to if answered else ())]
    declared = any(people.declared(address) is Role.CUSTOMER for address in (*writers, *written_to))
    customer = None if declared else next((one for one in candidates if people.declared(one) is None), None)
    if customer:
        people.add(customer, Role.CUSTOMER)
        request = next((mail for mail in ordered if mail.senders[:1] == (customer,)), None)
        for address in request.to if request else ():
            people.add(address, Role.AGENT)
    for mail in ordered:
        for address in (*mail.senders, *mail.to, *mail.reply_to, *mail.cc, *mail.enclosed):
            people.add(address)
    return people


def _texts(ordered: Sequence[Mail], people: _People, dropped: Counter[str]) -> list[str]:
    """Return each mail's text without quotes that stand in an earlier mail, and without signatures."""
    earlier: list[str] = []
    texts: list[str] = []
    for mail in ordered:
        parts = mail_text.parts_of(mail.text)
        for entity_type, value in _quoted_people(mail_text.header_lines(parts)):
            people.note(entity_type, value)
        kept, gone = mail_text.without_quotes(parts, earlier[-MOST_COMPARED:])
        dropped["quoted"] += len(gone)
        said = "\n".join(line for part in kept for line in _without_signature(part, mail, people, dropped))
        texts.append(_with_subject(mail, ordered[0], said.strip("\n").rstrip()))
        earlier.append(mail_text.words_of(mail.text))
    return texts


def _without_signature(part: mail_text.Part, mail: Mail, people: _People, dropped: Counter[str]) -> list[str]:
    if part.quoted:
        return part.all_lines()
    sender = mail.senders[0].name if mail.senders else ""
    said, below = signatures.split(part.lines, sender)
    dropped["signature"] += bool(below)
    for entity_type, value in signatures.known_values(below):
        people.note(entity_type, value)
    return said


def _with_subject(mail: Mail, first: Mail, text: str) -> str:
    """Return the text below the mail's subject, if that is another than the thread's."""
    subjects = [_ANSWERED.sub("", read.subject.strip(), count=1).casefold() for read in (mail, first)]
    return text if mail is first or not subjects[0] or subjects[0] == subjects[1] else f"{mail.subject}\n\n{text}"


def _quoted_people(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the people whom the lines above quotes name: "On ..., Ana Duarte <ana@...> wrote:", "From: Ana Duarte"."""
    for line in lines:
        for email in _EMAIL.findall(line):
            yield "EMAIL_ADDRESS", email
        names = [*_BEFORE_ADDRESS.findall(line), *(a or b for a, b in _BEFORE_WROTE.findall(line))]
        people = mail_text.PEOPLE_KEY.match(line)
        names += [piece.strip(" \"'*") for piece in people["value"].split(";")] if people else []
        for name in names:
            if _NAME.fullmatch(name) and not _DESK.search(name):
                yield "PERSON", name


def _is_personal(address: Address) -> bool:
    return "@" not in address.name and not _DESK.search(address.name)
