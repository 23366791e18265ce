"""Which way of comparing belongs to which path of a policy. `*` stands for any key below.

Lists of things with a name are read by that name (`fields.month`, `parties.recipients.product-research`). A rule for
such a thing as a whole decides what it means that it is there or not; the rules below it decide the rest. A path that
stands nowhere here cannot be compared, so any change of it counts as looser.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pipeline.policy.comparison.verdicts import (
    Way,
    added_is_looser,
    at_least,
    at_most,
    by_order,
    free,
    inside_the_eea,
    must_be,
    removed_is_looser,
    same,
    subset,
    superset,
)

NAMED_BY: Mapping[str, str] = MappingProxyType({
    "parties.joint_controllers": "name",
    "parties.processors": "name",
    "parties.recipients": "id",
    "parties.transfers": "country",
    "data_subjects": "id",
    "fields": "column",
})
"""Lists whose items are told apart by one of their keys, not by their place."""

NOT_COMPARED = frozenset({
    "policy", "extends", "exceptions", "default", "entities", "detection.thresholds", "detection.allow_list",
    "detection.deny_list", "detection.detector_file", "special_categories.words_allowed.file",
})  # fmt: skip
"""What is no property of the effective policy, or is compared in `entities` and `files`."""

_PAPER: Mapping[str, Way] = {"": removed_is_looser, ".*": free}


def _below(path: str, rules: Mapping[str, Way]) -> Mapping[str, Way]:
    return {path + rest: way for rest, way in rules.items()}


RULES: Mapping[str, Way] = MappingProxyType({
    "metadata.*": free,
    "metadata.owner.*": free,
    "metadata.effective_from": at_least,
    "metadata.effective_until": at_most,
    "metadata.review_by": at_most,
    "metadata.approvals_required": at_least,
    "dataset_id": free,
    "parties.controller.*": free,
    "parties.representative": free,
    "parties.representative.*": free,
    "parties.joint_controllers.*": added_is_looser,
    "parties.joint_controllers.*.*": free,
    "parties.processors.*": added_is_looser,
    "parties.processors.*.*": free,
    "parties.processors.*.location": inside_the_eea,
    "parties.recipients.*": added_is_looser,
    "parties.recipients.*.category": free,
    "parties.recipients.*.location": inside_the_eea,
    "parties.recipients.*.acts_as": by_order(
        "controller_staff", "processor", "joint_controller", "separate_controller"
    ),
    "parties.recipients.*.has_access_to": subset,
    "parties.transfers.*": added_is_looser,
    "parties.transfers.*.tool": free,
    "parties.transfers.*.reference": free,
    "purpose.id": same,
    "purpose.statement": same,
    "purpose.dpv": subset,
    "purpose.original_purpose": same,
    "purpose.not_for": superset,
    "purpose.allowed_after_all.*": added_is_looser,
    "legal_basis.basis": same,
    **_below("legal_basis.assessment", _PAPER),
    **_below("legal_basis.compatibility", _PAPER),
    **_below("legal_basis.dpia", _PAPER),
    "legal_basis.no_dpia_because": added_is_looser,
    "legal_basis.opt_out": removed_is_looser,
    "legal_basis.art89.claimed": must_be(strict=False),
    "legal_basis.art89.*": free,
    "legal_basis.art9_2": must_be("none"),
    **_below("legal_basis.eprivacy", _PAPER),
    "legal_basis.eprivacy.call_recording": by_order("all_party_consent", "all_party_notice"),
    "data_subjects.*": free,
    "data_subjects.*.*": free,
    "channels.*": added_is_looser,
    "channels.*.notice.version": free,
    "channels.*.notice.date": at_least,
    "channels.*.notice.text": free,
    "channels.*.notice.recipients": free,
    "gates.consent": by_order(True, None, False),
    "gates.age.minimum": at_least,
    "gates.age.missing": must_be("exclude"),
    "gates.age.justification": free,
    "gates.recording_notice.missing": must_be("exclude"),
    "gates.recording_notice.justification": free,
    "gates.flags_none_of": superset,
    "gates.regions": subset,
    "gates.max_age_days.*": at_most,
    "gates.days_to_object": at_least,
    "lists.absent_because": free,
    "lists.*": removed_is_looser,
    "lists.*.file": same,
    "lists.*.max_age_days": at_most,
    "roles": subset,
    "fields.*": added_is_looser,
    "fields.*.path": same,
    "fields.*.use": same,
    "fields.*.to": free,
    "fields.*.type": same,
    "fields.*.allowed_values": subset,
    "fields.*.minimum": at_least,
    "fields.*.maximum": at_most,
    "fields.*.quasi_identifier": must_be(strict=True),
    "fields.*.justification": free,
    "detection.languages": subset,
    "detection.threshold": at_most,
    "detection.dataset_names": must_be(strict=True),
    "special_categories.*.action": by_order("drop_conversation", "drop_turn", "redact_span"),
    "special_categories.*.justification": free,
    "special_categories.words_allowed": added_is_looser,
    "special_categories.words_allowed.justification": free,
    "detection.without.*": added_is_looser,
    "disclosure_control.k": at_least,
    "disclosure_control.max_suppressed_fraction": at_most,
    "pseudonyms.unidentified": must_be("refuse"),
    "release.max_rejected_fraction": at_most,
    "release.min_conversations": at_least,
    "release.min_people": at_least,
    "release.location": inside_the_eea,
    "release.terms": removed_is_looser,
    "retention.dataset_days": at_most,
    "retention.staging_hours": at_most,
    "label": by_order("personal_pseudonymised", "personal_redacted", "anonymity_assessed"),
    "anonymity_assessment": added_is_looser,
    "anonymity_assessment.*": same,
    "audit.keep_days": at_least,
})
