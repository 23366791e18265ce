"""The detector file that a policy may name (`detection.detector_file`): recognizers of the policy's owner.

Its words are Presidio's. A recognizer brings `patterns` or a `deny_list`, or names a `class` of Presidio's own. Nothing
here knows Presidio: which classes and validators there are, and what is wrong with a regular expression, is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from pipeline.policy.problems import Location, Problem, did_you_mean
from pipeline.policy.schema import Fraction, Language, PolicyModel, Text
from pipeline.policy.validate import unknown, validate
from pipeline.policy.yaml_tree import parse

ENTITY_TYPE = r"^[A-Z][A-Z0-9_]*$"
EntityType = Annotated[str, StringConstraints(pattern=ENTITY_TYPE, max_length=40)]
RecognizerName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9 _.-]*$", max_length=60)]
Languages = Annotated[tuple[Language, ...], Field(min_length=1)]
Found = Iterator[tuple[Location, str]]

_NEARLY = 0.9


class PatternRule(PolicyModel):
    """One regular expression, read as Presidio reads it: in any case, `.` for line breaks too."""

    name: Text
    regex: Text
    score: Annotated[float, Field(gt=0, le=1, strict=True)]


class RecognizerRule(PolicyModel):
    """One recognizer, in Presidio's words. `validator` names a check that each match of a pattern must pass."""

    name: RecognizerName | None = None
    class_name: Annotated[Text | None, Field(alias="class")] = None
    supported_entity: EntityType | None = None
    supported_languages: Languages | None = None
    patterns: tuple[PatternRule, ...] = ()
    validator: Text | None = None
    deny_list: Annotated[tuple[Text, ...], Field(repr=False)] = ()
    deny_list_score: Annotated[float, Field(gt=0, le=1, strict=True)] = 1.0
    context: tuple[Text, ...] = ()

    @property
    def label(self) -> str:
        """The name, or that of the class."""
        return self.name or self.class_name or ""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it is for; empty means all of the policy's."""
        return self.supported_languages or ()


class DetectorFile(PolicyModel):
    """A whole detector file. Lists and thresholds hold for what its own recognizers find."""

    detector: Literal["veil-detector/1"]
    recognizers: Annotated[tuple[RecognizerRule, ...], Field(min_length=1)]
    allow_list: Annotated[tuple[Text, ...], Field(repr=False)] = ()
    thresholds: dict[EntityType, Fraction] = Field(default_factory=dict)
    language_thresholds: dict[Language, dict[EntityType, Fraction]] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DetectorTerms:
    """What detection knows and a detector file may name.

    `classes` returns the recognizer classes with the entity type that each gives by itself; asking takes a second,
    since Presidio is imported then. `fault_of_regex` returns what is wrong with an expression, or an empty text.
    """

    validators: frozenset[str]
    classes: Callable[[], Mapping[str, str]]
    fault_of_regex: Callable[[str], str]


def read_detector(
    content: bytes, file: str, entity_types: frozenset[str], terms: DetectorTerms
) -> tuple[DetectorFile | None, list[Problem]]:
    """Return a detector file and everything that is wrong in it.

    Args:
        content: the file's bytes.
        file: how problems call it.
        entity_types: the types that are known without it.
        terms: what it may name.
    """
    tree = parse(content, file)
    if tree.value is None:
        return None, list(tree.problems) or [Problem(file, 1, "", "is empty")]
    detector, problems = validate(DetectorFile, tree.value, tree)
    problems += tree.problems
    raw = tree.value.get("recognizers") if isinstance(tree.value, Mapping) else None
    rules = _rules(raw)
    found = [fault for at, rule in rules for fault in _recognizer(("recognizers", at), rule, entity_types, terms)]
    found += _names(rules)
    if detector is not None:
        found += _thresholds(detector, entity_types | emitted_types(detector, terms))
    problems += [tree.problem(at, message) for at, message in found]
    return detector, problems


def emitted_types(detector: DetectorFile, terms: DetectorTerms) -> frozenset[str]:
    """Return the entity types that the recognizers give, for policies to name."""
    return frozenset(kind for rule in detector.recognizers if (kind := emitted_type(rule, terms)))


def emitted_type(rule: RecognizerRule, terms: DetectorTerms) -> str | None:
    """Return the entity type that a recognizer gives: its own word, else its class's."""
    if rule.supported_entity or rule.class_name is None:
        return rule.supported_entity
    return terms.classes().get(rule.class_name)


def _rules(raw: object) -> list[tuple[int, RecognizerRule]]:
    """Return the recognizers that are right by themselves, so that the others do not hide what is wrong in them."""
    rules: list[tuple[int, RecognizerRule]] = []
    for index, item in enumerate(raw if isinstance(raw, list) else ()):
        try:
            rules.append((index, RecognizerRule.model_validate(item)))
        except ValueError:  # told by the validation of the whole file
            continue
    return rules


def _recognizer(at: Location, rule: RecognizerRule, entity_types: frozenset[str], terms: DetectorTerms) -> Found:
    if rule.class_name is None:
        yield from _custom(at, rule, terms)
    else:
        yield from _of_presidio(at, rule, terms)
    kind = rule.supported_entity
    if kind and kind not in entity_types:
        nearest = get_close_matches(kind, entity_types, n=1, cutoff=_NEARLY)
        if nearest:
            yield (*at, "supported_entity"), f"'{kind}' is too like the known type; did you mean '{nearest[0]}'?"


def _custom(at: Location, rule: RecognizerRule, terms: DetectorTerms) -> Found:
    if not rule.patterns and not rule.deny_list:
        yield at, "needs patterns, a deny_list or a class"
    if rule.name is None:
        yield at, "needs a name"
    if rule.supported_entity is None:
        yield at, "needs a supported_entity: the kind of personal data that it finds"
    if rule.validator is not None:
        if rule.validator not in terms.validators:
            yield (*at, "validator"), unknown("validator", rule.validator, sorted(terms.validators))
        if rule.deny_list:
            yield (*at, "validator"), "checks patterns; write the deny_list as a recognizer of its own"
    for index, pattern in enumerate(rule.patterns):
        if fault := terms.fault_of_regex(pattern.regex):
            yield (*at, "patterns", index, "regex"), fault


def _of_presidio(at: Location, rule: RecognizerRule, terms: DetectorTerms) -> Found:
    known = terms.classes()
    if rule.class_name not in known:
        yield (*at, "class"), f"unknown recognizer class '{rule.class_name}'{did_you_mean(str(rule.class_name), known)}"
    for key in ("patterns", "validator", "deny_list"):
        if getattr(rule, key):
            yield (*at, key), "a class brings its own: write a recognizer beside it"


def _names(rules: list[tuple[int, RecognizerRule]]) -> Found:
    seen: set[str] = set()
    for index, rule in rules:
        if rule.label in seen:
            yield ("recognizers", index), f"another recognizer is named '{rule.label}'"
        seen.add(rule.label)


def _thresholds(detector: DetectorFile, known: frozenset[str]) -> Found:
    places: list[Location] = [("thresholds", name) for name in detector.thresholds]
    places += [
        ("language_thresholds", language, name)
        for language, limits in detector.language_thresholds.items()
        for name in limits
    ]
    for place in places:
        name = str(place[-1])
        if name not in known:
            yield place, f"unknown entity type '{name}'{did_you_mean(name, known)}"
