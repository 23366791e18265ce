"""The ways to compare the value before with the value after. `None` stands for what is not there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum

from pipeline.policy.schema import EEA


class Verdict(StrEnum):
    """What a difference does to the protection of people."""

    STRICTER = "stricter"
    LOOSER = "looser"
    NEUTRAL = "neutral"


Way = Callable[[object, object], Verdict]
"""Compares two different plain values."""


def free(before: object, after: object) -> Verdict:
    """Words for people, references: neither stricter nor looser."""
    del before, after
    return Verdict.NEUTRAL


def same(before: object, after: object) -> Verdict:
    """What cannot be compared: any change counts as looser."""
    del before, after
    return Verdict.LOOSER


def at_most(before: object, after: object) -> Verdict:
    """Less is stricter, and without a limit is loosest."""
    return _of(_number(after) < _number(before))


def at_least(before: object, after: object) -> Verdict:
    """More is stricter, and without a limit is loosest."""
    return _of(_number(after, missing=-1.0) > _number(before, missing=-1.0))


def subset(before: object, after: object) -> Verdict:
    """A list that lets through: fewer values are stricter. No list where there was one lets everything through."""
    if before is None or after is None:
        return _of(after is not None)
    return _of(_values(after) <= _values(before))


def superset(before: object, after: object) -> Verdict:
    """A list that forbids: more values are stricter."""
    return _of(_values(after) >= _values(before))


def added_is_looser(before: object, after: object) -> Verdict:
    """Something that lets data go further: adding it is looser, taking it out stricter."""
    del after
    return _of(before is not None)


def removed_is_looser(before: object, after: object) -> Verdict:
    """Something that protects: taking it out is looser, adding it stricter."""
    del after
    return _of(before is None)


def must_be(strict: object) -> Way:
    """Return the way for a value of which one choice is the strict one."""

    def way(before: object, after: object) -> Verdict:
        del before
        return _of(after == strict)

    return way


def by_order(*strictest_first: object) -> Way:
    """Return the way for a choice of several, in order; what is not among them is loosest."""

    def rank(value: object) -> int:
        return strictest_first.index(value) if value in strictest_first else len(strictest_first)

    def way(before: object, after: object) -> Verdict:
        return _of(rank(after) < rank(before))

    return way


def inside_the_eea(before: object, after: object) -> Verdict:
    """A place: another one inside the EEA changes nothing, one outside is looser."""
    if after is None or (after not in EEA and before is not None):
        return Verdict.LOOSER
    return Verdict.STRICTER if before is None else Verdict.NEUTRAL


def _of(stricter: bool) -> Verdict:
    return Verdict.STRICTER if stricter else Verdict.LOOSER


def _number(value: object, missing: float = float("inf")) -> float:
    if isinstance(value, str):  # a day
        return float(date.fromisoformat(value).toordinal())
    return float(value) if isinstance(value, int | float) else missing


def _values(value: object) -> set[object]:
    return set(value) if isinstance(value, list) else set()
