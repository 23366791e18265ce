"""The parts of a policy that are right by themselves, so that the cross checks also run on a policy that is not.

Without this, an officer would mend a missing key only to learn of the misspelt entity type afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from pipeline.policy.schema import (
    AnonymityAssessment,
    ChannelRule,
    DataSubject,
    Detection,
    DisclosureControl,
    EntityRule,
    FieldRule,
    Gates,
    Label,
    LegalBasis,
    Lists,
    Loosening,
    Metadata,
    Parties,
    Policy,
    PolicyModel,
    Purpose,
    Release,
    SpecialCategories,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Draft:
    """What can be checked; a part that does not validate is None or left out.

    `fields` are pairs of an index in the file and a rule; `entities` and `channels` of a name as written and a rule.
    `thresholds` are the entity types that detection names, `sections` all sections that are right as a whole, by name,
    `keys` the keys of each section that are right by themselves, and `written` the names of all that the file has.
    """

    metadata: Metadata | None
    parties: Parties | None
    purpose: Purpose | None
    legal_basis: LegalBasis | None
    detection: Detection | None
    gates: Gates | None
    lists: Lists | None
    default: EntityRule | None
    special_categories: SpecialCategories | None
    label: Label | None
    anonymity_assessment: AnonymityAssessment | None
    disclosure_control: DisclosureControl | None
    release: Release | None
    data_subjects: tuple[DataSubject, ...]
    channels: tuple[tuple[str, ChannelRule], ...]
    roles: tuple[str, ...]
    thresholds: tuple[str, ...]
    fields: tuple[tuple[int, FieldRule], ...]
    entities: tuple[tuple[str, EntityRule], ...]
    sections: Mapping[str, object]
    keys: Mapping[str, Mapping[str, object]]
    exceptions: tuple[Loosening, ...]
    extends: str | None
    written: frozenset[str]


def draft(value: object) -> Draft:
    """Return the valid parts of a policy's plain values."""
    parts: Mapping[str, object] = value if isinstance(value, Mapping) else {}

    def part(name: str, kind: type[T]) -> T | None:
        found: T | None = _valid(kind, parts.get(name, Policy.model_fields[name].get_default()))
        return found

    detection = parts.get("detection")
    thresholds = detection.get("thresholds") if isinstance(detection, Mapping) else None
    fields = parts.get("fields")
    return Draft(
        metadata=part("metadata", Metadata),
        parties=part("parties", Parties),
        purpose=part("purpose", Purpose),
        legal_basis=part("legal_basis", LegalBasis),
        detection=part("detection", Detection),
        gates=part("gates", Gates),
        lists=part("lists", Lists),
        default=part("default", EntityRule),
        special_categories=part("special_categories", SpecialCategories),
        label=part("label", Label),
        anonymity_assessment=part("anonymity_assessment", AnonymityAssessment),
        disclosure_control=part("disclosure_control", DisclosureControl),
        release=part("release", Release),
        data_subjects=_valid(tuple[DataSubject, ...], parts.get("data_subjects", ())) or (),
        channels=_named(parts.get("channels"), ChannelRule),
        written=frozenset(parts),
        sections=_fields_of(Policy, parts),
        keys={name: _fields_of(kind, parts.get(name)) for name, kind in _GROUPS.items() if name in parts},
        exceptions=_valid(tuple[Loosening, ...], parts.get("exceptions", ())) or (),
        extends=_valid(str, parts.get("extends")),
        roles=_valid(tuple[str, ...], parts.get("roles", ())) or (),
        thresholds=tuple(thresholds) if isinstance(thresholds, Mapping) else (),
        fields=tuple(
            (index, rule)
            for index, item in enumerate(fields if isinstance(fields, list) else ())
            if (rule := _valid(FieldRule, item)) is not None
        ),
        entities=_named(parts.get("entities"), EntityRule),
    )


_GROUPS: Mapping[str, type[PolicyModel]] = {
    name: section.annotation
    for name, section in Policy.model_fields.items()
    if isinstance(section.annotation, type) and issubclass(section.annotation, PolicyModel)
}


def _fields_of(model: type[PolicyModel], value: object) -> Mapping[str, object]:
    """Return each field of a model that is right by itself, by its name."""
    found: dict[str, object] = {}
    for name, written in value.items() if isinstance(value, Mapping) else ():
        if name in model.model_fields:
            field = model.model_fields[name]
            kind = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
            if (valid := _valid(kind, written)) is not None:
                found[name] = valid
    return found


def _named(value: object, kind: type[T]) -> tuple[tuple[str, T], ...]:
    """Return the items of a group of keys that are right by themselves, with their names as written."""
    items = value.items() if isinstance(value, Mapping) else ()
    return tuple((name, item) for name, written in items if (item := _valid(kind, written)) is not None)


def _valid(kind: Any, value: Any) -> Any:
    try:
        return TypeAdapter(kind).validate_python(value)
    except ValidationError:
        return None
