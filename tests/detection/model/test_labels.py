from __future__ import annotations

import json

from pipeline.detection.entity_types import DIRECT_TYPES, ENTITY_TYPES
from pipeline.detection.model import labels
from pipeline.detection.model.classifier import WEIGHTS

SHIPPED = json.loads((WEIGHTS / "labels.json").read_text(encoding="utf-8"))


def test_every_label_of_the_network_means_exactly_one_type() -> None:
    columns = [column for own in labels.columns(SHIPPED) for column in own]
    assert sorted(columns) == [index for index, label in enumerate(SHIPPED) if label != "O"]


def test_every_type_is_one_that_a_policy_can_name() -> None:
    assert set(labels.ENTITY_TYPES) <= ENTITY_TYPES


def test_direct_types_come_first_and_location_last() -> None:
    assert set(labels.ENTITY_TYPES[: labels.DIRECT]) <= DIRECT_TYPES
    assert labels.ENTITY_TYPES[labels.DIRECT :] == ("URL", "LOCATION")
