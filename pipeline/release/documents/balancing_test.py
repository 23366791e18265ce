"""`lia_annex`: what a run adds to the controller's balancing test (Art. 6(1)(f)) and to the points of Art. 6(4)."""

from __future__ import annotations

from pipeline.policy.schema import Policy
from pipeline.release.documents import tables
from pipeline.release.documents.material import Material
from pipeline.release.documents.measures import measures
from pipeline.release.documents.paper import NOT_STATED, Paper, Section, fact
from pipeline.release.documents.wording import about

NAME = "lia_annex"
_ON_INTERESTS = "legitimate_interests"


def balancing_test(material: Material) -> Paper:
    """Return the annex: what the policy says of the test, which is the controller's, and what this run counted."""
    return Paper(
        name=NAME,
        title="Annex to the balancing test",
        about="What this release adds to the controller's own assessment. It does not replace it.",
        law="GDPR Art. 6(1)(f), 6(4)",
        sections=(
            _interest(material.policy),
            _necessity(material),
            _balancing(material),
            _safeguards(material),
            _compatibility(material.policy),
            _opt_out(material),
        ),
    )


def _interest(policy: Policy) -> Section:
    basis = policy.legal_basis
    applies = "yes" if basis.basis == _ON_INTERESTS else f"no: the basis is {basis.basis.replace('_', ' ')}"
    test = basis.assessment
    return Section(
        "interest",
        "The interest",
        "Art. 6(1)(f)",
        facts=(
            fact("applies", "A balancing test is needed", applies),
            fact("interest", "What the data are used for", policy.purpose.statement),
            fact("whose", "Whose interest", policy.parties.controller.name),
            fact("reference", "The controller's assessment", f"{test.reference} of {test.date}" if test else None),
            fact("outcome", "Its outcome", test.outcome if test else None),
            fact("review_by", "To be reviewed by", str(test.review_by) if test and test.review_by else None),
        ),
    )


def _necessity(material: Material) -> Section:
    counts = material.manifest.counts
    kept_out = sum(counts.refused.values()) + sum(counts.rejected.values()) + counts.duplicates
    return Section(
        "necessity",
        "Necessity: no more than the purpose needs",
        facts=(
            fact("read", "Records read", about(counts.read)),
            fact("released", "Conversations released", about(counts.released)),
            fact("kept_out", "Records kept out", about(kept_out)),
            fact("hidden", "Mentions of personal data hidden", about(material.hidden)),
            fact("dropped", "Kinds of fields that were dropped", about(len(material.manifest.dropped_fields))),
        ),
        tables=(tables.fields(material.policy),),
    )


def _balancing(material: Material) -> Section:
    policy, counts = material.policy, material.manifest.counts
    untold = counts.refused.get("before_notice", 0)
    fit = policy.legal_basis.compatibility
    return Section(
        "balancing",
        "Balancing: what it means for people",
        "Art. 6(1)(f), Recital 47",
        facts=(
            fact("people", "People in the release", about(counts.people)),
            fact("nature", "Nature of the data", fit.nature if fit else None),
            fact("expectations", "What people can expect", fit.context if fit else None),
            fact("consequences", "Consequences for people", fit.consequences if fit else None),
            fact("untold", "Records refused: held before people were told", about(untold)),
            fact("excluded_uses", "Excluded uses", *policy.purpose.not_for, otherwise="none"),
        ),
        tables=(tables.notices(policy),),
    )


def _safeguards(material: Material) -> Section:
    fit = material.policy.legal_basis.compatibility
    return Section(
        "safeguards",
        "Safeguards",
        "Art. 6(4)(e), 32",
        facts=(fact("named", "Named in the policy", *(fit.safeguards if fit else ())),),
        lines=measures(material),
    )


def _compatibility(policy: Policy) -> Section:
    fit = policy.legal_basis.compatibility
    return Section(
        "compatibility",
        "Compatibility with the original purpose",
        "Art. 6(4)",
        facts=(
            fact("original", "Original purpose", policy.purpose.original_purpose),
            fact("a_link", "(a) Link between the purposes", fit.link if fit else None),
            fact("b_context", "(b) Context", fit.context if fit else None),
            fact("c_nature", "(c) Nature of the data", fit.nature if fit else None),
            fact("d_consequences", "(d) Consequences", fit.consequences if fit else None),
            fact("e_safeguards", "(e) Safeguards", *(fit.safeguards if fit else ())),
        ),
    )


def _opt_out(material: Material) -> Section:
    policy = material.policy
    days = policy.gates.days_to_object
    return Section(
        "opt_out",
        "Right to object",
        "Art. 21",
        facts=(
            fact("how", "How people object", policy.legal_basis.opt_out),
            fact("contact", "Whom they reach", policy.parties.controller.contact),
            fact("time", "Time to object", f"{days} days from the end of a conversation" if days else "none"),
            fact("gate", "Records of people who objected", _looked_up(material, "objections", "objected")),
            fact(
                "erasure", "Records of people who asked to be erased", _looked_up(material, "erasures", "erasure_asked")
            ),
            fact(
                "restriction",
                "Records of people who had their use restricted",
                _looked_up(material, "restrictions", "restricted"),
            ),
        ),
    )


def _looked_up(material: Material, name: str, reason: str) -> str:
    """Return what a list of people did in this run, or why there is none."""
    lists = material.policy.lists
    if name not in lists.named:
        return f"nobody is looked up in a list: {lists.absent_because or NOT_STATED}"
    refused = about(material.manifest.counts.refused.get(reason, 0))
    return f"refused by a list of at most {lists.named[name].max_age_days} days of age: {refused}"
