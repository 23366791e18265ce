"""The words that a policy may use, gathered from the parts that own them: entity types, validators and operators."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from pipeline.anonymization.plan import operator_terms
from pipeline.detection.detector.regexes import fault_of_regex
from pipeline.detection.entity_types import ENTITY_TYPES, SPECIAL_TYPES
from pipeline.detection.switches import OPTIONAL_IN_POLICIES, PASSES
from pipeline.detection.validators import VALIDATORS
from pipeline.policy.detector_file import DetectorTerms
from pipeline.policy.vocabulary import Vocabulary


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Return the entity types that detection knows and the operators that anonymization has."""
    return Vocabulary(
        entity_types=ENTITY_TYPES,
        operators=operator_terms(),
        detectors=DetectorTerms(frozenset(VALIDATORS), _recognizer_types, fault_of_regex),
        sought_if_named=SPECIAL_TYPES,
        passes=frozenset(PASSES),
        optional_passes=OPTIONAL_IN_POLICIES,
    )


def _recognizer_types() -> Mapping[str, str]:
    """Import Presidio only where a detector file names one of its classes."""
    from pipeline.detection.detector.presidio_classes import recognizer_types  # noqa: PLC0415

    return recognizer_types()
