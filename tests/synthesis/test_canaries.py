"""Canaries are unique, valid where validity is checked, and stand in text, fields and ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache

import orjson
import phonenumbers
import pytest
from stdnum import iban, luhn

from pipeline.conversation.model import Channel, Role
from pipeline.synthesis import generate
from pipeline.synthesis.canaries import KINDS, Canary, canary_conversations, plant
from pipeline.synthesis.tables import cultures


@cache
def planted() -> tuple[Canary, ...]:
    return plant(3, 270)


def test_canaries_are_unique_and_of_every_kind() -> None:
    assert len({canary.value for canary in planted()}) == 270
    assert Counter(canary.kind for canary in planted()) == dict.fromkeys(KINDS, 30)


def test_no_canary_is_part_of_another() -> None:
    values = [canary.value for canary in planted()]
    assert not [(a, b) for a in values for b in values if a != b and a in b]


def test_the_same_seed_plants_the_same() -> None:
    assert plant(3, 270) == planted()
    assert plant(4, 270) != planted()


def test_numbers_are_valid() -> None:
    checks: dict[str, Callable[[str], bool]] = {
        "card": luhn.is_valid,
        "iban": iban.is_valid,
        "phone": lambda value: phonenumbers.is_valid_number(phonenumbers.parse(value, "GB")),
    }
    assert all(checks[canary.kind](canary.value) for canary in planted() if canary.kind in checks)


def test_no_canary_bears_a_name_of_the_demo() -> None:
    names = {name.casefold() for culture in cultures().values() for name in (*culture.given, *culture.family)}
    people = [canary.value for canary in planted() if canary.kind == "person"]
    assert not [part for person in people for part in person.split() if part.casefold() in names]


def test_no_canary_stands_in_a_demo_corpus() -> None:
    corpus = b"".join(orjson.dumps(record) for record in generate(300, 1)).decode()
    assert not [canary.kind for canary in planted() if canary.kind != "phone" and canary.value in corpus]


def test_a_canary_stands_in_its_turns_subject_id_and_field() -> None:
    for canary, record in zip(planted(), canary_conversations(planted()), strict=True):
        assert sum(canary.value in turn["text"] for turn in record["turns"]) == 3
        assert canary.value in record["id"]
        assert canary.value in record["subject"]
        assert canary.value in record["metadata"]["tags"]
        if canary.kind in {"person", "email", "phone", "street", "customer_id"}:
            assert canary.value in record["participants"][0].values()
        if canary.kind == "order_id":
            assert record["order_ids"] == [canary.value]


def test_canary_conversations_are_in_the_native_format() -> None:
    records = canary_conversations(planted())
    assert len({record["id"] for record in records}) == len(records)
    for record in records:
        assert record["channel"] in set(Channel)
        assert {participant["role"] for participant in record["participants"]} <= set(Role)


def test_repr_hides_the_value() -> None:
    assert planted()[0].value not in repr(planted()[0])


def test_more_phones_than_fiction_has_are_refused() -> None:
    with pytest.raises(ValueError, match="run out"):
        plant(1, 100_000)
