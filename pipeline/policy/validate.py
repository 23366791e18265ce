"""Check plain values against a pydantic type and tell what is wrong in the officer's words, with line and path."""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from pipeline.policy.problems import Location, Problem, did_you_mean
from pipeline.policy.yaml_tree import Tree

_MESSAGES = {
    "missing": "is missing",
    "string_type": "must be text; put it in quotes",
    "string_too_short": "must not be empty",
    "too_short": "must not be empty",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "finite_number": "must be a number",
    "bool_type": "must be true or false",
    "tuple_type": "must be a list",
    "list_type": "must be a list",
    "dict_type": "must be a group of keys",
    "model_type": "must be a group of keys",
    "model_attributes_type": "must be a group of keys",
    "date_from_datetime_parsing": "must be a date, written YYYY-MM-DD",
    "date_parsing": "must be a date, written YYYY-MM-DD",
    "datetime_from_date_parsing": "must be a time such as '2026-05-04T09:12:00Z'",
    "datetime_parsing": "must be a time such as '2026-05-04T09:12:00Z'",
    "timezone_aware": "must say its time zone, for example Z",
}
_FORMS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "must be small letters and digits, parted by single hyphens",
    r"^[a-z]{2}$": "must be a language code of two small letters, such as de",
    r"^[A-Z]{2}$": "must be a country code of two capitals, such as DE",
    r"^[a-z][a-z0-9_]*$": "must be a column name: small letters, digits and _, a letter first",
    r"^[A-Z][A-Z0-9_]*$": "must be an entity type: capitals, digits and _, a letter first",
    r"^[A-Za-z][A-Za-z0-9 _.-]*$": "must be a name of plain letters, digits, spaces and _.-, a letter first",
    r"^\d+\.\d+\.\d+$": "must be a version of three numbers such as 1.0.0",
    r"^([a-z][a-z-]*:[A-Za-z][A-Za-z0-9-]*|https://\S+)$": "must be a term such as dpv:CustomerCare, or an address",
    r"^[0-9a-f]{64}$": "must be a SHA-256: 64 hex digits",
}
_QUOTED = re.compile(r"'([^']*)'")


def validate(kind: Any, value: object, tree: Tree, at: Location = ()) -> tuple[Any, list[Problem]]:
    """Return `value` as `kind` (a model class or any type pydantic knows), or None and every problem.

    Args:
        kind: the expected type.
        value: plain values from `yaml_tree`.
        tree: where the lines are looked up.
        at: the location of `value` in the tree.
    """
    try:
        return TypeAdapter(kind).validate_python(value), []
    except ValidationError as error:
        details = error.errors(include_input=False, include_url=False)
    return None, [_problem(kind, value, detail, tree, at) for detail in details if not _is_echo(detail, details)]


def _is_echo(detail: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """Say whether a list is called too short only because its items are wrong."""
    size = len(detail["loc"])
    return detail["type"] == "too_short" and any(
        len(other["loc"]) > size and other["loc"][:size] == detail["loc"] for other in details
    )


def _problem(kind: Any, value: object, detail: ErrorDetails, tree: Tree, at: Location) -> Problem:
    inner = tuple(part for part in detail["loc"] if part != "[key]")
    return tree.problem((*at, *inner), _message(kind, value, detail, inner))


def _message(kind: Any, value: object, detail: ErrorDetails, location: Location) -> str:
    reason = detail["type"]
    if reason == "extra_forbidden":
        return "unknown key" + did_you_mean(str(location[-1]), _keys_at(kind, location[:-1]))
    if reason in {"enum", "literal_error"}:
        known = _QUOTED.findall(str(detail.get("ctx", {}).get("expected", "")))
        word = location[-1] if detail["loc"][-1:] == ("[key]",) else _value_at(value, location)
        return unknown("value", word, known)
    if reason == "string_pattern_mismatch":
        pattern = str(detail.get("ctx", {}).get("pattern"))
        return _FORMS.get(pattern, f"must have the form {pattern}")
    if reason in _MESSAGES:
        return _MESSAGES[reason]
    text = re.sub(r"^(Value error, |Input )", "", detail["msg"])
    return text[:1].lower() + text[1:]


def unknown(what: str, word: object, known: list[str]) -> str:
    """Return `unknown operator 'x'; did you mean 'y'? (known: ...)` for a word of a closed list."""
    if not isinstance(word, str):
        return f"unknown {what} (known: {', '.join(known)})"
    return f"unknown {what} '{word}'{did_you_mean(word, known)} (known: {', '.join(known)})"


def _value_at(value: object, location: Location) -> object:
    for part in location:
        if isinstance(value, Mapping):
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            return None
    return value


def _keys_at(kind: Any, location: Location) -> list[str]:
    """Return the keys that a model knows at a location below `kind`."""
    for part in location:
        kind = _bare(kind)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            field = kind.model_fields.get(str(part))
            kind = field.annotation if field else None
        elif get_args(kind):  # tuple[X, ...] and dict[K, X]
            kind = get_args(kind)[1 if get_origin(kind) is dict else 0]
    kind = _bare(kind)
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return []
    return [field.alias or name for name, field in kind.model_fields.items()]


def _bare(kind: Any) -> Any:
    """Return the type without `Annotated` and `| None`."""
    while get_origin(kind) in {Annotated, Union, types.UnionType}:
        if get_origin(kind) is Annotated:
            kind = get_args(kind)[0]
        else:
            kind = next(part for part in get_args(kind) if part is not type(None))
    return kind
