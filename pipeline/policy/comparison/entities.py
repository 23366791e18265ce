"""Compare what two policies do with each kind of personal data: operators by strictness, thresholds by type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.policy.comparison.verdicts import Verdict, at_most
from pipeline.policy.schema import EntityRule, Policy
from pipeline.policy.vocabulary import Parameters, Vocabulary

Difference = tuple[tuple[str, ...], object, object, Verdict]
"""Location, value before, value after, verdict."""


def entity_differences(before: Policy, after: Policy, vocabulary: Vocabulary) -> Iterator[Difference]:
    """Yield the differences of thresholds, of the default rule and of the rules.

    A kind without a rule has the default one, but for kinds that are looked for only where they are named: for these,
    a first rule is stricter and taking it out looser, whatever it is.
    """
    yield from _thresholds(before, after)
    yield from _rule(("default",), before.default, after.default, vocabulary)
    for kind in [*before.entities, *(kind for kind in after.entities if kind not in before.entities)]:
        if kind in vocabulary.sought_if_named and (kind in before.entities) != (kind in after.entities):
            old, new = (each.entities[kind].operator if kind in each.entities else None for each in (before, after))
            yield ("entities", kind), old, new, Verdict.LOOSER if new is None else Verdict.STRICTER
        else:
            old_rule, new_rule = (policy.entities.get(kind, policy.default) for policy in (before, after))
            yield from _rule(("entities", kind), old_rule, new_rule, vocabulary)


def _thresholds(before: Policy, after: Policy) -> Iterator[Difference]:
    old, new = before.detection, after.detection
    for kind in sorted(old.thresholds.keys() | new.thresholds.keys()):
        limits = old.thresholds.get(kind, old.threshold), new.thresholds.get(kind, new.threshold)
        if limits[0] != limits[1]:
            yield ("detection", "thresholds", kind), *limits, at_most(*limits)


def _rule(at: tuple[str, ...], old: EntityRule, new: EntityRule, vocabulary: Vocabulary) -> Iterator[Difference]:
    if old.operator != new.operator:
        yield (*at, "operator"), old.operator, new.operator, _verdict(old, new, vocabulary)
        return
    before, after = old.parameters, new.parameters
    for name in [*before, *(name for name in after if name not in before)]:
        if before.get(name) != after.get(name):
            one = _with(old, {**before, name: after.get(name)})
            yield (*at, name), before.get(name), after.get(name), _verdict(old, one, vocabulary)
    if old.justification != new.justification:
        yield (*at, "justification"), old.justification, new.justification, Verdict.NEUTRAL


def _with(rule: EntityRule, parameters: Mapping[str, object]) -> EntityRule:
    return EntityRule(operator=rule.operator, justification=rule.justification, **parameters)


def _verdict(old: EntityRule, new: EntityRule, vocabulary: Vocabulary) -> Verdict:
    before, after = _parameters(old, vocabulary), _parameters(new, vocabulary)
    if not after.hides_as_much_as(before):
        return Verdict.LOOSER
    return Verdict.NEUTRAL if before.hides_as_much_as(after) else Verdict.STRICTER


def _parameters(rule: EntityRule, vocabulary: Vocabulary) -> Parameters:
    return vocabulary.operators[rule.operator].parameters.model_validate(rule.parameters)
