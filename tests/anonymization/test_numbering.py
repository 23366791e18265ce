"""The same thing gets the same number within its conversation, and nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.anonymization.canonical import canonical
from pipeline.anonymization.numbering import number_mentions
from tests.support.steps import assert_linear


def numbers(entity_type: str, *texts: str) -> list[int]:
    return list(number_mentions([(entity_type, entity_type, text) for text in texts]))


@pytest.mark.parametrize(
    ("expected", "texts"),
    [
        ([], []),
        ([1, 2, 1], ["Ana", "Bruno", "Ana"]),
        ([1, 1, 1], ["Ana Duarte", "ANA  DUARTE", "\u00c1na Duarte"]),  # case, spaces, accents
        ([1, 1, 1], ["Ana Duarte", "Ana", "duarte"]),  # parts
        ([1, 1], ["Ana", "Ana Duarte"]),  # the part came first
        ([1, 1, 1], ["Ana Duarte", "Duarte, Ana", "Ms Duarte"]),  # order and form of address
        ([1, 1], ["Ana", "Ana's"]),
        ([1, 2, 3], ["Ana Duarte", "Ana Silva", "Ana"]),  # which Ana?
        ([1, 2, 2], ["Ana Duarte", "Ana Silva", "Silva"]),
        ([1, 1, 1], ["Ana", "Ana Duarte", "Ana Maria Duarte"]),  # one fullest name
        ([1, 2], ["Ana", "Anabel Duarte"]),  # a prefix is no part
        ([1, 2], ["Mr", "Mrs"]),  # nothing but forms of address
        ([1, 2, 1], ["", "...", ""]),
    ],
)
def test_names(expected: list[int], texts: list[str]) -> None:
    assert expected == numbers("PERSON", *texts)


@pytest.mark.parametrize(
    ("expected", "entity_type", "texts"),
    [
        ([1, 1, 2], "PHONE_NUMBER", ["+34 600 123 123", "0034-600-123-123", "600 123 124"]),
        ([1, 1, 2], "ORDER_ID", ["AB-1234", "ab 1234", "AB-12345"]),
        ([1, 2], "ORGANIZATION", ["New York Times", "York"]),  # parts are for people
        ([1, 1, 2], "EMAIL_ADDRESS", ["Ana@example.com", "ana@example.com", "ana@example.org"]),
    ],
)
def test_other_types(expected: list[int], entity_type: str, texts: list[str]) -> None:
    assert expected == numbers(entity_type, *texts)


def test_groups_are_numbered_apart() -> None:
    mentions = [
        ("A", "PERSON", "Ana"),
        ("B", "PERSON", "Bruno"),
        ("A", "PERSON", "Carla"),
        ("B", "PERSON", "Ana Duarte"),
    ]
    assert number_mentions(mentions) == (1, 1, 2, 2)


@given(texts=st.lists(st.text(alphabet="ab \u00e1A'", max_size=6)))
def test_numbers_appear_in_order_and_follow_the_canonical_form(texts: list[str]) -> None:
    found = numbers("PERSON", *texts)
    assert list(dict.fromkeys(found)) == list(range(1, len(set(found)) + 1))
    by_form: dict[str, int] = {}
    for text, number in zip(texts, found, strict=True):
        assert by_form.setdefault(canonical(text, "PERSON"), number) == number


def test_when_very_many_names_share_a_word_then_it_stays_quick() -> None:
    """Twice the names, about twice the steps."""

    def made(count: int) -> list[str]:
        return ["Ana", *(f"Ana Name{number}" for number in range(count))]

    assert len(set(numbers("PERSON", *made(2_000)))) == 2_001
    assert_linear(lambda names: numbers("PERSON", *names), made, 200)
