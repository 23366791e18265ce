"""The parts of a policy that are right by themselves, so that the cross checks also run on a policy that is not.

Without this, an officer would mend a missing key only to learn of the misspelt entity type afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from pipeline.policy.schema import (
    Detection,
    EntityRule,
    FieldRule,
    Label,
    LegalBasis,
    Loosening,
    Metadata,
    Policy,
    Purpose,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Draft:
    """What can be checked; a part that does not validate is None or left out.

    `fields` are pairs of an index in the file and a rule; `entities` of a name as written and a rule. `thresholds` are
    the entity types that detection names. `sections` are all sections that are right as a whole, by name.
    """

    metadata: Metadata | None
    purpose: Purpose | None
    legal_basis: LegalBasis | None
    detection: Detection | None
    default: EntityRule | None
    label: Label | None
    roles: tuple[str, ...]
    thresholds: tuple[str, ...]
    fields: tuple[tuple[int, FieldRule], ...]
    entities: tuple[tuple[str, EntityRule], ...]
    sections: Mapping[str, object]
    exceptions: tuple[Loosening, ...]
    extends: str | None


def draft(value: object) -> Draft:
    """Return the valid parts of a policy's plain values."""
    parts: Mapping[str, object] = value if isinstance(value, Mapping) else {}

    def part(name: str, kind: type[T]) -> T | None:
        found: T | None = _valid(kind, parts.get(name, Policy.model_fields[name].get_default()))
        return found

    detection = parts.get("detection")
    thresholds = detection.get("thresholds") if isinstance(detection, Mapping) else None
    fields = parts.get("fields")
    entities = parts.get("entities")
    return Draft(
        metadata=part("metadata", Metadata),
        purpose=part("purpose", Purpose),
        legal_basis=part("legal_basis", LegalBasis),
        detection=part("detection", Detection),
        default=part("default", EntityRule),
        label=part("label", Label),
        sections=_sections(parts),
        exceptions=_valid(tuple[Loosening, ...], parts.get("exceptions", ())) or (),
        extends=_valid(str, parts.get("extends")),
        roles=_valid(tuple[str, ...], parts.get("roles", ())) or (),
        thresholds=tuple(thresholds) if isinstance(thresholds, Mapping) else (),
        fields=tuple(
            (index, rule)
            for index, item in enumerate(fields if isinstance(fields, list) else ())
            if (rule := _valid(FieldRule, item)) is not None
        ),
        entities=tuple(
            (name, rule)
            for name, item in (entities.items() if isinstance(entities, Mapping) else ())
            if (rule := _valid(EntityRule, item)) is not None
        ),
    )


def _sections(parts: Mapping[str, object]) -> Mapping[str, object]:
    """Return each section that is right as a whole, by its name."""
    found = ((name, _valid(_kind(name), value)) for name, value in parts.items() if name in Policy.model_fields)
    return {name: value for name, value in found if value is not None}


def _kind(name: str) -> Any:
    section = Policy.model_fields[name]
    return Annotated[section.annotation, *section.metadata] if section.metadata else section.annotation


def _valid(kind: Any, value: Any) -> Any:
    try:
        return TypeAdapter(kind).validate_python(value)
    except ValidationError:
        return None
