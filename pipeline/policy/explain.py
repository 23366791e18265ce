"""The whole effective policy in plain words, defaults included: what an officer signs and a report shows.

In: a `LoadedPolicy`. Out: sections of a heading and its lines. No value of a list is shown, only how many there are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from pipeline.policy import explain_papers as papers
from pipeline.policy.detector_file import RecognizerRule
from pipeline.policy.explain_gates import gate_lines, list_lines, special_lines
from pipeline.policy.explain_papers import contact, listed
from pipeline.policy.loaded import LoadedPolicy
from pipeline.policy.schema import DisclosureControl, EntityRule, FieldRule, Label

Section: TypeAlias = tuple[str, list[str]]

_LABELS = {
    Label.PERSONAL_PSEUDONYMISED: "PERSONAL DATA - pseudonymised. The GDPR applies.",
    Label.PERSONAL_REDACTED: "PERSONAL DATA - redacted text. The GDPR applies.",
    Label.ANONYMITY_ASSESSED: "Personal data for everybody but those named in the assessment.",
}
_USES = {
    "keep": "as it is",
    "month": "the month only",
    "duration": "how long it took, in seconds",
    "gap_band": "the time since the one before, as a band",
    "response_band": "how long a customer waited for an agent's answer, as a band",
    "contacts_24h_band": "the person's contacts within 24 hours, as a band",
    "person_key": "a keyed pseudonym of the person",
    "text": "with personal data hidden",
    "words": "how many words are written, a label counting as one",
}

_DATASET_NAMES = {
    True: "A word that is a name in most of its uses in the data set is hidden wherever it was missed (dataset_names).",
    False: "A name that was missed stays readable, however often it was found in other records (dataset_names: false).",
}


def explain(loaded: LoadedPolicy) -> list[Section]:
    """Return every section in reading order."""
    return [(heading, lines(loaded)) for heading, lines in _SECTIONS]


def plain_text(sections: list[Section]) -> str:
    """Return sections as text for a terminal."""
    return "\n\n".join("\n".join([heading, *(f"  {line}" for line in lines)]) for heading, lines in sections) + "\n"


def _policy(loaded: LoadedPolicy) -> list[str]:
    metadata = loaded.policy.metadata
    return [
        f"{metadata.title} ({metadata.id} {metadata.version}, {loaded.policy.policy})",
        f"Status: {metadata.status}. In force from {metadata.effective_from} until {metadata.effective_until}.",
        f"To be reviewed by: {metadata.review_by or 'not stated'}",
        f"Written by {metadata.author}. Owner: {contact(metadata.owner)}",
        f"Jurisdictions: {listed(metadata.jurisdictions)}. Takes the place of: {listed(metadata.supersedes)}",
        f"Tightens: {loaded.policy.extends or 'no other policy'}",
        *papers.exceptions(loaded.policy.exceptions),
        f"Approvals needed: {metadata.approvals_required}, by different people in different roles, not by the author.",
        f"Content hash: {loaded.content_sha256}",
        *[
            f"Approval on file: {a.role}, {a.name}, {a.date}, {a.reference}, for content {a.content_sha256}"
            for a in loaded.approvals
        ],
        f"Examples that must pass: {len(loaded.cases)}",
    ]


def _parties(loaded: LoadedPolicy) -> list[str]:
    return papers.parties(loaded.policy.parties)


def _purpose(loaded: LoadedPolicy) -> list[str]:
    policy = loaded.policy
    return [
        *papers.purpose(policy.purpose),
        *papers.legal_basis(policy.legal_basis),
        *papers.data_subjects(policy),
    ]


def _records(loaded: LoadedPolicy) -> list[str]:
    policy = loaded.policy
    channels = [
        f"{channel}: from {rule.notice.date} on, when notice {rule.notice.version} was given"
        f" (its text: {rule.notice.text or 'not stated'}; recipients it names: {listed(rule.notice.recipients)})"
        for channel, rule in policy.channels.items()
    ]
    unidentified = {
        "own_person": "counts as one person of its own (own_person)",
        "refuse": "is refused (refuse)",
    }
    return [
        *channels,
        "Every other channel is refused, and so is a record without a start time.",
        f"Languages: {listed(policy.detection.languages)}. Any other or unknown language is refused.",
        f"A record that names no person {unidentified[policy.pseudonyms.unidentified]}.",
        *gate_lines(policy),
        *list_lines(policy),
    ]


def _fields(loaded: LoadedPolicy) -> list[str]:
    return [
        *[_field(rule) for rule in loaded.policy.fields],
        f"Turns of these roles: {listed(tuple(loaded.policy.roles))}",
        "Every other field is dropped and counted.",
    ]


def _field(rule: FieldRule) -> str:
    notes: list[str] = []
    if rule.type:
        notes.append(f"type {rule.type}")
    if rule.allowed_values is not None:
        notes.append(f"only {listed(rule.allowed_values)}")
    if rule.minimum is not None or rule.maximum is not None:
        notes.append(f"from {_number(rule.minimum)} to {_number(rule.maximum)}")
    notes.append("quasi-identifier" if rule.quasi_identifier else "no quasi-identifier")
    if rule.justification:
        notes.append(f"because: {rule.justification}")
    return f"{rule.path} -> column {rule.column}, {_USES[rule.use]} ({rule.use}); " + "; ".join(notes)


def _entities(loaded: LoadedPolicy) -> list[str]:
    policy = loaded.policy
    return [
        *[f"{name}: {_rule(rule)}" for name, rule in policy.entities.items()],
        f"Every other kind of personal data: {_rule(policy.default)}",
    ]


def _number(value: float | None) -> str:
    return "not stated" if value is None else str(int(value)) if value.is_integer() else str(value)


def _rule(rule: EntityRule) -> str:
    parameters = ", ".join(f"{name} {_plain(value)}" for name, value in rule.parameters.items())
    because = f"; because: {rule.justification}" if rule.justification else ""
    return f"{rule.operator}{f' ({parameters})' if parameters else ''}{because}"


def _detection(loaded: LoadedPolicy) -> list[str]:
    detection = loaded.policy.detection
    return [
        f"A finding counts from a score of {detection.threshold} on (0 finds most, 1 least).",
        *[f"For {name} from a score of {score} on." for name, score in detection.thresholds.items()],
        _DATASET_NAMES[detection.dataset_names],
        f"Always left alone: {_list_file(detection.allow_list, len(loaded.allow_list))}",
        f"Always hidden: {_list_file(detection.deny_list, len(loaded.deny_list))}",
        *_detector(loaded),
    ]


def _detector(loaded: LoadedPolicy) -> list[str]:
    """Return what a detector file adds; its lists are shown by their length alone."""
    own = loaded.detector
    if own is None:
        return ["Recognizers of your own: none"]
    limits = [*own.thresholds.items()]
    by_language = [(lang, *limit) for lang, found in own.language_thresholds.items() for limit in found.items()]
    return [
        f"Recognizers of your own, in {loaded.policy.detection.detector_file}: {len(own.recognizers)}",
        *[f"  {_recognizer(rule)}" for rule in own.recognizers],
        f"  What they leave alone: {len(own.allow_list)} values",
        *[f"  For {name} from a score of {score} on." for name, score in limits],
        *[f"  For {name} in {language} from a score of {score} on." for language, name, score in by_language],
    ]


def _recognizer(rule: RecognizerRule) -> str:
    if rule.class_name:
        how = f"Presidio's {rule.class_name}"
    else:
        how = f"{len(rule.patterns)} patterns and {len(rule.deny_list)} listed values"
    check = f", checked by {rule.validator}" if rule.validator else ""
    finds = rule.supported_entity or "the kind that this class is for"
    where = listed(rule.languages) if rule.languages else "all languages"
    return f"{rule.label}: {how}{check}, finds {finds}, in {where}"


def _release(loaded: LoadedPolicy) -> list[str]:
    policy = loaded.policy
    limits, kept = policy.release, policy.retention
    return [
        f"Dataset: {policy.dataset_id}",
        f"Label: {policy.label}. {_LABELS[policy.label]}",
        *papers.anonymity(policy.anonymity_assessment),
        _disclosure(policy.disclosure_control),
        f"Nothing is published if the share of unreadable records is above {limits.max_rejected_fraction},",
        f"or with fewer than {limits.min_conversations} conversations or {limits.min_people} people.",
        f"The dataset lies in: {limits.location or 'not stated'}. Terms for recipients: {limits.terms or 'not stated'}",
        f"The dataset is deleted after {kept.dataset_days} days, staged files after {kept.staging_hours} hours.",
        f"The audit log is kept for {policy.audit.keep_days} days.",
    ]


def _disclosure(control: DisclosureControl) -> str:
    if control.k is None:
        return (
            "How many people share a combination of quasi-identifiers is not checked (k: not stated;"
            f" max_suppressed_fraction: {control.max_suppressed_fraction})."
        )
    return (
        f"Every combination of quasi-identifiers is shared by {control.k} people or emptied; nothing is published if"
        f" the share of people with emptied columns is above {control.max_suppressed_fraction}."
    )


def _list_file(name: str | None, count: int) -> str:
    return f"{count} values in {name}" if name else "no list"


def _plain(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_plain(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} {_plain(item)}" for key, item in value.items()) + "}"
    return (
        {True: "yes", False: "no"}[value] if isinstance(value, bool) else "not stated" if value is None else str(value)
    )


_SECTIONS: tuple[tuple[str, Callable[[LoadedPolicy], list[str]]], ...] = (
    ("The policy", _policy),
    ("Who", _parties),
    ("Why", _purpose),
    ("Which records", _records),
    ("Which fields", _fields),
    ("What happens to each kind of personal data", _entities),
    ("Special categories", special_lines),
    ("How it is found", _detection),
    ("What is released, and for how long", _release),
)
