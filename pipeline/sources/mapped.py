"""Objects of any shape, through the paths of a field map, as the fields of a conversation.

An object is a whole conversation where the map names its list of turns, else one message.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.conversation.model import Role
from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.sources import assemble, grouping, utterances
from pipeline.sources.documents import Document
from pipeline.sources.format import Head, ParseContext, Parsed, RecordError
from pipeline.sources.lookup import count_unnamed, find, written
from pipeline.sources.paths import Path
from pipeline.sources.shape import Shape

_BREAKS = frozenset({RejectReason.TRUNCATED, RejectReason.NOT_JSON, RejectReason.BAD_STRUCTURE})
"""Why a file ends before its end; of a line that is no JSON nobody knows which conversation it belonged to either."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one object says: rows of utterances, and what stands beside them."""

    rows: tuple[utterances.Row, ...] = field(repr=False)
    metadata: Mapping[str, Sequence[object]] = field(repr=False)
    known_values: tuple[tuple[str, str], ...] = field(repr=False)
    dropped: Counter[str]


def sniff(head: Head) -> float:
    """Return 0: only a field map tells what keys and columns mean."""
    del head
    return 0.0


def parse(read: Callable[[], Iterator[Document | Reject]], context: ParseContext) -> Iterator[Parsed]:
    """Yield a record or a reject for every conversation of a file.

    Args:
        read: Reads the file's objects from its beginning; it is called twice where an object is a message.
        context: Its field map says what an object is.
    """
    shape = Shape.of(context.field_map)
    if shape is None:
        yield context.reject(0, RejectReason.MISSING_FIELD)
        return
    context = context.in_zone(shape.field_map.zone)
    if shape.turns:
        for document in read():
            yield document if isinstance(document, Reject) else conversation(document, shape, context)
        return
    for group in grouping.groups(lambda: _messages(read(), shape, context), context.limits):
        yield group if isinstance(group, Reject) else _record(group.said, group, shape, context)


def conversation(document: Document, shape: Shape, context: ParseContext) -> Parsed:
    """Return the record of an object that is a whole conversation, or its reject."""
    group = grouping.Group[Said](document.ordinal, None, size=document.size)
    try:
        said = _said(document.fields, shape)
    except RecordError as bad:
        return context.reject(document.ordinal, bad.reason)
    return _record([said], group, shape, context)


def _messages(
    documents: Iterator[Document | Reject], shape: Shape, context: ParseContext
) -> Iterator[grouping.Message[Said] | Reject | grouping.Break]:
    for document in documents:
        if isinstance(document, Reject):
            yield grouping.Break(document) if document.reason in _BREAKS else document
            continue
        try:
            identifier = _cell(document.fields, "id", shape.about["id"])
        except RecordError as bad:
            yield context.reject(document.ordinal, bad.reason)
            continue
        if not identifier.strip():
            yield context.reject(document.ordinal, RejectReason.MISSING_FIELD)
            continue
        yield _message(document, identifier, shape)


def _message(document: Document, identifier: str, shape: Shape) -> grouping.Message[Said]:
    try:
        said = _said(document.fields, shape)
    except RecordError as bad:
        return grouping.Message(document.ordinal, identifier, None, document.size, bad.reason)
    return grouping.Message(document.ordinal, identifier, said, document.size)


def _record(said: Sequence[Said], group: grouping.Group[Said], shape: Shape, context: ParseContext) -> Parsed:
    if group.fault:
        return context.reject(group.first, group.fault)
    declared = utterances.Declared(shape.field_map, context.zone, context.default_channel)
    rows = [row for each in said for row in each.rows]
    if not rows:
        return context.reject(group.first, RejectReason.MISSING_FIELD)
    try:
        fields = utterances.fields_of(rows, declared)
    except RecordError as bad:
        return context.reject(group.first, bad.reason)
    fields["metadata"] = _metadata(said)
    known = dict.fromkeys(pair for each in said for pair in each.known_values)
    fields["known_values"] = [{"entity_type": kind, "value": value} for kind, value in known]
    dropped = sum((each.dropped for each in said), Counter[str]())
    return assemble.record(fields, context, group.first, group.size, dropped, declared.repaired)


def _said(fields: Mapping[str, object], shape: Shape) -> Said:
    """Return what an object says.

    Raises:
        RecordError: what stands at a path is not of the kind that the map says.
    """
    dropped: Counter[str] = Counter()
    about = {target: _cell(fields, target, path) for target, path in shape.about.items()}
    rows = [{**about, **turn} for turn in _turns(fields, about, shape, dropped)]
    count_unnamed(fields, shape.named, "", dropped)
    return Said(
        rows=tuple(rows),
        metadata={key: find(fields, path) for key, path in shape.metadata.items()},
        known_values=tuple(
            (kind, written(value)) for kind, path in shape.known_values for value in find(fields, path) if value != ""
        ),
        dropped=dropped,
    )


def _turns(
    fields: Mapping[str, object], about: Mapping[str, str], shape: Shape, dropped: Counter[str]
) -> Iterator[dict[str, str]]:
    """Yield the cells of each turn that has a text: files, events and the like come as messages without one."""
    if shape.turns is None:
        if find(fields, shape.about["text"]):
            yield dict(about)
        return
    if shape.opening and find(fields, shape.opening["text"]):
        cells = {target: _cell(fields, target, path) for target, path in shape.opening.items()}
        yield _row(cells, shape) | {"role": cells.get("role") or Role.CUSTOMER}
    for turn in _listed(find(fields, shape.turns)):
        if not isinstance(turn, Mapping):
            raise RecordError(RejectReason.WRONG_TYPE)
        count_unnamed(turn, shape.named_in_turns, "turns[].", dropped)
        if find(turn, shape.turn["text"]):
            yield _row({target: _cell(turn, target, path) for target, path in shape.turn.items()}, shape)


def _row(cells: Mapping[str, str], shape: Shape) -> dict[str, str]:
    """Return the cells with an empty one for every other target of a turn: all rows have the same columns."""
    return {**dict.fromkeys(shape.turn, ""), **cells}


def _listed(found: Sequence[object]) -> Iterator[object]:
    """Yield turns: `messages` and `messages[]` are the same list."""
    for each in found:
        if isinstance(each, list):
            yield from each
        else:
            yield each


def _cell(fields: Mapping[str, object], target: str, path: Path) -> str:
    """Return what stands at a path as one cell; texts in parts are joined by line, order numbers by comma.

    Raises:
        RecordError: it is no single value, two values stand where only one can, or a fraction is to be an id.
    """
    found = [written(value) for value in _unlisted(target, find(fields, path)) if _is_no_fraction(target, value)]
    if target == "text":
        return "\n".join(found)
    distinct = list(dict.fromkeys(filter(None, found)))
    if target == "order_ids":
        return ",".join(distinct)
    if len(distinct) > 1:
        raise RecordError(RejectReason.BAD_STRUCTURE)
    return distinct[0] if distinct else ""


def _unlisted(target: str, found: list[object]) -> list[object]:
    return [item for held in found for item in (held if isinstance(held, list) and target == "order_ids" else [held])]


def _is_no_fraction(target: str, value: object) -> bool:
    """Whether a value may be what it should: 1.0 as an id might be 1 elsewhere."""
    if target in {"id", "customer.customer_id"} and isinstance(value, float | bool):
        raise RecordError(RejectReason.WRONG_TYPE)
    return True


def _metadata(said: Sequence[Said]) -> dict[str, object]:
    """Return metadata in the types of the input: one value, or a list of several."""
    merged: dict[str, object] = {}
    for key in said[0].metadata:
        found = [item for each in said for value in each.metadata[key] for item in _each(value)]
        plain = [item for number, item in enumerate(found) if item not in found[:number]]
        lists = any(isinstance(value, list) for each in said for value in each.metadata[key])
        if plain:
            merged[key] = plain if lists or len(plain) > 1 else plain[0]
    return merged


def _each(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [value]
