"""The plan: which operator acts on which entity type, built once from a policy and validated whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NoReturn

from pydantic import ValidationError

from pipeline import registry
from pipeline.anonymization import fields
from pipeline.anonymization import operators as shipped
from pipeline.anonymization.operator import (
    OperatorParameters,
    OperatorPlugin,
    PlanContext,
    PlanOperator,
    Strictness,
)
from pipeline.errors import Refused
from pipeline.keys.master import MasterKey
from pipeline.policy.schema import EntityRule, Policy
from pipeline.policy.vocabulary import OperatorTerms

# What nobody thought of is at least made coarse.
MILDEST_DEFAULT = Strictness.GENERALISE


@dataclass(frozen=True, slots=True)
class BoundOperator:
    """An operator with its parameters, built for one entity type."""

    operator: PlanOperator = field(repr=False)
    strictness: Strictness
    leaves_nothing_within: bool = False

    @property
    def name(self) -> str:
        """The operator's name in policies."""
        return self.operator.name


class Plan:
    """What happens to each kind of personal data and which fields leave. It holds sub-keys and is never pickled.

    Attributes:
        policy: the policy that it was built from.
        columns: the conversation's allowed fields.
        kept_types: entity types whose text stays readable.
    """

    def __init__(self, policy: Policy, context: PlanContext, rules: Mapping[str, _Rule], default: _Rule) -> None:
        self.policy = policy
        self.columns = fields.columns(policy)
        self.kept_types = frozenset(name for name, rule in rules.items() if rule.strictness is Strictness.KEEP)
        self._context = context
        self._default = default
        self._bound = {name: rule.bind(name, context) for name, rule in rules.items()}

    def operator_for(self, entity_type: str) -> BoundOperator:
        """Return the operator of an entity type: the policy's default where it names none."""
        bound = self._bound.get(entity_type)
        if bound is None:
            bound = self._bound[entity_type] = self._default.bind(entity_type, self._context)
        return bound

    def __reduce__(self) -> NoReturn:
        raise TypeError("a plan holds keys and is never pickled: workers build it themselves")


@dataclass(frozen=True, slots=True)
class _Rule:
    plugin: OperatorPlugin
    parameters: OperatorParameters

    @property
    def strictness(self) -> Strictness:
        return self.parameters.strictness

    def bind(self, entity_type: str, context: PlanContext) -> BoundOperator:
        own = PlanContext(entity_type, context.master, context.policy_id, context.dataset_id)
        operator = self.plugin.operator(self.parameters, own)
        return BoundOperator(operator, self.strictness, self.parameters.leaves_nothing_within)


def shipped_operators() -> Mapping[str, OperatorPlugin]:
    """Return the operators of `operators/` by name."""
    return registry.load(shipped, OperatorPlugin)


def operator_terms(plugins: Mapping[str, OperatorPlugin] | None = None) -> Mapping[str, OperatorTerms]:
    """Return what a policy's loader must know of each operator."""
    plugins = shipped_operators() if plugins is None else plugins
    return MappingProxyType({
        name: OperatorTerms(
            plugin.parameters, plugin.reversible, plugin.needs_justification, plugin.parameters.locked_types
        )
        for name, plugin in plugins.items()
    })


def build(policy: Policy, *, master: MasterKey, operators: Mapping[str, OperatorPlugin] | None = None) -> Plan:
    """Return the plan of a policy.

    Args:
        policy: the effective policy.
        master: the run's key, from which each operator derives its own.
        operators: operators by name; those shipped with Veil where None.

    Raises:
        Refused: an operator, parameter, default or field rule does not hold. All problems are listed.
    """
    plugins = shipped_operators() if operators is None else operators
    problems = list(fields.problems(policy))
    rules: dict[str, _Rule] = {}
    for entity_type, written in sorted(policy.entities.items()):
        rule = _rule(f"entities.{entity_type}", written, plugins, problems)
        if rule is None:
            continue
        if entity_type in rule.parameters.locked_types:
            problems.append(f"entities.{entity_type}: {rule.plugin.name} may not be used for this type")
        rules[entity_type] = rule
    default = _rule("default", policy.default, plugins, problems)
    if default is not None and default.strictness < MILDEST_DEFAULT:
        problems.append("default: what nobody thought of may not pass; choose a stricter operator")
    if problems or default is None:
        raise Refused("the policy cannot be carried out: " + "; ".join(problems))
    context = PlanContext("", master, policy.metadata.id, policy.dataset_id)
    return Plan(policy, context, rules, default)


def _rule(where: str, written: EntityRule, plugins: Mapping[str, OperatorPlugin], problems: list[str]) -> _Rule | None:
    plugin = plugins.get(written.operator)
    if plugin is None:
        problems.append(f"{where}: unknown operator (known: {', '.join(plugins)})")
        return None
    try:
        parameters = plugin.parameters.model_validate(written.parameters)
    except ValidationError as error:
        problems += [_problem(where, detail["loc"], detail["msg"]) for detail in error.errors(include_input=False)]
        return None
    if (plugin.needs_justification or parameters.needs_justification) and written.justification is None:
        problems.append(f"{where}: {plugin.name} needs a justification")
    return _Rule(plugin, parameters)


def _problem(where: str, location: tuple[int | str, ...], message: str) -> str:
    path = ".".join(str(part) for part in location)
    return f"{where}.{path}: {message[:1].lower()}{message[1:]}" if path else f"{where}: {message}"
