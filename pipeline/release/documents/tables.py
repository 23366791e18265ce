"""Tables that more than one paper shows: kinds of personal data, recipients, notices, fields."""

from __future__ import annotations

from pipeline.policy.dpv.terms import PERSONAL_DATA
from pipeline.policy.schema import EntityRule, FieldRule, Policy
from pipeline.release.columns import made_of
from pipeline.release.documents.material import Material
from pipeline.release.documents.paper import NOT_STATED, Column, Style, Table
from pipeline.release.documents.wording import about, in_words
from pipeline.release.manifest import Manifest

_LESS = {
    "keep": "as the record gives it, from a closed set of values",
    "month": "the month; day and time stay behind",
    "duration": "seconds; the times stay behind",
    "gap_band": "a band; the times stay behind",
    "response_band": "a band; the times stay behind",
    "contacts_24h_band": "a band; the number and the times stay behind",
    "person_key": "a keyed pseudonym; the id stays behind",
    "text": "the text with personal data hidden",
    "words": "a number; the text stays behind",
}


def recipients(policy: Policy) -> Table:
    """Return who may read the dataset, and what else they can see."""
    columns = (
        Column("id", "Recipient", Style.CODE), Column("category", "Category"), Column("acts_as", "Acts as"),
        Column("location", "Country"), Column("has_access_to", "Can also see"),
    )  # fmt: skip
    rows = tuple(
        (
            party.id,
            party.category,
            party.acts_as.replace("_", " "),
            party.location,
            ", ".join(party.has_access_to).replace("_", " ") or "nothing that the policy names",
        )
        for party in policy.parties.recipients
    )
    return Table("recipients", "Recipients of the dataset", columns, rows)


def processors(policy: Policy) -> Table:
    """Return who works on the data under contract (Art. 28)."""
    columns = (
        Column("name", "Processor"), Column("service", "Service"), Column("location", "Country"),
        Column("contract", "Contract"),
    )  # fmt: skip
    rows = tuple((party.name, party.service, party.location, party.contract) for party in policy.parties.processors)
    none = (("none", "no processor is named in the policy", "", ""),)
    return Table("processors", "Processors", columns, rows or none)


def personal_data(material: Material) -> Table:
    """Return each kind of personal data that the policy names or the run found: what becomes of it, and how much."""
    policy = material.policy
    found = {entry.entity_type for entry in material.manifest.redactions}
    kinds = [*policy.entities, *sorted(found - policy.entities.keys())]
    columns = (
        Column("entity_type", "Kind of personal data", Style.CODE),
        Column("dpv", "Term (W3C DPV)", Style.CODE),
        Column("treatment", "What becomes of it"),
        Column("mentions", "Mentions in this release", Style.NUMBER),
    )
    rows = tuple(
        (
            kind,
            PERSONAL_DATA.get(kind, "dpv:PersonalData"),
            in_plain_words(policy.entities.get(kind, policy.default)),
            about(material.mentions(kind)),
        )
        for kind in kinds
    )
    return Table("personal_data", "Kinds of personal data in the conversations", columns, rows)


def in_plain_words(rule: EntityRule) -> str:
    """Return an operator with its parameters, lists left out, and the reason that the policy gives."""
    parameters = ", ".join(f"{name} {value}" for name, value in rule.parameters.items() if isinstance(value, str))
    because = f": {rule.justification}" if rule.justification else ""
    return f"{rule.operator}{f' ({parameters})' if parameters else ''}{because}"


def left_out(manifest: Manifest) -> Table:
    """Return the records that are not in the release, by gate and reason."""
    counts = manifest.counts
    columns = (Column("outcome", "Outcome"), Column("reason", "Reason"), Column("records", "Records", Style.NUMBER))
    rows = [("refused", in_words(code), about(count)) for code, count in sorted(counts.refused.items())]
    rows += [("rejected", in_words(code), about(count)) for code, count in sorted(counts.rejected.items())]
    rows += [("duplicate", "the same record was there already", about(counts.duplicates))]
    return Table("left_out", "Records that were kept out, by reason", columns, tuple(rows))


def notices(policy: Policy) -> Table:
    """Return since when people on each channel are told of the purpose."""
    columns = (
        Column("channel", "Channel", Style.CODE), Column("since", "Told since"), Column("version", "Notice"),
        Column("text", "Its text"),
    )  # fmt: skip
    rows = tuple(
        (channel.value, str(rule.notice.date), rule.notice.version, rule.notice.text or NOT_STATED)
        for channel, rule in policy.channels.items()
    )
    return Table("notices", "Notices; records before their dates are refused", columns, rows)


def fields(policy: Policy) -> Table:
    """Return each field that leaves: as what, how much less it says than the record, and why."""
    columns = (
        Column("column", "Column", Style.CODE),
        Column("path", "Made from", Style.CODE),
        Column("less", "What leaves"),
        Column("quasi_identifier", "Quasi-identifier"),
        Column("why", "Why, in the policy's words"),
    )
    rows = tuple(
        (
            _column(rule),
            rule.path,
            _LESS[rule.use],
            "yes" if rule.quasi_identifier else "no",
            rule.justification or "no reason beyond the purpose is stated",
        )
        for rule in policy.fields
    )
    return Table("fields", "Fields that leave, one by one; every other field is dropped", columns, rows)


def _column(rule: FieldRule) -> str:
    made = made_of(rule.use, rule.path)
    return rule.to or (made[1] if made else rule.column)
