"""From a policy to the graph of what it says: who does what with which data, why, on which ground, for how long.

Nodes are fragments of one name, `urn:veil:policy:<id>:<version>`, so that two exports of a policy are the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.policy.dpv.graph import TYPE, Iri, Literal, Object, Triple, term
from pipeline.policy.dpv.terms import DATA_SUBJECTS, LABELS, LEGAL_BASES, as_written, kind_of_data, treatment
from pipeline.policy.schema import Assessment, Contact, EntityRule, Policy

_DESCRIPTION = term("dct:description")
_IDENTIFIER = term("dct:identifier")
_NAME = term("dpv:hasName")


def export(policy: Policy, content_sha256: str) -> list[Triple]:
    """Return the graph of an effective policy; its content hash says which one."""
    root = Iri(f"urn:veil:policy:{policy.metadata.id}:{policy.metadata.version}")
    links: list[tuple[str, Object]] = [*_about(policy, content_sha256)]
    nodes: list[Triple] = []
    for predicate, fragment, triples in _parts(policy):
        node = Iri(f"{root.value}#{fragment}")
        links.append((predicate, node))
        nodes += [(node, name, value) for name, value in triples]
    return [*((root, term(name), value) for name, value in links), *nodes]


_Node = list[tuple[Iri, Object]]
_Part = tuple[str, str, _Node]
"""How the policy's node points at a part, the part's fragment, and what is said of it."""


def _about(policy: Policy, content_sha256: str) -> Iterator[tuple[str, Object]]:
    metadata = policy.metadata
    yield "rdf:type", term("dpv:PersonalDataProcess")
    yield "dct:title", Literal(metadata.title)
    yield "dct:identifier", Literal(f"sha256:{content_sha256}")
    yield "dct:hasVersion", Literal(metadata.version)
    yield "dct:valid", Literal(f"start={metadata.effective_from}; end={metadata.effective_until}")
    for place in metadata.jurisdictions:
        yield "dpv:hasJurisdiction", term(f"loc:{place}") if place.isalpha() and place.isupper() else Literal(place)
    yield "dpv:hasLegalBasis", term(LEGAL_BASES[policy.legal_basis.basis])
    if policy.legal_basis.compatibility is not None:
        yield "dpv:hasReuseCompatibility", term("eu-gdpr:PurposeCompatible")
    for people in policy.data_subjects:
        yield "dpv:hasDataSubject", term(DATA_SUBJECTS[people.id])
    for transfer in policy.parties.transfers:
        yield "dpv:hasThirdCountry", term(f"loc:{transfer.country}")
    yield "dpv:hasTechnicalMeasure", term("dpv:HashMessageAuthenticationCode")


def _parts(policy: Policy) -> Iterator[_Part]:
    yield from _parties(policy)
    yield from _purpose(policy)
    yield from _assessments(policy)
    yield from _notices(policy)
    for name, rule in policy.entities.items():
        yield "dpv:hasPersonalData", f"data-{name}", _entity(name, rule)
    yield "dpv:hasPersonalData", "data-other", _entity("every other kind of personal data", policy.default)
    yield from _storage(policy)
    yield "dpv:hasData", "dataset", [(TYPE, term(LABELS[policy.label])), (_IDENTIFIER, Literal(policy.dataset_id))]


def _parties(policy: Policy) -> Iterator[_Part]:
    controller = policy.parties.controller
    yield "dpv:hasDataController", "controller", [(TYPE, term("dpv:DataController")), *_contact(controller)]
    if controller.dpo:
        officer: _Node = [(TYPE, term("dpv:DataProtectionOfficer")), (term("dpv:hasContact"), Literal(controller.dpo))]
        yield "dpv:hasDataProtectionOfficer", "dpo", officer
    for number, joint in enumerate(policy.parties.joint_controllers, start=1):
        yield "dpv:hasDataController", f"joint-{number}", [(TYPE, term("dpv:DataController")), *_contact(joint)]
    if policy.parties.representative:
        representative = _contact(policy.parties.representative)
        yield "dpv:hasRepresentative", "representative", [(TYPE, term("dpv:Representative")), *representative]
    for number, processor in enumerate(policy.parties.processors, start=1):
        yield (
            "dpv:hasDataProcessor",
            f"processor-{number}",
            [
                (TYPE, term("dpv:DataProcessor")),
                (_NAME, Literal(processor.name)),
                (_DESCRIPTION, Literal(processor.service)),
                (term("dpv:hasLocation"), term(f"loc:{processor.location}")),
                (term("dct:source"), Literal(processor.contract)),
            ],
        )
    for recipient in policy.parties.recipients:
        yield (
            "dpv:hasRecipient",
            f"recipient-{recipient.id}",
            [
                (TYPE, term("dpv:Recipient")),
                (_NAME, Literal(recipient.id)),
                (_DESCRIPTION, Literal(recipient.category)),
                (term("dpv:hasLocation"), term(f"loc:{recipient.location}")),
            ],
        )


def _contact(contact: Contact) -> _Node:
    address = [(term("dpv:hasAddress"), Literal(contact.address))] if contact.address else []
    return [(_NAME, Literal(contact.name)), (term("dpv:hasContact"), Literal(contact.contact)), *address]


def _purpose(policy: Policy) -> Iterator[_Part]:
    purpose = policy.purpose
    node: _Node = [(TYPE, term("dpv:Purpose")), (_IDENTIFIER, Literal(purpose.id))]
    node += [(TYPE if isinstance(value, Iri) else term("dct:subject"), value) for value in map(as_written, purpose.dpv)]
    yield "dpv:hasPurpose", "purpose", [*node, (_DESCRIPTION, Literal(purpose.statement))]
    original = as_written(purpose.original_purpose)
    said = (term("dpv:hasPurpose"), original) if isinstance(original, Iri) else (_DESCRIPTION, original)
    yield "dct:source", "original-process", [(TYPE, term("dpv:PersonalDataProcess")), said]
    for number, use in enumerate(purpose.not_for, start=1):
        yield "dpv:hasProhibition", f"not-for-{number}", [(TYPE, term("dpv:Prohibition")), (_DESCRIPTION, Literal(use))]


def _assessments(policy: Policy) -> Iterator[_Part]:
    basis = policy.legal_basis
    if basis.assessment:
        yield "dpv:hasAssessment", "balancing-test", _assessed("dpv:LegitimateInterestAssessment", basis.assessment)
    if basis.dpia:
        yield "dpv:hasImpactAssessment", "dpia", _assessed("dpv:DPIA", basis.dpia)


def _assessed(kind: str, assessment: Assessment) -> _Node:
    return [
        (TYPE, term(kind)),
        (_IDENTIFIER, Literal(assessment.reference)),
        (term("dct:date"), Literal(assessment.date.isoformat(), "xsd:date")),
        (_DESCRIPTION, Literal(assessment.outcome)),
    ]


def _notices(policy: Policy) -> Iterator[_Part]:
    for channel, rule in policy.channels.items():
        source = [(term("dct:source"), Literal(rule.notice.text))] if rule.notice.text else []
        yield (
            "dpv:hasNotice",
            f"notice-{channel.value}",
            [
                (TYPE, term("dpv:PrivacyNotice")),
                (term("dct:hasVersion"), Literal(rule.notice.version)),
                (term("dct:issued"), Literal(rule.notice.date.isoformat(), "xsd:date")),
                *source,
            ],
        )


def _entity(label: str, rule: EntityRule) -> _Node:
    done = treatment(rule)
    because = [(term("dpv:hasJustification"), Literal(rule.justification))] if rule.justification else []
    return [(TYPE, kind_of_data(label)), (term("rdfs:label"), Literal(label)), *([done] if done else []), *because]


def _storage(policy: Policy) -> Iterator[_Part]:
    duration = (term("dpv:hasDuration"), Literal(f"P{policy.retention.dataset_days}D", "xsd:duration"))
    yield "dpv:hasStorageCondition", "storage", [(TYPE, term("dpv:StorageDuration")), duration]
    told = (_DESCRIPTION, Literal("Every copy is deleted when the time of storage ends."))
    yield "dpv:hasStorageCondition", "deletion", [(TYPE, term("dpv:StorageDeletion")), told]
