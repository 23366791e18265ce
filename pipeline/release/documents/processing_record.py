"""`ropa_entry`: the entry for the controller's record of processing activities (Art. 30(1))."""

from __future__ import annotations

from pipeline.policy.schema import Contact, Policy
from pipeline.release.documents import tables
from pipeline.release.documents.material import Material
from pipeline.release.documents.measures import LEFT_TO_OTHERS, measures
from pipeline.release.documents.paper import NOT_PROVIDED, NOT_STATED, Column, Paper, Section, Style, Table, fact
from pipeline.release.documents.places import countries, outside_eea

NAME = "ropa_entry"
_NONE = "none is named in the policy"
_SUBJECTS = {
    "customer": "customers who contacted support",
    "agent": "employees who answered",
    "third_party": "people who took part or are spoken of",
    "child": "children",
}


def processing_record(material: Material) -> Paper:
    """Return the entry: points (a) to (g), each with what the policy states or with that it states nothing."""
    policy = material.policy
    return Paper(
        name=NAME,
        title="Record of processing",
        about="What the controller enters in its record of processing activities for this dataset.",
        law="GDPR Art. 30(1)",
        sections=(
            _controller(policy),
            _purposes(policy),
            _categories(material),
            Section(
                "d_recipients", "Recipients", "Art. 30(1)(d)",
                tables=(tables.recipients(policy), tables.processors(policy)),
            ),
            _transfers(policy),
            _time_limits(material),
            Section(
                "g_measures", "Security measures", "Art. 30(1)(g), 32(1)",
                lines=(*measures(material), *LEFT_TO_OTHERS),
            ),
        ),
    )  # fmt: skip


def _controller(policy: Policy) -> Section:
    controller, joint = policy.parties.controller, policy.parties.joint_controllers
    representative = policy.parties.representative
    return Section(
        "a_controller",
        "Controller",
        "Art. 30(1)(a)",
        facts=(
            fact("controller", "Controller", controller.name),
            fact("contact", "Contact", controller.contact),
            fact("address", "Address", controller.address),
            fact("joint_controllers", "Joint controllers", *map(_contact, joint), otherwise=_NONE),
            fact("representative", "Representative", _contact(representative), otherwise=_NONE),
            fact("dpo", "Data protection officer", controller.dpo),
        ),
    )


def _contact(contact: Contact | None) -> str | None:
    return ", ".join(filter(None, (contact.name, contact.contact, contact.address))) if contact else None


def _purposes(policy: Policy) -> Section:
    purpose = policy.purpose
    return Section(
        "b_purposes",
        "Purposes",
        "Art. 30(1)(b)",
        facts=(
            fact("purpose", "Purpose", f"{purpose.id}: {purpose.statement}"),
            fact("dpv", "In terms of the W3C Data Privacy Vocabulary", *purpose.dpv),
            fact("original_purpose", "First collected for", purpose.original_purpose),
            fact("not_for", "Never to be used for", *purpose.not_for, otherwise="no use is excluded"),
            fact("legal_basis", "Legal basis", policy.legal_basis.basis.replace("_", " ")),
        ),
    )


def _categories(material: Material) -> Section:
    people = (f"{_SUBJECTS[each.id]}{f' ({each.note})' if each.note else ''}" for each in material.policy.data_subjects)
    return Section(
        "c_categories",
        "People and personal data",
        "Art. 30(1)(c)",
        facts=(fact("data_subjects", "People", *people),),
        tables=(tables.personal_data(material), tables.fields(material.policy)),
    )


def _transfers(policy: Policy) -> Section:
    outside = outside_eea(policy)
    none = f"none: all parties and places that the policy names are in the EEA ({', '.join(countries(policy))})"
    stated = fact("transfers", "Transfers", *(f"{name}: {country}" for name, country, _ in outside), otherwise=none)
    columns = (Column("party", "Party"), Column("country", "Country", Style.CODE), Column("safeguard", "Safeguard"))
    rows = tuple((name, country, tool or NOT_STATED) for name, country, tool in outside)
    table = Table("third_countries", "Safeguards of each transfer (Art. 44-49)", columns, rows)
    return Section(
        "e_transfers",
        "Transfers to third countries",
        "Art. 30(1)(e)",
        facts=(stated, fact("location", "Where the dataset lies", policy.release.location)),
        tables=(table,) if outside else (),
    )


def _time_limits(material: Material) -> Section:
    retention = material.policy.retention
    dataset = f"{retention.dataset_days} days: every copy is deleted by {material.manifest.expires}"
    staging = f"when the run ends; if it was abandoned, when another run starts after {retention.staging_hours} hours"
    return Section(
        "f_time_limits",
        "Time limits for erasure",
        "Art. 30(1)(f)",
        facts=(
            fact("dataset", "The dataset", dataset),
            fact("staging", "Staged files", staging),
            fact(
                "audit",
                "Audit log and papers",
                f"{material.policy.audit.keep_days} days; deleting them is {NOT_PROVIDED}",
            ),
            fact("source", "The original conversations", otherwise="not Veil's: the controller's own schedule holds"),
        ),
    )
