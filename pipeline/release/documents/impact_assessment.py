"""`dpia_annex`: what a run adds to the controller's impact assessment (Art. 35(7)), in the order of ISO/IEC 27559."""

from __future__ import annotations

from datetime import date

from pipeline.release.documents import tables
from pipeline.release.documents.material import Material
from pipeline.release.documents.measures import LEFT_TO_OTHERS, measures
from pipeline.release.documents.paper import NOT_STATED, Column, Paper, Section, Table, fact
from pipeline.release.documents.risks import evidence_table, risk_table
from pipeline.release.documents.wording import about

NAME = "dpia_annex"


_FLOW = (
    "Files are read, records are admitted or refused, personal data in their text is found and hidden, columns are made"
    " of the fields that the policy lists, the written text is checked, and the release is published whole or not at"
    " all."
)
_LIKELIHOODS = (
    "Likelihoods follow a fixed rule: certain for whoever holds the originals, likely for whoever can see a source"
    " beside the dataset or where records of a person are joined, possible where a story may be known, unlikely where a"
    " copy has to leak first. They are a proposal; the controller judges."
)


def impact_assessment(material: Material) -> Paper:
    """Return the annex: context, data, identifiability, governance."""
    return Paper(
        name=NAME,
        title="Annex to the impact assessment",
        about="What this release adds to the controller's impact assessment. It does not replace it.",
        law="GDPR Art. 35(7); order of ISO/IEC 27559",
        sections=(
            _context(material),
            _data(material),
            _necessity(material),
            _identifiability(material),
            _measures(material),
            _governance(material),
        ),
    )


def _context(material: Material) -> Section:
    policy, basis = material.policy, material.policy.legal_basis
    recording = basis.eprivacy.call_recording.replace("_", " ") if basis.eprivacy else None
    return Section(
        "context",
        "Context",
        "Art. 35(7)(a)",
        facts=(
            fact("controller", "Controller", policy.parties.controller.name),
            fact("purpose", "Purpose", f"{policy.purpose.id}: {policy.purpose.statement}"),
            fact("legal_basis", "Legal basis", basis.basis.replace("_", " ")),
            fact("original_purpose", "First collected for", policy.purpose.original_purpose),
            fact("not_for", "Never to be used for", *policy.purpose.not_for, otherwise="no use is excluded"),
            fact("art9", "Condition for special categories (Art. 9(2))", basis.art9_2.replace("_", " ")),
            fact("art89", "Scientific research (Art. 89) is claimed", "yes" if basis.art89.claimed else "no"),
            fact("recording", "Recording of calls", recording, otherwise="no calls are read"),
            fact("jurisdictions", "Jurisdictions", *policy.metadata.jurisdictions),
        ),
        tables=(tables.recipients(policy), tables.processors(policy), tables.notices(policy)),
    )


def _data(material: Material) -> Section:
    manifest = material.manifest
    counts, versions = manifest.counts, manifest.versions
    software = {"Veil": versions.veil, "Presidio": versions.presidio, "Beam": versions.beam}
    return Section(
        "data",
        "Data: what comes in and what goes out",
        "Art. 35(7)(a)",
        prose=(_FLOW,),
        facts=(
            fact("records", "Records read", about(counts.read)),
            fact("released", "Conversations released", about(counts.released)),
            fact("turns", "Turns released", about(counts.turns)),
            fact("people", "People", about(counts.people)),
            fact("channels", "Channels", *_counted(counts.channels), otherwise="none"),
            fact("languages", "Languages", *_counted(counts.languages), otherwise="none"),
            fact("dropped", "Input fields dropped", *sorted(manifest.dropped_fields), otherwise="none"),
            fact("software", "Software", *(f"{name} {version}" for name, version in software.items())),
            fact("model", "Detection model (SHA-256)", versions.model),
        ),
        tables=(tables.left_out(manifest), tables.personal_data(material)),
    )


def _counted(counts: dict[str, int]) -> list[str]:
    return [f"{name}: {about(count)}" for name, count in sorted(counts.items())]


def _necessity(material: Material) -> Section:
    return Section(
        "necessity",
        "Necessity and proportionality, field by field",
        "Art. 35(7)(b)",
        tables=(tables.fields(material.policy),),
    )


def _identifiability(material: Material) -> Section:
    return Section(
        "identifiability",
        "Identifiability: risks to people",
        "Art. 35(7)(c); EDPB Guidelines 02/2026 (consultation text)",
        prose=(_LIKELIHOODS,),
        tables=(risk_table(material), evidence_table(material)),
    )


def _measures(material: Material) -> Section:
    columns = (Column("measure", "Measure"), Column("owner", "Who answers for it"))
    owner = material.policy.metadata.owner.name
    rows = [(measure, f"Veil, in every run; {owner} for the policy") for measure in measures(material)]
    rows += [(left, material.policy.parties.controller.name) for left in LEFT_TO_OTHERS]
    table = Table("measures", "Measures and who answers for them", columns, tuple(rows))
    return Section("measures", "Governance: measures", "Art. 35(7)(d)", tables=(table,))


def _governance(material: Material) -> Section:
    metadata, dpia = material.policy.metadata, material.policy.legal_basis.dpia
    return Section(
        "governance",
        "Governance: decisions and review",
        "Art. 35(1), 35(2), 35(11)",
        facts=(
            fact("dpia", "The controller's assessment", f"{dpia.reference} of {dpia.date}" if dpia else None),
            fact("decision", "Its outcome", dpia.outcome if dpia else material.policy.legal_basis.no_dpia_because),
            fact("dpo", "Data protection officer", material.policy.parties.controller.dpo),
            fact("dpo_advice", "The officer's advice", otherwise=NOT_STATED),
            fact("approvals", "Approvals of the policy", *material.approvals, otherwise="none is recorded"),
            fact("owner", "Owner of the policy", f"{metadata.owner.name}, {metadata.owner.contact}"),
            fact("review_by", "To be reviewed by", _day(metadata.review_by)),
            fact("dpia_review_by", "The assessment to be reviewed by", _day(dpia.review_by if dpia else None)),
            fact("expires", "The dataset expires", str(material.manifest.expires)),
        ),
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
