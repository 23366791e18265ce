from __future__ import annotations

from pipeline.detection.entity_types import DIRECT_TYPES, ENTITY_TYPES
from pipeline.detection.model import labels
from pipeline.detection.training.types import LABELS


def test_every_type_has_the_column_of_its_label() -> None:
    for name, columns in zip(labels.ENTITY_TYPES, labels.COLUMNS, strict=True):
        assert [LABELS[column] for column in columns] == [name]
    assert LABELS[labels.OUTSIDE_COLUMN] == "O"


def test_every_type_is_one_that_a_policy_can_name() -> None:
    assert set(labels.ENTITY_TYPES) <= ENTITY_TYPES


def test_direct_types_come_first_and_location_last() -> None:
    assert set(labels.ENTITY_TYPES[: labels.DIRECT]) <= DIRECT_TYPES
    assert labels.ENTITY_TYPES[labels.DIRECT :] == ("URL", "LOCATION")
