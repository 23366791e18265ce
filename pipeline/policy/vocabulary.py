"""The words a policy may use besides its own: entity types, operators and paths. They are handed in, not imported."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pydantic import BaseModel

from pipeline.policy.detector_file import DetectorTerms

NATIVE_PATHS = frozenset({
    "id",
    "channel",
    "language",
    "started_at",
    "closed_at",
    "subject",
    "order_ids",
    "flags",
    "recording_notice_played",
    "consent.status",
    "consent.purpose",
    "consent.at",
    "participants[].id",
    "participants[].role",
    "participants[].name",
    "participants[].email",
    "participants[].phone",
    "participants[].address",
    "participants[].customer_id",
    "participants[].age",
    "turns[].participant",
    "turns[].role",
    "turns[].text",
    "turns[].at",
})
"""Paths of the native format (DESIGN 4). `metadata.<key>` is open and stands apart."""

DENY_LISTED = "DENY_LISTED"
"""The entity type of a deny-list value that names none. A policy may give it a rule; else the default rule holds."""


NO_DETECTORS = DetectorTerms(frozenset(), dict, lambda _: "")
"""Nothing that a detector file could name."""


class Parameters(BaseModel, ABC):
    """An operator's parameters, as a policy compares them."""

    @abstractmethod
    def hides_as_much_as(self, other: Parameters) -> bool:
        """Whether a policy may tighten `other`, of any operator, to these parameters."""

    def meaning(self, entity_type: str) -> str:
        """Return what happens to a mention in plain words, or an empty text where nobody has said it."""
        del entity_type
        return ""


@dataclass(frozen=True, slots=True)
class OperatorTerms:
    """What a policy must know of an operator.

    `parameters` validates the rule's own keys (extra keys forbidden). `reversible`: who holds the key can compute the
    value again from the original. `needs_justification`: a written reason is required wherever it is used; where only
    some parameters ask for one, the parameters have a property of that name. `locked_types` may not be given to it.
    """

    parameters: type[Parameters]
    reversible: bool = False
    needs_justification: bool = False
    locked_types: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Known entity types, operators by name, what a detector file may name, and the paths of the native format.

    `sought_if_named`: types that are looked for only where a policy gives them a rule. `passes`: what detection does,
    by name; `optional_passes`: what of it a policy may switch off.
    """

    entity_types: frozenset[str]
    operators: Mapping[str, OperatorTerms]
    detectors: DetectorTerms = NO_DETECTORS
    field_paths: frozenset[str] = NATIVE_PATHS
    sought_if_named: frozenset[str] = frozenset()
    passes: frozenset[str] = frozenset()
    optional_passes: frozenset[str] = frozenset()

    @property
    def rule_types(self) -> frozenset[str]:
        """Entity types that a rule may name."""
        return self.entity_types | {DENY_LISTED}

    def and_types(self, entity_types: frozenset[str]) -> Vocabulary:
        """Return the vocabulary with the types of a detector file added."""
        return replace(self, entity_types=self.entity_types | entity_types)
