"""From a detector file to a Presidio `AnalyzerEngine` that has its recognizers, a budget, and nothing to download."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Any, cast

from presidio_analyzer import AnalyzerEngine, EntityRecognizer, Pattern, PatternRecognizer, RecognizerRegistry

from pipeline.detection.detector.presidio_classes import recognizer_classes, use_bundled_suffixes
from pipeline.detection.detector.regexes import FLAGS, BoundedRegex, Budget
from pipeline.detection.model.nlp_engine import VeilNlpEngine
from pipeline.detection.validators import VALIDATORS
from pipeline.policy.detector_file import DetectorFile, RecognizerRule

PREFIX = "detector_file:"
"""Begins the name of each recognizer, so that none can pass for one of Veil's own."""


class CheckedRecognizer(PatternRecognizer):
    """A pattern recognizer whose matches count only where a named validator says so."""

    validator = ""

    def validate_result(self, pattern_text: str) -> bool | None:
        """Return whether the validator accepts the match; None, for "cannot say", where there is no validator."""
        return VALIDATORS[self.validator](pattern_text) if self.validator else None


class NoModel:
    """Stands where the classifier would: Presidio gets words for its context, and no findings of ours twice."""

    def find(self, texts: Sequence[str]) -> list[tuple[()]]:
        """Return nothing for each text."""
        return [() for _ in texts]


def analyzer(file: DetectorFile, languages: Sequence[str], budget: Budget) -> AnalyzerEngine:
    """Return an engine with the file's recognizers, each in the languages it is for."""
    use_bundled_suffixes()
    recognizers = [
        _bounded(_recognizer(rule, language), name_of(rule), budget)
        for rule in file.recognizers
        for language in rule.languages or languages
        if language in languages
    ]
    return AnalyzerEngine(
        registry=RecognizerRegistry(recognizers=recognizers, supported_languages=list(languages)),
        nlp_engine=VeilNlpEngine(NoModel(), languages),
        supported_languages=list(languages),
    )


def name_of(rule: RecognizerRule) -> str:
    """Return the name that a rule's findings carry."""
    return f"{PREFIX}{rule.label}"


def _recognizer(rule: RecognizerRule, language: str) -> EntityRecognizer:
    options: dict[str, Any] = {"supported_language": language}
    if rule.context:
        options["context"] = list(rule.context)
    if rule.supported_entity:
        options["supported_entity"] = rule.supported_entity
    if rule.class_name:
        return recognizer_classes()[rule.class_name](**options)
    recognizer = CheckedRecognizer(
        patterns=[Pattern(pattern.name, pattern.regex, pattern.score) for pattern in rule.patterns],
        deny_list=list(rule.deny_list),
        deny_list_score=rule.deny_list_score,
        global_regex_flags=FLAGS,
        **options,
    )
    recognizer.validator = rule.validator or ""
    return recognizer


def _bounded(recognizer: Any, name: str, budget: Budget) -> EntityRecognizer:
    """Name a recognizer and hold its patterns to the budget.

    Args:
        recognizer: an `EntityRecognizer`; Presidio gives its attributes no types.
        name: that its findings carry.
        budget: of the turn.
    """
    recognizer.name = name
    if isinstance(recognizer, PatternRecognizer):
        flags = vars(recognizer)["global_regex_flags"]
        patterns = [copy(shared) for shared in vars(recognizer)["patterns"]]  # a class shares them among its objects
        for pattern in patterns:
            pattern.compiled_regex, pattern.compiled_with_flags = BoundedRegex(pattern.regex, flags, budget), flags
        vars(recognizer)["patterns"] = patterns
    return cast(EntityRecognizer, recognizer)
