"""k by person: empty columns until every combination of quasi-identifiers is shared by at least k people.

People are counted, not rows: somebody with fifty conversations is one person (EDPB 02/2026, consultation text: a record
is everything known to relate to one individual). Source of the method: local suppression (ISO/IEC 20889).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

Values = tuple[str | int | float | bool | None, ...]
"""One value a quasi-identifier, in the order of the policy; None is empty."""

People = frozenset[str]
"""Keyed pseudonyms. Of k people and more any k will do: how many more there are decides nothing."""


@dataclass(frozen=True, slots=True)
class Recoding:
    """What becomes of every class.

    Attributes:
        becomes: the values of each class as they may be written.
        below: classes that stay under k people, because what may not be emptied has fewer.
        alone: how many classes were one person's alone before.
    """

    becomes: Mapping[Values, Values]
    below: frozenset[Values]
    alone: int


def recode(classes: Mapping[Values, People], k: int, fixed: int = 0) -> Recoding:
    """Return what becomes of each class, so that each has at least k people or is told to be below.

    Classes of k people and more stay as they are. The others lose their last value, then the one before, until they
    meet enough others. What is left takes in the smallest whole class beside it.

    Args:
        classes: all classes of the dataset with their people; sets may be cut down to k.
        k: how many people must share a class.
        fixed: how many values at the front are never emptied (a month stands in the name of a folder).

    >>> recode({("de", "pro"): frozenset("ab"), ("de", "free"): frozenset("c")}, k=2).becomes[("de", "free")]
    (None, None)
    """
    groups = {values: _Group(people, (values,)) for values, people in classes.items()}
    for position in reversed(range(fixed, max(map(len, classes), default=0))):
        groups = _merged(groups, lambda group: len(group.people) < k, position)
    for front, beside in sorted(_by_front(groups, fixed).items(), key=lambda item: _order(item[0])):
        _take_in(groups, front, beside, k)
    becomes = {values: now for now, group in groups.items() for values in group.members}
    below = {now for now, group in groups.items() if len(group.people) < k}
    alone = sum(len(people) == 1 for people in classes.values())
    return Recoding(becomes, frozenset(below), alone)


@dataclass(frozen=True, slots=True)
class _Group:
    """Classes that look the same: their people, and their values as they were."""

    people: People
    members: tuple[Values, ...]

    def joined(self, other: _Group) -> _Group:
        return _Group(self.people | other.people, self.members + other.members)


_NOBODY = _Group(frozenset(), ())


def _merged(groups: Mapping[Values, _Group], is_small: Callable[[_Group], bool], position: int) -> dict[Values, _Group]:
    """Empty one position of the small groups; groups that look the same then are one."""
    after: dict[Values, _Group] = {}
    for values, group in groups.items():
        now = (*values[:position], None, *values[position + 1 :]) if is_small(group) else values
        after[now] = after.get(now, _NOBODY).joined(group)
    return after


def _by_front(groups: Iterable[Values], fixed: int) -> dict[Values, list[Values]]:
    found: defaultdict[Values, list[Values]] = defaultdict(list)
    for values in groups:
        found[values[:fixed]].append(values)
    return found


def _take_in(groups: dict[Values, _Group], front: Values, beside: list[Values], k: int) -> None:
    """Fill up the group whose values are all empty with the smallest ones beside it, until it has k people."""
    empty: Values = (*front, *(None,) * (len(beside[0]) - len(front)))
    if empty not in groups:
        return
    others = sorted((v for v in beside if v != empty), key=lambda v: (len(groups[v].people), _order(v)), reverse=True)
    while len(groups[empty].people) < k and others:
        groups[empty] = groups[empty].joined(groups.pop(others.pop()))


def _order(values: Values) -> tuple[tuple[str, str], ...]:
    """Return what values of mixed types are sorted by."""
    return tuple((type(value).__name__, str(value)) for value in values)
