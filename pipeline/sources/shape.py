"""A field map read as paths: what is looked up in a conversation, what in its turns, and what they name together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.sources.field_map import TURN_TARGETS, FieldMap
from pipeline.sources.lookup import Named, named
from pipeline.sources.paths import Path

Paths = Mapping[str, Path]
"""Paths by target of the field map."""

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A field map, read as paths once a file: what is looked up in the conversation and what in its turns."""

    field_map: FieldMap
    about: Paths
    turn: Paths
    opening: Paths
    metadata: Paths
    known_values: tuple[tuple[str, Path], ...]
    turns: Path | None
    outer_paths: tuple[Path, ...]
    named: Named
    named_in_turns: Named

    @classmethod
    def of(cls, field_map: FieldMap | None) -> Shape | None:
        """Return the shape that a map describes, or None where there is no map or one without usable paths."""
        if field_map is None or not field_map.columns or any(field_map.bad_paths()):
            return None
        columns = {target: Path.parse(path) for target, path in field_map.columns.items()}
        turns = Path.parse(field_map.turns) if field_map.turns else None
        in_turns = set(TURN_TARGETS if turns else ())
        about = {target: path for target, path in columns.items() if target not in in_turns}
        turn = {target: path for target, path in columns.items() if target in in_turns}
        opening = {target: Path.parse(path) for target, path in field_map.opening.items()}
        metadata = {key: Path.parse(path) for key, path in field_map.metadata.items()}
        known_values = tuple((kind, Path.parse(path)) for path, kind in field_map.known_values.items())
        outer = [*about.values(), *opening.values(), *metadata.values(), *(path for _, path in known_values)]
        outer += [turns] if turns else []
        beside, inside = _split([path.keys for path in outer], turns.keys if turns else None)
        return cls(
            field_map=field_map,
            about=about,
            turn=turn,
            opening=opening,
            metadata=metadata,
            known_values=known_values,
            turns=turns,
            outer_paths=tuple(outer),
            named=named(beside),
            named_in_turns=named([*inside, *(path.keys for path in turn.values())]),
        )


def _split(paths: Sequence[Keys], turns: Keys | None) -> tuple[list[Keys], list[Keys]]:
    """Return the paths that do not lead into the list of turns, and what remains inside it of those that do."""
    if turns is None:
        return list(paths), []
    depth = len(turns)
    inside = [keys[depth:] for keys in paths if keys[:depth] == turns and len(keys) > depth]
    return [keys for keys in paths if keys[:depth] != turns or len(keys) == depth], inside
