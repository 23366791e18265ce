"""What each path of a policy is in plain words, and how a change of it is told to an officer.

A path without words here is told by its own name; a test asks that there is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from pipeline.policy.comparison.compare import STATED, Change, Word
from pipeline.policy.loaded import LoadedPolicy

NOTHING: Final = "nothing"
_LONGEST: Final = 12
"""So many values of a list are told; of longer ones, the others are counted."""

_CONTACT = {"name": "", "contact": "how to reach ", "address": "the address of ", "dpo": "the DPO of "}
_PAPER = {"reference": "where it is on record", "date": "its day", "outcome": "its end", "review_by": "its next look"}


def _contact(path: str, who: str) -> Mapping[str, str]:
    return {path: who} | {f"{path}.{key}": f"{of}{who}" for key, of in _CONTACT.items()}


def _paper(path: str, what: str) -> Mapping[str, str]:
    return {path: what} | {f"{path}.{key}": f"{what}: {words}" for key, words in _PAPER.items()}


WORDS: Mapping[str, str] = MappingProxyType({
    "metadata.id": "the policy's id",
    "metadata.version": "the version",
    "metadata.title": "the title",
    "metadata.status": "where the policy stands in its life; only `ready` publishes",
    "metadata.author": "who wrote the policy",
    **_contact("metadata.owner", "the policy's owner"),
    "metadata.effective_from": "the first day in force",
    "metadata.effective_until": "the last day in force",
    "metadata.review_by": "the day of review",
    "metadata.jurisdictions": "whose law was looked at",
    "metadata.supersedes": "the versions that it takes the place of",
    "metadata.approvals_required": "how many people must approve",
    "dataset_id": "the dataset's name",
    **_contact("parties.controller", "the controller"),
    **_contact("parties.joint_controllers.*", "a joint controller"),
    **_contact("parties.representative", "the representative in the EU"),
    "parties.processors.*": "a processor",
    "parties.processors.*.name": "the processor",
    "parties.processors.*.service": "what the processor does",
    "parties.processors.*.location": "the processor's country",
    "parties.processors.*.contract": "the processor's contract",
    "parties.recipients.*": "a recipient",
    "parties.recipients.*.id": "the recipient",
    "parties.recipients.*.category": "what kind of recipient it is",
    "parties.recipients.*.location": "the recipient's country",
    "parties.recipients.*.acts_as": "as whom the recipient acts",
    "parties.recipients.*.has_access_to": "what the recipient can see as well",
    "parties.transfers.*": "a transfer outside the EEA",
    "parties.transfers.*.country": "the country of a transfer",
    "parties.transfers.*.tool": "what allows the transfer",
    "parties.transfers.*.reference": "where the transfer's safeguard is on record",
    "purpose.id": "the purpose",
    "purpose.statement": "the purpose in words",
    "purpose.dpv": "the purpose in DPV terms",
    "purpose.original_purpose": "what the data were first collected for",
    "purpose.not_for": "what the data are never used for",
    "purpose.allowed_after_all.*": "a use that is allowed after all",
    "legal_basis.basis": "the legal basis",
    **_paper("legal_basis.assessment", "the balancing test"),
    **_paper("legal_basis.dpia", "the impact assessment"),
    "legal_basis.no_dpia_because": "why there is no impact assessment",
    "legal_basis.opt_out": "how people object",
    "legal_basis.art89.claimed": "whether the use counts as scientific research",
    "legal_basis.art89.*": "a sign of scientific research",
    "legal_basis.art9_2": "the condition under which special categories may be used",
    "legal_basis.eprivacy": "how calls came to be recorded lawfully",
    "legal_basis.eprivacy.call_recording": "what callers agreed to or were told",
    "legal_basis.eprivacy.national_rules": "the national rules on recordings",
    "legal_basis.compatibility": "the test of Art. 6(4)",
    "legal_basis.compatibility.*": "a point of the test of Art. 6(4)",
    "data_subjects.*": "a kind of people in the records",
    "data_subjects.*.id": "a kind of people in the records",
    "data_subjects.*.note": "what holds for these people",
    "channels.*": "a channel that is read",
    "channels.*.notice.version": "the notice on this channel",
    "channels.*.notice.date": "the day from which records of this channel are read",
    "channels.*.notice.text": "where the notice's text is",
    "channels.*.notice.recipients": "the recipients that the notice names",
    "gates.consent": "whether a consent is asked for",
    "gates.age.minimum": "how old a customer must be",
    "gates.age.missing": "records that do not say how old the customer is",
    "gates.age.justification": "why such records may pass",
    "gates.recording_notice.missing": "calls that do not say whether the caller was told",
    "gates.recording_notice.justification": "why such calls may pass",
    "gates.flags_none_of": "flags with which a record is refused",
    "gates.regions": "the countries of which records are read",
    "gates.max_age_days.*": "how many days old a record of this channel may be",
    "gates.days_to_object": "how many days people have to object",
    "lists.*": "a list of people whose records may not be used",
    "lists.*.file": "the file of such a list",
    "lists.*.max_age_days": "how old such a list may be",
    "lists.absent_because": "why nobody is looked up",
    "roles": "whose turns go out",
    "fields.*": "a column of the dataset",
    "fields.*.column": "a column of the dataset",
    "fields.*.path": "which field the column is made of",
    "fields.*.use": "what the column holds",
    "fields.*.to": "the column's name",
    "fields.*.type": "the column's type",
    "fields.*.allowed_values": "the values that may stand in the column",
    "fields.*.minimum": "the least number in the column",
    "fields.*.maximum": "the greatest number in the column",
    "fields.*.quasi_identifier": "whether the column counts as a quasi-identifier",
    "fields.*.justification": "why the column is needed",
    "detection.languages": "the languages that are read",
    "detection.threshold": "how sure detection must be; what is less sure stays readable",
    "detection.thresholds.*": "how sure detection must be of this kind; what is less sure stays readable",
    "detection.dataset_names": "whether names of the whole data set are hidden everywhere",
    "detection.allow_list": "the list of what is never hidden",
    "detection.deny_list": "the list of what is always hidden",
    "detection.detector_file": "recognizers of your own",
    "detection.without.*": "a pass of detection that is switched off",
    "default": "every kind that the policy does not name",
    "default.*": "every kind that the policy does not name",
    "entities.*": "this kind",
    "entities.*.*": "this kind",
    "special_categories.*.action": "what happens where somebody tells of it",
    "special_categories.*.justification": "why turns of it are left out alone",
    "special_categories.words_allowed": "the list of words that mean no person",
    "special_categories.words_allowed.file": "the list of words that mean no person",
    "special_categories.words_allowed.justification": "why these words mean no person",
    "disclosure_control.k": "how many people must share a description",
    "disclosure_control.max_suppressed_fraction": "the share of emptied columns that stops a run",
    "pseudonyms.unidentified": "records that name no person",
    "release.max_rejected_fraction": "the share of unreadable records that stops a run",
    "release.min_conversations": "the fewest conversations that are released",
    "release.min_people": "the fewest people whose data are released",
    "release.location": "the country in which the dataset lies",
    "release.terms": "the terms for recipients",
    "retention.dataset_days": "how many days the dataset lives",
    "retention.staging_hours": "how many hours staged files live",
    "label": "what the dataset is called",
    "anonymity_assessment": "the assessment that the label rests on",
    "anonymity_assessment.*": "the assessment that the label rests on",
    "audit.keep_days": "how many days the trace of runs is kept",
})
"""The words of each path; `*` stands for any key."""


def pattern_of(path: str) -> str | None:
    """Return the pattern that describes a path best: the one that spells out most of it."""
    fitting = [pattern for pattern in WORDS if _regex(pattern).fullmatch(path)]
    return max(fitting, key=lambda pattern: (pattern.count("."), -pattern.count("*")), default=None)


def told(change: Change, before: LoadedPolicy, after: LoadedPolicy) -> str:
    """Return a change as an officer reads it, without its verdict and path.

    Args:
        change: one difference of the two policies.
        before: the policy before.
        after: the policy after.
    """
    pattern = pattern_of(change.path) or ""
    words = WORDS.get(pattern, change.path)
    kind = _kind(change.path)
    if kind is not None:
        old, new = (_meaning(policy, kind) for policy in (before, after))
        if old != new:
            return f"{kind or words} {old} -> {new}"
    if {change.before, change.after} == {STATED, None}:
        name = f": {change.path.rpartition('.')[2]}" if pattern.endswith("*") else ""
        return f"{words} is {'new' if change.before is None else 'gone'}{name}"
    if isinstance(change.before, tuple) and isinstance(change.after, tuple):
        return f"{words}: {_difference(change.before, change.after)}"
    return f"{words}: {_word(change.before)} -> {_word(change.after)}"


def _kind(path: str) -> str | None:
    """Return the kind of personal data whose rule stands at a path; empty for the default rule."""
    first, _, rest = path.partition(".")
    if first == "default":
        return ""
    return rest.split(".")[0] if first == "entities" else None


def _meaning(policy: LoadedPolicy, kind: str) -> str:
    return policy.meanings.get(kind) or policy.meanings.get("", "")


def _difference(before: tuple[Word, ...], after: tuple[Word, ...]) -> str:
    added = [each for each in after if each not in before]
    gone = [each for each in before if each not in after]
    parts = [f"{verb} {_listed(values)}" for verb, values in (("added", added), ("taken out", gone)) if values]
    return "; ".join(parts) or "in another order"


def _word(value: Word) -> str:
    if value is None or value == ():
        return NOTHING
    if isinstance(value, tuple):
        return _listed(list(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "there" if value == STATED else str(value)


def _listed(values: list[Word]) -> str:
    shown = ", ".join(map(_word, values[:_LONGEST]))
    return f"{shown} and {len(values) - _LONGEST} more" if len(values) > _LONGEST else shown


@cache
def _regex(pattern: str) -> re.Pattern[str]:
    return re.compile(".+".join(map(re.escape, pattern.split("*"))))
