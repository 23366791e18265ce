"""Pseudonyms link one value within one use, and tell nothing without the key."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.keys.master import MasterKey
from pipeline.keys.pseudonyms import Pseudonymizer, pseudonymizer

KEY = MasterKey(bytes(range(32)))
USE = {"policy_id": "p", "dataset_id": "d", "subject": "person"}


def named(master: MasterKey = KEY, *, few_values: bool = False, **use: str) -> Pseudonymizer:
    return pseudonymizer(master, few_values=few_values, **{**USE, **use})


NAME = named()


@given(value=st.text())
def test_a_pseudonym_is_26_characters_and_stable(value: str) -> None:
    assert re.fullmatch(r"[0-9a-v]{26}", NAME(value)), "128 bits; at least 96 are asked for"
    assert NAME(value) == named()(value)


@given(one=st.text(max_size=5), other=st.text(max_size=5))
def test_values_share_a_pseudonym_only_if_equal(one: str, other: str) -> None:
    assert (NAME(one) == NAME(other)) == (one == other)


@pytest.mark.parametrize(
    "other",
    [
        named(MasterKey(bytes(range(1, 33)))),  # another key
        named(policy_id="q"),
        named(dataset_id="e"),
        named(subject="PHONE_NUMBER"),
        named(scope="other"),
        named(few_values=True),  # stretched first
    ],
)
def test_another_key_or_use_gives_another_pseudonym(other: Pseudonymizer) -> None:
    assert other("600123123") != NAME("600123123")


def test_when_values_are_few_then_the_pseudonym_is_stretched_and_stable() -> None:
    assert named(few_values=True)("600123123") == named(few_values=True)("600123123")
    assert named(few_values=True)("\ud83d"), "a lone surrogate is a value, too"
