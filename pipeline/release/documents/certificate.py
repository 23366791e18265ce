"""`release_certificate`: how far this release meets the conditions under which a research tool may read it."""

from __future__ import annotations

from pipeline.release.documents.conditions import Standing, conditions
from pipeline.release.documents.material import Material
from pipeline.release.documents.paper import Column, Paper, Section, Table, fact

NAME = "release_certificate"


def certificate(material: Material) -> Paper:
    """Return the certificate: each condition with its evidence, the checks, the approvals, the digest, the last day."""
    return Paper(
        name=NAME,
        title="Release certificate",
        about="Which conditions this release meets, where the evidence stands, and what has to be ensured elsewhere.",
        law="GDPR Art. 5(2), 24(1)",
        sections=(_conditions(material), _checks(material), _validity(material)),
    )


def _conditions(material: Material) -> Section:
    found = conditions(material)
    columns = (
        Column("number", "No."), Column("condition", "Condition"), Column("standing", "Standing"),
        Column("evidence", "Evidence"), Column("missing", "What is missing"),
    )  # fmt: skip
    rows = tuple(
        (
            str(number),
            condition.text,
            condition.standing.value,
            "; ".join(condition.evidence) or "none",
            condition.missing or "nothing",
        )
        for number, condition in enumerate(found, start=1)
    )
    tally = {standing: sum(each.standing is standing for each in found) for standing in Standing}
    summary = (
        f"Of {len(found)} conditions, {tally[Standing.MET]} are met, {tally[Standing.PARTLY]} in part, and"
        f" {tally[Standing.NOT_PROVIDED]} are not provided by this version. What is missing has to be ensured by the"
        " controller before anybody reads the dataset."
    )
    return Section(
        "conditions",
        "Conditions",
        prose=(summary,),
        tables=(Table("conditions", "The conditions of a lawful release", columns, rows),),
    )


def _checks(material: Material) -> Section:
    columns = (Column("check", "Check"), Column("result", "Result"), Column("detail", "Figure and limit"))
    rows = tuple((c.name, "passed" if c.passed else "failed", c.detail) for c in material.manifest.checks)
    return Section("checks", "Checks before publication", tables=(Table("checks", "Release checks", columns, rows),))


def _validity(material: Material) -> Section:
    manifest = material.manifest
    return Section(
        "validity",
        "Signatures and validity",
        facts=(
            fact("approvals", "Approvals of the policy", *material.approvals, otherwise="none is recorded"),
            fact("policy_sha256", "Approved content of the policy (SHA-256)", manifest.policy.sha256),
            fact("content_digest", "Digest over all data files", manifest.content_digest),
            fact("files", "Digest of each file", "../manifest.json"),
            fact("valid_until", "Valid until", str(manifest.expires)),
        ),
    )
