"""The words that a policy may use, gathered from the parts that own them: entity types and operators."""

from __future__ import annotations

from functools import lru_cache

from pipeline.anonymization.plan import operator_terms
from pipeline.detection.entity_types import ENTITY_TYPES
from pipeline.policy.vocabulary import Vocabulary


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Return the entity types that detection knows and the operators that anonymization has."""
    return Vocabulary(entity_types=ENTITY_TYPES, operators=operator_terms())
