"""Cross checks of when and of what: dates, versions, languages, roles and thresholds."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.policy.draft import Draft
from pipeline.policy.problems import Location, did_you_mean
from pipeline.policy.schema import Detection
from pipeline.policy.vocabulary import Vocabulary

Found = Iterator[tuple[Location, str]]
"""Problems as a location in the policy and what is wrong there."""

ALWAYS_LOOKED_FOR = frozenset({"CARD_SECURITY_CODE", "CREDIT_CARD", "PASSWORD", "PIN", "SECRET"})
"""What no policy may overlook by asking the detector to be surer (PCI DSS 3.3.1, 3.5.1)."""

HIGHEST_THRESHOLD = 0.5
"""Every recognizer of these types is at least as sure as this."""


def check_dates(policy: Draft) -> Found:
    """A policy is in force for a time, and is reviewed within it."""
    times = policy.metadata
    if times is None:
        return
    if times.effective_until <= times.effective_from:
        yield ("metadata", "effective_until"), "must be after effective_from"
    elif times.review_by and not times.effective_from <= times.review_by <= times.effective_until:
        yield ("metadata", "review_by"), "must be between effective_from and effective_until"
    for index, earlier in enumerate(times.supersedes):
        if _numbers(earlier) >= _numbers(times.version):
            yield ("metadata", "supersedes", index), "must be a lower version than this one"


def _numbers(version: str) -> list[int]:
    return [int(number) for number in version.split(".")]


def check_lists(policy: Draft, vocabulary: Vocabulary) -> Found:
    """Languages and roles stand once; thresholds name known entity types, and `without` passes that may go."""
    for index, role in enumerate(policy.roles):
        if role in policy.roles[:index]:
            yield ("roles", index), "is listed twice"
    languages = policy.detection.languages if policy.detection else ()
    for index, language in enumerate(languages):
        if language in languages[:index]:
            yield ("detection", "languages", index), "is listed twice"
    for name in policy.thresholds:
        if name not in vocabulary.entity_types:
            suggestion = did_you_mean(name, vocabulary.entity_types)
            yield ("detection", "thresholds", name), f"unknown entity type '{name}'{suggestion}"
    if policy.detection:
        yield from _thresholds(policy.detection)
        yield from _without(policy.detection, vocabulary)


def _without(detection: Detection, vocabulary: Vocabulary) -> Found:
    for name in detection.without:
        if name not in vocabulary.passes:
            yield ("detection", "without", name), f"unknown pass '{name}'{did_you_mean(name, vocabulary.passes)}"
        elif name not in vocabulary.optional_passes:
            yield ("detection", "without", name), "no policy may switch this pass off"


def _thresholds(detection: Detection) -> Found:
    for name in sorted(ALWAYS_LOOKED_FOR):
        own = name in detection.thresholds
        if detection.thresholds.get(name, detection.threshold) > HIGHEST_THRESHOLD:
            at: Location = ("detection", "thresholds", name) if own else ("detection", "threshold")
            yield at, f"is locked for {name}: at most {HIGHEST_THRESHOLD}, so that one is found wherever it stands"
