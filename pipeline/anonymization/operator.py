"""The contract of an operator: what a policy may ask for, how strict it is, and what it writes.

An operator is one file under `operators/` with a `PLUGIN`. It is built once for each entity type when the plan is made
and then called for each mention. It is a Presidio `Operator` too, so what knows Presidio knows it.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Annotated, ClassVar, Self

from pydantic import BeforeValidator, ConfigDict, StringConstraints

from pipeline.imports import absent
from pipeline.keys.master import MasterKey
from pipeline.policy.vocabulary import Parameters

with absent("presidio_analyzer"):  # one operator, for a service that is not called here, would import it, and spaCy
    from presidio_anonymizer.operators import Operator, OperatorType


class Strictness(IntEnum):
    """Which operator decides where findings overlap: the greatest (DESIGN §7), but for what `resolve` says of URLs."""

    KEEP = 0
    MASK = 1
    SHIFT_DATE = 2
    GENERALISE = 3
    SURROGATE = 4
    PSEUDONYMISE_DATASET = 5
    PSEUDONYMISE_CONVERSATION = 6
    REPLACE = 7
    REMOVE = 8
    DROP_TURN = 9
    DROP_CONVERSATION = 10


# What opens an account or pays: not even a token of it, or its first character, may stay (PCI DSS 3.3.1).
SECRET_TYPES = frozenset({"CARD_SECURITY_CODE", "PASSWORD", "PIN", "SECRET"})

# Payment, account and identity numbers and secrets: neither kept nor shown in part (PCI DSS 3.4.1, GDPR Art. 87).
LOCKED_TYPES = SECRET_TYPES | {
    "ACCOUNT_ID", "CREDIT_CARD", "CRYPTO", "DRIVER_LICENSE", "GOV_ID", "IBAN_CODE", "NATIONAL_ID", "PASSPORT",
    "PHONE_NUMBER",
}  # fmt: skip


def _without_brackets(label: object) -> object:
    """`[CARD]` and `CARD` mean the same: unquoted brackets would be a list in YAML."""
    if isinstance(label, str) and label.startswith("[") and label.endswith("]"):
        return label[1:-1]
    return label


Label = Annotated[
    str, BeforeValidator(_without_brackets), StringConstraints(pattern=r"^[A-Z][A-Z0-9_]*$", max_length=32)
]
"""What stands in brackets in the written text, with or without the brackets in the policy."""


class OperatorParameters(Parameters):
    """Base of all operators' parameters: what a policy writes beside `operator`."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    locked_types: ClassVar[frozenset[str]] = frozenset()
    """Entity types that this operator may not be used for."""

    free: ClassVar[frozenset[str]] = frozenset({"label"})
    """Parameters that say nothing of the text: whatever they are, as much is hidden."""

    @property
    @abstractmethod
    def strictness(self) -> Strictness:
        """Where the operator stands with these parameters."""

    @property
    def leaves_nothing_within(self) -> bool:
        """Whether nothing of a mention's text can come out, so that it hides whatever else is found inside."""
        return False

    @property
    def needs_justification(self) -> bool:
        """Whether the policy must say why."""
        return False

    def hides_as_much_as(self, other: Parameters) -> bool:
        """Whether a policy may tighten `other` to these parameters: the stricter operator, or no looser parameters.

        Parameters that an operator does not compare in `_no_looser` must be the same, `free` ones aside.
        """
        if not isinstance(other, OperatorParameters):
            return False
        if self.strictness != other.strictness:
            return self.strictness > other.strictness
        return type(self) is type(other) and all(
            getattr(self, name) == getattr(other, name) or self._no_looser(name, other)
            for name in type(self).model_fields.keys() - self.free
        )

    def _no_looser(self, name: str, other: Self) -> bool:
        """Whether a parameter that differs hides at least as much as in `other`, of the same operator."""
        del name, other
        return False

    @abstractmethod
    def meaning(self, entity_type: str) -> str:
        """Return what happens to a mention, in words that go on after "PERSON: ".

        `entity_type` is empty where the rule is for every kind that the policy does not name.
        """


@dataclass(frozen=True, slots=True)
class PlanContext:
    """What an operator is built with: its entity type, the run's key, and what its sub-keys are bound to."""

    entity_type: str
    master: MasterKey = field(repr=False)
    policy_id: str
    dataset_id: str


@dataclass(frozen=True, slots=True)
class Mention:
    """One stretch of raw text to be replaced.

    `entity_type` is the type shown, which need not be the type that the operator was built for. `number` is the order
    of first appearance in the conversation among mentions of one group, from 1; None for operators that number nothing.
    `started_at` is the conversation's start.
    """

    text: str = field(repr=False)
    entity_type: str
    number: int | None = None
    started_at: datetime | None = None


class PlanOperator(Operator):
    """An operator with its parameters and context. Subclasses say what they write.

    What `write` returns depends on the mention, the parameters and the key alone: never on time or chance.
    """

    name: ClassVar[str]

    def __init__(self, parameters: OperatorParameters, context: PlanContext) -> None:
        self.parameters = parameters
        self.context = context

    @abstractmethod
    def write(self, mention: Mention) -> str:
        """Return what stands in the place of a mention."""

    def label(self, entity_type: str) -> str:
        """Return what stands for a mention of which nothing but its type is known: the same for every text."""
        return f"[{entity_type}]"

    def group(self, entity_type: str) -> str | None:
        """Return the group within which mentions shown as `entity_type` are numbered, or None where they are not."""
        del entity_type
        return None

    def operate(self, text: str, params: dict[str, object] | None = None) -> str:
        """Return what stands in the place of `text`, called as Presidio calls an operator."""
        number = (params or {}).get("number")
        return self.write(Mention(text, self.context.entity_type, number if isinstance(number, int) else None))

    def validate(self, params: dict[str, object] | None = None) -> None:
        """Do nothing: parameters were validated when the plan was made, not per finding."""

    def operator_name(self) -> str:
        """Return the name that policies use."""
        return self.name

    def operator_type(self) -> OperatorType:
        """Return Presidio's kind of operator; none of Veil's can be undone."""
        return OperatorType.Anonymize

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("an operator may hold a key and is never pickled: workers build the plan themselves")


@dataclass(frozen=True, slots=True)
class OperatorExample:
    """What an operator writes for a text. `mentions` of the same type stand before it in the conversation, in order."""

    entity_type: str
    text: str
    becomes: str
    parameters: dict[str, object] = field(default_factory=dict)
    mentions: tuple[str, ...] = ()
    started_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OperatorPlugin:
    """An operator as a file: its name in policies, its parameters, its class and examples that shared tests run.

    `shows_digits`, `shows_length` and `keeps_text` declare that what is written may repeat digits of the text, depend
    on its length, or be the text. `reversible`: who holds the key can compute what is written from the original.
    `needs_justification`: the policy must say why wherever it uses the operator; an operator that needs it only with
    some parameters says so there.
    """

    name: str
    parameters: type[OperatorParameters]
    operator: type[PlanOperator]
    examples: tuple[OperatorExample, ...]
    shows_digits: bool = False
    shows_length: bool = False
    keeps_text: bool = False
    reversible: bool = False
    needs_justification: bool = False
