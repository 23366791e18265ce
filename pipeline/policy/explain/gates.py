"""In plain words: which records the gates let pass, who is looked up in which list, and what special categories do."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.conversation.model import Channel
from pipeline.policy.loaded import LoadedPolicy
from pipeline.policy.schema import Policy
from pipeline.policy.schema.gates import MissingMayPass

_LISTS = {
    "objections": "people who objected (Art. 21)",
    "erasures": "people who asked to be erased (Art. 17)",
    "restrictions": "people who had the use restricted (Art. 18)",
}
_CLASSES = {
    "health": "Health", "religion": "Religion and belief", "politics": "Politics", "sexuality": "Sexuality",
    "ethnicity": "Ethnic origin", "union": "Union membership", "crime": "Crimes and convictions",
}  # fmt: skip
_ACTIONS = {
    "drop_conversation": "a conversation that tells of somebody's is refused whole",
    "drop_turn": "turns that tell of somebody's are left out",
    "redact_span": "the words are hidden, as the rules above say",
}


def gate_lines(policy: Policy) -> list[str]:
    """Return what the gates ask, a sentence each."""
    gates = policy.gates
    return [
        _consent(policy),
        f"Nobody under {gates.age.minimum}, by the record or by their own words.",
        f"A record that does not say how old the customer is {_missing(gates.age)}",
        "A call is refused where the caller was not told of the recording.",
        f"A call that does not say whether the caller was told {_missing(gates.recording_notice)}",
        f"Refused with any of these flags: {', '.join(gates.flags_none_of) or 'none'}.",
        _countries(gates.regions),
        _oldest(gates.max_age_days),
        _time_to_object(gates.days_to_object),
    ]


def list_lines(policy: Policy) -> list[str]:
    """Return one sentence a list."""
    named = policy.lists.named
    return [
        *[
            f"Refused: {words}, by {named[name].file}, at most {named[name].max_age_days} days old"
            if name in named
            else f"Not looked up: {words}"
            for name, words in _LISTS.items()
        ],
        *([f"Where nobody is looked up: {policy.lists.absent_because}"] if policy.lists.absent_because else []),
    ]


def special_lines(loaded: LoadedPolicy) -> list[str]:
    """Return one sentence a special category, and the words that are none."""
    special = loaded.policy.special_categories
    lines = [
        f"{_CLASSES[name]}: {_ACTIONS[rule.action]} ({rule.action}){_because(rule.justification)}"
        for name, rule in special.rules.items()
    ]
    allowed = special.words_allowed
    if allowed is None:
        return [*lines, "Words that mean no person: no list"]
    because = _because(allowed.justification)
    return [*lines, f"Words that mean no person: {len(loaded.words_allowed)} in {allowed.file}{because}"]


def _because(justification: str | None) -> str:
    return f"; because: {justification}" if justification else ""


def _consent(policy: Policy) -> str:
    return {
        None: "Where consent is the legal basis, only with one that is given, for this purpose, and not withdrawn.",
        True: "Only with a consent that is given, for this purpose, and not withdrawn (yes).",
        False: "Consent is not asked for (no).",
    }[policy.gates.consent]


def _countries(regions: tuple[str, ...] | None) -> str:
    if regions is None:
        return "Countries: any, also where it is unknown."
    return f"Countries: {', '.join(regions)}. Any other or unknown country is refused."


def _oldest(days: Mapping[Channel, int]) -> str:
    if not days:
        return "How old a conversation may be: any age."
    limits = ", ".join(f"{channel} {limit} days" for channel, limit in sorted(days.items()))
    return f"Refused where it began longer ago than this: {limits}."


def _time_to_object(days: int | None) -> str:
    if days is None:
        return "Time to object after a conversation was closed: none."
    return f"Refused until {days} days after it was closed, and where it is not closed."


def _missing(gate: MissingMayPass) -> str:
    return "is refused (exclude)." if gate.missing == "exclude" else f"may pass (pass), because: {gate.justification}"
