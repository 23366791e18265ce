"""Cross checks of the entity rules: known types, known operators, their parameters, written reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.policy.check_papers import Found
from pipeline.policy.draft import Draft
from pipeline.policy.problems import Location, Problem, did_you_mean
from pipeline.policy.schema import EntityRule, Policy
from pipeline.policy.validate import unknown, validate
from pipeline.policy.vocabulary import Vocabulary
from pipeline.policy.yaml_tree import Tree

_REFUSED = {
    "hash": "a hash is no protection: all phone numbers of a country are tried in minutes; choose pseudonymise (keyed)",
    "encrypt": "text that can be decrypted never leaves; choose pseudonymise or replace",
}
"""What officers know from elsewhere, and why it is not to be had (EDPB 01/2025 fn 23)."""


def check_entities(policy: Draft, vocabulary: Vocabulary) -> Found:
    """Check names of types and operators, and that whatever weakens protection says why."""
    for name, rule in policy.entities:
        if name not in vocabulary.rule_types:
            suggestion = did_you_mean(name, vocabulary.rule_types)
            yield ("entities", name), f"unknown entity type '{name}'{suggestion}"
        yield from _rule(("entities", name), rule, vocabulary)
    if policy.default is not None:
        yield from _rule(("default",), policy.default, vocabulary)
        yield from _default(policy, policy.default, vocabulary)


def _default(policy: Draft, default: EntityRule, vocabulary: Vocabulary) -> Found:
    """The default is what happens to each type without a rule, so what is locked for a type is locked there too."""
    terms = vocabulary.operators.get(default.operator)
    if terms is None:
        return
    if terms.needs_justification:
        yield ("default", "operator"), "what nobody thought of may not pass: choose a stricter default"
        return
    named = {name for name, _ in policy.entities}
    locked = sorted(terms.locked_types & vocabulary.entity_types - named)
    if locked:
        names = ", ".join(locked)
        yield ("default", "operator"), f"{default.operator} may not be used for {names}: give them rules of their own"


def check_parameters(policy: Draft, vocabulary: Vocabulary, tree: Tree) -> Iterator[Problem]:
    """Validate every rule's parameters by the operator's own model."""
    for at, rule in _rules(policy):
        terms = vocabulary.operators.get(rule.operator)
        if terms is None:
            continue
        parameters, problems = validate(terms.parameters, rule.parameters, tree, at)
        yield from problems
        asks = terms.needs_justification or getattr(parameters, "needs_justification", False)
        asks = asks or rule.parameters.get("scope") == "dataset"
        if asks and rule.justification is None:
            scope = " with scope dataset" if rule.parameters.get("scope") == "dataset" else ""
            yield tree.problem(at, f"{rule.operator}{scope} needs a justification")


def effective_rule(rule: EntityRule, vocabulary: Vocabulary) -> EntityRule:
    """Return a checked rule with the operator's defaults written out, so that the hash and the reader see them."""
    parameters = vocabulary.operators[rule.operator].parameters.model_validate(rule.parameters)
    written = parameters.model_dump(mode="json")
    return EntityRule(operator=rule.operator, justification=rule.justification, **written)


def effective(policy: Policy, vocabulary: Vocabulary) -> Policy:
    """Return a checked policy with the defaults of every operator written out."""
    rules = {name: effective_rule(rule, vocabulary) for name, rule in policy.entities.items()}
    return policy.model_copy(update={"entities": rules, "default": effective_rule(policy.default, vocabulary)})


def meanings(policy: Policy, vocabulary: Vocabulary) -> Mapping[str, str]:
    """Return what each rule of a checked policy does in its operator's words, by type; the default's under ""."""
    rules = {**policy.entities, "": policy.default}
    return {name: _meaning(name, rule, vocabulary) for name, rule in rules.items()}


def _meaning(name: str, rule: EntityRule, vocabulary: Vocabulary) -> str:
    parameters = vocabulary.operators[rule.operator].parameters.model_validate(rule.parameters)
    return parameters.meaning(name)


def _rules(policy: Draft) -> Iterator[tuple[Location, EntityRule]]:
    for name, rule in policy.entities:
        yield ("entities", name), rule
    if policy.default is not None:
        yield ("default",), policy.default


def _rule(at: Location, rule: EntityRule, vocabulary: Vocabulary) -> Found:
    terms = vocabulary.operators.get(rule.operator)
    if terms is None and rule.operator in _REFUSED:
        yield (*at, "operator"), _REFUSED[rule.operator]
    elif terms is None:
        yield (*at, "operator"), unknown("operator", rule.operator, sorted(vocabulary.operators))
    elif at[-1] in terms.locked_types:
        yield (*at, "operator"), f"{rule.operator} may not be used for {at[-1]}: choose remove or replace"
