"""Who might recognize somebody, how, and what this run measured against it.

Likelihoods follow from a rule that is written beside them and are a proposal: the controller judges.
Source: EDPB Guidelines 02/2026 (consultation text) para 30 and 54-82.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.release.documents.conditions import TEXT_CHECKS
from pipeline.release.documents.material import Material
from pipeline.release.documents.paper import NOT_PROVIDED, Column, Style, Table
from pipeline.release.documents.wording import about

RISKS = {
    "isolation": "single somebody out",
    "linkage": "join records, or join them with another source",
    "inference": "conclude something about somebody",
}
_SOURCES = frozenset({"raw_logs", "crm", "billing", "ticket_system", "pseudonym_keys"})
_RESIDUAL = {
    "certain": "stays: for this party the data are personal data, and are treated as such",
    "likely": "high: needs a measure outside of Veil, such as separated access",
    "possible": "medium: free text can tell a story that one person is known for",
    "unlikely": "low as long as copies stay where they belong",
}


@dataclass(frozen=True, slots=True)
class Party:
    """Who might recognize somebody: what they hold or can see, and how likely each risk is for them."""

    name: str
    means: str
    isolation: str
    linkage: str
    inference: str


def relevant_parties(material: Material) -> tuple[Party, ...]:
    """Return the parties whose view counts, the recipients of the policy among them."""
    inside = "likely" if material.links_persons else "possible"
    return (
        Party("own staff with the originals", "the original conversations, the customer database, the key",
              "certain", "certain", "certain"),
        *_recipients(material, inside),
        *(Party(f"processor {p.name}", f"what it stores or runs for the service: {p.service}",
                "possible", inside, "possible") for p in material.policy.parties.processors),
        Party("a rogue employee", "a copy of the dataset beside whatever they can open at work",
              "likely", "likely", "likely"),
        Party("friends, family and colleagues of a customer", "what they know of one person's story",
              "possible", "possible", "possible"),
        Party("journalists and researchers elsewhere", "a leaked copy and all that is public",
              "unlikely", "unlikely", "unlikely"),
        Party("authorities", "an order for the dataset, the originals or the key", "possible", "likely", "possible"),
        Party("criminals", "a stolen copy beside data from other breaches", "unlikely", "unlikely", "unlikely"),
    )  # fmt: skip


def _recipients(material: Material, inside: str) -> Iterator[Party]:
    for party in material.policy.parties.recipients:
        sees = ", ".join(party.has_access_to).replace("_", " ")
        source = not _SOURCES.isdisjoint(party.has_access_to)
        means = f"the dataset, and {sees}" if sees else "the dataset alone"
        likely = "likely" if source else "possible"
        yield Party(f"recipient {party.id}", means, likely, "likely" if source else inside, likely)


def risk_table(material: Material) -> Table:
    """Return one row a party and risk, with the evidence by its number in the table of evidence."""
    numbers: dict[str, list[str]] = {risk: [] for risk in RISKS}
    for number, risk, _, _ in _evidence(material):
        numbers[risk].append(number)
    columns = (
        Column("party", "Party"), Column("risk", "Could"), Column("means", "With"), Column("likelihood", "Likelihood"),
        Column("evidence", "Evidence"), Column("residual", "What stays"),
    )  # fmt: skip
    rows = [
        (party.name, f"{risk}: {what}", party.means, likelihood, ", ".join(numbers[risk]), _RESIDUAL[likelihood])
        for party in relevant_parties(material)
        for (risk, what), likelihood in zip(
            RISKS.items(), (party.isolation, party.linkage, party.inference), strict=True
        )
    ]
    return Table("risks", "Risks by party; numbers stand for the evidence below", columns, tuple(rows))


def evidence_table(material: Material) -> Table:
    """Return what this run measured, and what this version does not measure."""
    columns = (
        Column("number", "Number", Style.CODE), Column("risk", "Risk"), Column("measured", "What"),
        Column("figure", "In this run"),
    )  # fmt: skip
    return Table("evidence", "Evidence of this run", columns, tuple(_evidence(material)))


def _evidence(material: Material) -> Iterator[tuple[str, str, str, str]]:
    """Yield number, risk, what was measured and its figure."""
    for number, (risk, measured, figure) in enumerate(_measured(material), start=1):
        yield f"E{number}", risk, measured, figure


def _measured(material: Material) -> Iterator[tuple[str, str, str]]:
    manifest = material.manifest
    found = {check.name: check for check in manifest.checks}
    yield "isolation", "mentions of personal data hidden in text", about(material.hidden)
    yield "isolation", "people in the release", about(manifest.counts.people)
    yield "isolation", "columns that describe people", ", ".join(material.quasi_identifiers) or "none"
    yield "isolation", "smallest group of people who share those columns", _smallest_group(material)
    for name in TEXT_CHECKS:
        if name in found:
            check = found[name]
            yield "linkage", name, f"{'passed' if check.passed else 'failed'}: {check.detail}"
    joined = "yes, by a keyed pseudonym" if material.links_persons else "no"
    yield "linkage", "records of one person can be joined inside the dataset", joined
    yield "linkage", "text against the originals", "it is verbatim outside hidden places: whoever has both can join"
    yield "linkage", "overlap with earlier releases", NOT_PROVIDED
    if manifest.dataset_names is not None:
        mentions = about(manifest.dataset_names.mentions)
        yield "inference", "mentions hidden because the word is a name elsewhere in the data set", mentions
    yield "inference", "spread of sensitive values inside groups", NOT_PROVIDED
    yield "inference", "special categories seen", _special(material)


def _smallest_group(material: Material) -> str:
    """A run with a smaller group publishes nothing, so a release has none."""
    k = material.policy.disclosure_control.k
    return f"{k} people or more" if k else "the policy does not ask for one"


def _special(material: Material) -> str:
    if not material.special:
        return "none was counted; see upstream_findings for what was looked for"
    return f"{about(material.special)}; see upstream_findings"
