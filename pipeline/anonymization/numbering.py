"""Which number a mention gets in its conversation: by first appearance, the same for the same canonical form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from pipeline.anonymization.canonical import NAME_TYPES, canonical

# A word in more full names than this names nobody; it also bounds the work that odd input can cause.
MAX_NAMES_A_WORD = 32

NameWords = frozenset[str]


def number_mentions(mentions: Sequence[tuple[str, str, str]]) -> tuple[int, ...]:
    """Return a number from 1 for each mention.

    The order of a name's words does not count. A name that is a part of exactly one fuller name of its group ("Ana" of
    "Ana Duarte") gets that one's number, also when the part comes first; a part of several is a name of its own.

    Args:
        mentions: (group, entity type, text) in order of appearance. Groups are numbered apart.
    """
    keys = [(group, _key(entity_type, text)) for group, entity_type, text in mentions]
    names: dict[str, set[NameWords]] = defaultdict(set)
    for group, key in keys:
        if isinstance(key, frozenset):
            names[group].add(key)
    whole = {group: _whole_names(found) for group, found in names.items()}
    numbers: dict[str, dict[str | NameWords, int]] = defaultdict(dict)
    answer = []
    for group, key in keys:
        same = whole[group].get(key, key) if isinstance(key, frozenset) else key
        answer.append(numbers[group].setdefault(same, len(numbers[group]) + 1))
    return tuple(answer)


def _key(entity_type: str, text: str) -> str | NameWords:
    form = canonical(text, entity_type)
    return frozenset(form.split()) if entity_type in NAME_TYPES else form


def _whole_names(names: Iterable[NameWords]) -> dict[NameWords, NameWords]:
    """Return the fullest name for each name that is a part of exactly one fullest name."""
    holders: dict[str, set[NameWords]] = defaultdict(set)
    for name in names:
        for word in name:
            holders[word].add(name)
    fuller = {name: _fuller_names(name, holders) for name in names}
    whole = {}
    for name, candidates in fuller.items():
        fullest = [candidate for candidate in candidates if not fuller[candidate]]
        if len(fullest) == 1:
            whole[name] = fullest[0]
    return whole


def _fuller_names(name: NameWords, holders: Mapping[str, AbstractSet[NameWords]]) -> tuple[NameWords, ...]:
    nothing: AbstractSet[NameWords] = frozenset()
    fewest = min((holders[word] for word in name), key=len, default=nothing)
    return tuple(other for other in fewest if name < other) if len(fewest) <= MAX_NAMES_A_WORD else ()
