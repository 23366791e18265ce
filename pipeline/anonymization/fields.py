"""The allow-list of fields: what of a conversation's structured part may leave, value by value."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from pipeline.conversation.model import Conversation, MetadataValue, Scalar
from pipeline.conversation.normal_form import fold_text
from pipeline.policy.schema import FieldRule, Policy

METADATA = "metadata."
KEPT_NATIVE = frozenset({"channel", "language"})
OF_TURNS = "turns[]."

# A key is counted by its name only where it looks like one: input may hold personal data in keys, too.
_KEY = re.compile(r"[A-Za-z][A-Za-z_-]{0,31}\d{0,2}")
ODD_KEY = "metadata.?"
SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Column:
    """One field that leaves as it is: its column, its path, and which values may pass."""

    name: str
    path: str
    rule: FieldRule
    words: frozenset[str] = frozenset()


Selected = tuple[tuple[str, Scalar | tuple[Scalar, ...]], ...]


def columns(policy: Policy) -> tuple[Column, ...]:
    """Return the columns of a conversation that the policy keeps as they are, in its order.

    What is computed (`month`, `duration`, bands, the person key) and what belongs to turns is made by the release
    tables.
    """
    return tuple(
        Column(rule.column, rule.path, rule, _words(rule, policy))
        for rule in policy.fields
        if rule.use == "keep" and not rule.path.startswith(OF_TURNS)
    )


def problems(policy: Policy) -> Iterator[str]:
    """Yield what is wrong with the policy's field rules: paths that identify, values without bounds."""
    for rule in policy.fields:
        if rule.use != "keep" or rule.path in KEPT_NATIVE or rule.path == f"{OF_TURNS}role":
            continue
        where = f"fields.{rule.path}"
        if not rule.path.startswith(METADATA):
            yield f"{where}: may identify somebody and cannot be kept"
        elif rule.type is None:
            yield f"{where}: a kept metadata field needs a type"
        elif rule.type in {"string", "list"} and not rule.allowed_values:
            yield f"{where}: type {rule.type} needs allowed_values"
        elif rule.type in {"integer", "number"} and (rule.minimum is None or rule.maximum is None):
            yield f"{where}: type {rule.type} needs minimum and maximum"


def select(conversation: Conversation, allowed: tuple[Column, ...]) -> tuple[Selected, tuple[tuple[str, int], ...]]:
    """Return the allowed fields by column, and how many input keys were dropped, by path.

    A value of another type, out of bounds or not in the list becomes None; a list loses such values one by one. A key
    that does not look like one, or holds a participant's name, is counted as `metadata.?`.
    """
    metadata = dict(conversation.metadata)
    chosen = []
    for column in allowed:
        if column.path.startswith(METADATA):
            value = _passing(metadata.get(column.path.removeprefix(METADATA)), column)
        else:
            text = conversation.channel.value if column.path == "channel" else conversation.language
            value = text if text in column.words else None
        chosen.append((column.name, value))
    return tuple(chosen), _dropped(conversation, {column.path for column in allowed})


def _dropped(conversation: Conversation, named: AbstractSet[str]) -> tuple[tuple[str, int], ...]:
    dropped = Counter(dict(conversation.dropped))
    keys = [key for key, _ in conversation.metadata if f"{METADATA}{key}" not in named]
    names = {part for party in conversation.participants for part in _parts(party.name)} if keys else ()
    for key in keys:
        plain = _KEY.fullmatch(key) and not any(name in key.lower() for name in names)
        dropped[f"{METADATA}{key}" if plain else ODD_KEY] += 1
    return tuple(sorted(dropped.items()))


def _parts(name: str | None) -> list[str]:
    return [part for part in fold_text(name or "").split() if len(part) >= SHORTEST_NAME]


def _words(rule: FieldRule, policy: Policy) -> frozenset[str]:
    if rule.path == "channel":
        return frozenset(channel.value for channel in policy.channels)
    if rule.path == "language":
        return frozenset(policy.detection.languages)
    return frozenset(rule.allowed_values or ())


def _passing(value: MetadataValue, column: Column) -> Scalar | tuple[Scalar, ...]:
    if column.rule.type == "list":
        entries = value if isinstance(value, tuple) else ()
        return tuple(entry for entry in entries if entry in column.words)
    return value if _passes(value, column) else None


def _passes(value: MetadataValue, column: Column) -> bool:
    match column.rule.type, value:
        case "string", str():
            return value in column.words
        case "boolean", bool():
            return True
        case (("integer" | "number"), bool()):
            return False
        case ("integer", int(number)) | ("number", int(number) | float(number)):
            return _in_bounds(number, column.rule)
        case _:
            return False


def _in_bounds(value: float, rule: FieldRule) -> bool:
    if rule.minimum is None or rule.maximum is None:
        return False
    return math.isfinite(value) and rule.minimum <= value <= rule.maximum
