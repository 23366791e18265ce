"""k by person: every class that is written has k people, no more is emptied than must be, and people are counted."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.disclosure.k_by_person import People, Recoding, Values, recode

WORDS = st.sampled_from(["a", "b", "c", None])
CLASSES = st.dictionaries(
    st.tuples(WORDS, WORDS, st.integers(0, 2)), st.frozensets(st.sampled_from("qrstuvwxyz"), min_size=1), max_size=12
)
KS = st.integers(2, 6)
FIXED = st.integers(0, 2)


def people(names: str) -> People:
    return frozenset(names)


def written(classes: dict[Values, People], recoding: Recoding) -> dict[Values, People]:
    """Return the people of each class as a reader sees it."""
    found: defaultdict[Values, frozenset[str]] = defaultdict(frozenset)
    for values, names in classes.items():
        found[recoding.becomes[values]] |= names
    return dict(found)


@pytest.mark.parametrize(
    ("classes", "fixed", "expected", "reason"),
    [
        (
            {("de", "pro"): people("abc"), ("de", "free"): people("abc")},
            0,
            {("de", "pro"): ("de", "pro"), ("de", "free"): ("de", "free")},
            "large enough: nothing changes",
        ),
        (
            {("de", "pro"): people("ab"), ("de", "free"): people("c"), ("fr", "pro"): people("xyz")},
            0,
            {("de", "pro"): ("de", None), ("de", "free"): ("de", None), ("fr", "pro"): ("fr", "pro")},
            "the last value goes first, and only where it must",
        ),
        (
            {("de", "pro"): people("ab"), ("fr", "pro"): people("c"), ("es", "pro"): people("xyz")},
            0,
            {("de", "pro"): (None, None), ("fr", "pro"): (None, None), ("es", "pro"): ("es", "pro")},
            "then the one before",
        ),
        (
            {("de", "pro"): people("a"), ("fr", "pro"): people("vwxyz"), ("fr", "free"): people("xyz")},
            0,
            {("de", "pro"): (None, None), ("fr", "pro"): ("fr", "pro"), ("fr", "free"): (None, None)},
            "what is left takes in the smallest class, not the largest",
        ),
        (
            {("05", "de"): people("a"), ("05", "fr"): people("bc"), ("06", "de"): people("xyz")},
            1,
            {("05", "de"): ("05", None), ("05", "fr"): ("05", None), ("06", "de"): ("06", "de")},
            "a month is never emptied, and takes in nothing of another",
        ),
    ],
)
def test_classes(classes: dict[Values, People], fixed: int, expected: dict[Values, Values], reason: str) -> None:
    recoding = recode(classes, 3, fixed)
    assert recoding.becomes == expected, reason
    assert recoding.below == frozenset()


def test_one_person_with_fifty_conversations_is_one_person() -> None:
    classes: dict[Values, People] = {(f"product {n}",): people("a") for n in range(50)}
    recoding = recode(classes, 2)
    assert recoding.below == {(None,)}
    assert recoding.alone == 50


def test_a_month_with_too_few_people_is_told() -> None:
    recoding = recode({("05", "de"): people("ab"), ("06", "de"): people("abc")}, 3, fixed=1)
    assert recoding.below == {("05", None)}
    assert recoding.becomes[("06", "de")] == ("06", "de")


def test_nothing_is_nothing() -> None:
    assert recode({}, 10) == Recoding({}, frozenset(), 0)


@settings(max_examples=300, deadline=None)
@given(classes=CLASSES, k=KS, fixed=FIXED)
def test_every_class_that_is_written_has_k_people_or_is_told(classes: dict[Values, People], k: int, fixed: int) -> None:
    recoding = recode(classes, k, fixed)
    small = {values for values, names in written(classes, recoding).items() if len(names) < k}
    assert small == recoding.below
    everybody: defaultdict[Values, frozenset[str]] = defaultdict(frozenset)
    for values, names in classes.items():
        everybody[values[:fixed]] |= names
    assert {values[:fixed] for values in small} == {front for front, names in everybody.items() if len(names) < k}


@settings(max_examples=300, deadline=None)
@given(classes=CLASSES, k=KS, fixed=FIXED)
def test_a_value_stays_or_is_emptied_and_what_is_fixed_stays(classes: dict[Values, People], k: int, fixed: int) -> None:
    becomes = recode(classes, k, fixed).becomes
    assert becomes.keys() == classes.keys()
    for before, after in becomes.items():
        assert all(new in (old, None) for old, new in zip(before, after, strict=True))
        assert before[:fixed] == after[:fixed]


@settings(max_examples=200, deadline=None)
@given(classes=CLASSES, k=KS, seed=st.randoms(use_true_random=False))
def test_the_order_of_classes_and_people_beyond_k_decide_nothing(
    classes: dict[Values, People], k: int, seed: object
) -> None:
    items = list(classes.items())
    seed.shuffle(items)  # type: ignore[attr-defined]
    cut = {values: frozenset(sorted(names)[: max(k, 1)]) for values, names in items}
    first, second = recode(classes, k), recode(dict(items), k)
    assert (first.becomes, first.below) == (second.becomes, second.below)
    assert recode(cut, k).below == first.below


@settings(max_examples=200, deadline=None)
@given(classes=CLASSES, k=KS)
def test_what_was_recoded_needs_nothing_more(classes: dict[Values, People], k: int) -> None:
    once = recode(classes, k)
    again = recode(written(classes, once), k)
    assert all(values == after for values, after in again.becomes.items())
