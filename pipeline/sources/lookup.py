"""What stands in a record at the paths of a field map, and which keys no path names.

A key of the record that is the whole path, dots included ("contact.email" in a flat export), counts first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from pipeline.conversation.outcomes import RejectReason
from pipeline.sources import assemble
from pipeline.sources.format import RecordError
from pipeline.sources.paths import Path, Step


def find(record: object, path: Path) -> list[object]:
    """Return what stands at a path, nulls left out: several values where the path leads through lists.

    Raises:
        RecordError: a list, an object or a value stands where the path says something else.
    """
    if isinstance(record, Mapping) and path.text in record:
        return [held for held in (record[path.text],) if held is not None]
    level: list[object] = [record]
    for step in path.steps:
        level = [found for held in level for found in _down(held, step) if found is not None]
    return level


def written(value: object) -> str:
    """Return a single value as a cell of a table would hold it.

    Raises:
        RecordError: it is a list, an object or bytes.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, int | float | Decimal):
        return str(value)
    raise RecordError(RejectReason.WRONG_TYPE)


Named = Mapping[str, "Named"]
"""Keys that paths name, by level; below a key without further keys everything is named."""


def named(paths: Iterable[tuple[str, ...]]) -> Named:
    """Return what paths, given by their keys, name together."""
    tree: dict[str, dict[str, object]] = {}
    for keys in paths:
        level: dict[str, object] = tree  # type: ignore[assignment]  # a tree has no type of its own
        for key in keys:
            level = level.setdefault(key, {})  # type: ignore[assignment]
        tree.setdefault(".".join(keys), {})  # the key of a flat export
    return tree  # type: ignore[return-value]


def count_unnamed(value: object, tree: Named, prefix: str, counts: Counter[str]) -> None:
    """Count the keys of a record that no path names, by `assemble.dropped_path`. It goes no deeper than the paths."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            below = tree.get(key)
            if below is None:
                counts[assemble.dropped_path(prefix, key)] += 1
            elif below:
                count_unnamed(inner, below, f"{prefix}{key}{'[]' if isinstance(inner, list) else ''}.", counts)
    elif isinstance(value, Sequence) and not isinstance(value, str | bytes):
        for item in value:
            if isinstance(item, Mapping):
                count_unnamed(item, tree, prefix, counts)


def _down(held: object, step: Step) -> Iterator[object]:
    if step.key is not None:
        if not isinstance(held, Mapping):
            raise RecordError(RejectReason.WRONG_TYPE)
        yield held.get(step.key)
    elif not isinstance(held, list):
        raise RecordError(RejectReason.WRONG_TYPE)
    elif step.only is None:
        yield from held
    else:
        yield from (item for item in held if _matches(item, step.only))


def _matches(item: object, condition: tuple[str, str]) -> bool:
    key, wanted = condition
    value = item.get(key) if isinstance(item, Mapping) else None
    return isinstance(value, str | bool | int | float) and written(value).casefold() == wanted.casefold()
