"""Cross checks of who has to do with the data: recipients, transfers, whose data they are, what people were told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.policy.check_papers import Found
from pipeline.policy.draft import Draft
from pipeline.policy.problems import Location
from pipeline.policy.schema import EEA, Parties

ALL_SUBJECTS = ("customer", "agent", "third_party")


def check_parties(policy: Draft) -> Found:
    """Names stand once, no recipient holds the key, and every place outside the EEA has a ground (Art. 44-49)."""
    parties = policy.parties
    if parties is None:
        return
    yield from _twice(("parties", "recipients"), [each.id for each in parties.recipients])
    yield from _twice(("parties", "processors"), [each.name for each in parties.processors])
    yield from _twice(("parties", "transfers"), [each.country for each in parties.transfers])
    for index, recipient in enumerate(parties.recipients):
        if "pseudonym_keys" in recipient.has_access_to:
            key = recipient.has_access_to.index("pseudonym_keys")
            where: Location = ("parties", "recipients", index, "has_access_to", key)
            yield where, "who holds the key undoes every pseudonym: no recipient may (Art. 4(5))"
    allowed = {transfer.country for transfer in parties.transfers} | EEA
    for at, country in _places(policy, parties):
        if country not in allowed:
            yield at, f"{country} is outside the EEA: needs an entry under parties.transfers (Art. 44-49)"


def check_data_subjects(policy: Draft) -> Found:
    """Support conversations hold data of those who ask, who answer and who are spoken of (Art. 30(1)(c))."""
    subjects = [each.id for each in policy.data_subjects]
    yield from _twice(("data_subjects",), subjects)
    for missing in ALL_SUBJECTS:
        if subjects and missing not in subjects:
            yield ("data_subjects",), f"leaves out {missing}: support conversations hold their data too"


def check_channels(policy: Draft) -> Found:
    """What people were told names whoever receives the data, and public posts are not quoted (Art. 13(1)(e), 14)."""
    text = any(rule.use == "text" for _, rule in policy.fields)
    recipients = policy.parties.recipients if policy.parties else ()
    outside = [each.id for each in recipients if each.acts_as != "controller_staff"]
    for channel, rule in policy.channels:
        if channel == "social" and text:
            message = "public posts are found again by searching for their words: no text of them may leave"
            yield ("channels", channel), message
        if channel == "call" and policy.legal_basis and policy.legal_basis.eprivacy is None:
            yield ("channels", channel), "calls need legal_basis.eprivacy: how their recording was lawful (2002/58/EC)"
        missing = [name for name in outside if name not in rule.notice.recipients]
        if missing:
            message = f"does not name {', '.join(missing)}: people are told who receives their data (Art. 13(1)(e))"
            yield ("channels", channel, "notice"), message


def _places(policy: Draft, parties: Parties) -> Iterable[tuple[Location, str]]:
    for index, processor in enumerate(parties.processors):
        yield ("parties", "processors", index, "location"), processor.location
    for index, recipient in enumerate(parties.recipients):
        yield ("parties", "recipients", index, "location"), recipient.location
    if policy.release and policy.release.location:
        yield ("release", "location"), policy.release.location


def _twice(at: Location, names: Sequence[str]) -> Found:
    for index, name in enumerate(names):
        if name in names[:index]:
            yield (*at, index), f"'{name}' is listed twice"
