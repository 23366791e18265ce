"""What one line of a plain transcript says: a speaker's label and words, a `Key: value` of the header, or neither."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.conversation.model import Role
from pipeline.sources import speakers

HEADER_KEYS = {
    "id": "id",
    "conversation": "id",
    "conversation id": "id",
    "channel": "channel",
    "language": "language",
    "lang": "language",
    "date": "started_at",
    "started": "started_at",
    "started at": "started_at",
    "ended": "closed_at",
    "closed": "closed_at",
    "closed at": "closed_at",
    "subject": "subject",
    "order": "order_ids",
    "order id": "order_ids",
    "customer name": "customer.name",
    "customer email": "customer.email",
    "customer phone": "customer.phone",
    "customer address": "customer.address",
    "customer id": "customer.customer_id",
    "agent name": "agent.name",
}
"""Keys of a header block (underscores count as spaces), and the field that each is."""

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,6})?(?:\s?[AaPp][Mm])?"
_STAMP = r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?"
_DASH = r"[-\u2013\u2014]"
# Runs of white space are bounded: two free ones side by side would cost the square of a long blank line.
_LINE = re.compile(
    rf"\s{{0,20}}(?:[\[(]?(?:(?P<stamp>{_STAMP})|(?P<clock>{_CLOCK}))[\])]?\s{{0,4}}{_DASH}?\s{{0,4}})?"  # [00:00:12] -
    r"(?P<label>[^\W\d_][\w .'\u2019#-]{0,39}?)"  # Agent, AGENT 1, Ana Duarte
    rf"\s{{0,4}}(?:[\[(](?:(?P<after>{_CLOCK})|(?P<aside>[^\[\]():]{{1,40}}))[\])])?"  # (00:12), (Ana Duarte)
    rf"\s{{0,4}}(?P<mark>:|>|\s{_DASH})(?:\s|$)\s{{0,20}}(?P<text>.*)",
    re.DOTALL,
)
_KEY = re.compile(r"\s{0,20}(?P<key>[^\W\d_][\w -]{0,39}?)\s{0,4}:(?:\s|$)(?P<value>.*)", re.DOTALL)
# One to three words with a capital; "Customer ID", "User Name" and "Agent Notes" are headings, not people, and
# "User-Agent" is a header of e-mail.
_HEADINGS = r"(?:Id|Name|Number|No|Notes?|Email|Phone|Address|Code|Account|Type|Status|Satisfaction|Care|Team|Desk)"
_NAME = re.compile(rf" (?:- )?(?!{_HEADINGS}\b)[^\W\d_a-z][^\W\d_A-Z]+(?: [^\W\d_a-z][\w.'\u2019-]*){{0,2}}")
_RULE = re.compile(r"\s*(?:-{3,}|={3,})\s*")
RULE_LENGTH = 1000


@dataclass(frozen=True, slots=True)
class Spoken:
    """What may be the first line of a turn. `role` is None where the label is no known word for a party.

    `sure` says that nothing but a speaker can be meant: "Agent 2", "Agent Chloe", yet neither "Ana" nor "Customer id".
    `stamp` is an ISO 8601 time; `clock` says that a clock time or an offset stood there instead, which is not kept.
    """

    label: str = field(repr=False)
    role: Role | None
    sure: bool
    name: str | None = field(repr=False)
    stamp: str | None
    clock: bool
    text: str = field(repr=False)


def spoken(line: str, labels: dict[str, Role]) -> Spoken | None:
    """Return what a line says if it begins with a speaker's label.

    Args:
        line: One line without its line end.
        labels: Roles of labels (in lower case) as the user's field map gives them.
    """
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    label, aside = found["label"].strip(), found["aside"]
    role, rest = _role(label, labels)
    timed = bool(found["stamp"] or found["clock"])
    if found["mark"] != ":" and not (timed or role):
        return None  # "well - I think" is speech, "Customer - hello" and "[00:12] Ana - hello" begin a turn
    name = (aside or rest or "").strip(" -#.") or (None if role else label)
    sure = role is not None and (not rest or _NAME.fullmatch(rest) is not None)
    return Spoken(
        label.casefold(), role, sure, name, found["stamp"], bool(found["clock"] or found["after"]), found["text"]
    )


def header_value(line: str) -> tuple[str, str] | None:
    """Return the key (in lower case) and the value of a `Key: value` line, or None for any other line."""
    found = _KEY.fullmatch(line)
    return (found["key"].casefold().replace("_", " "), found["value"].strip()) if found else None


def is_rule(line: str) -> bool:
    """Say whether the line parts two conversations: three or more `-` or `=` and nothing else."""
    return len(line) <= RULE_LENGTH and _RULE.fullmatch(line) is not None


def _role(label: str, labels: dict[str, Role]) -> tuple[Role | None, str]:
    if label.casefold() in labels:
        return labels[label.casefold()], ""
    found = speakers.split_label(label)
    if found is None:
        return None, ""
    return found[0], "" if speakers.role_of(label) else found[1]
