"""The JSON Schema of a policy that extends another one: it may leave out anything, and `null` takes something out.

What `extending` replaces whole (rules, notices, entries of lists) must be whole here, too. Entity types are not
checked: the policy below may name a detector file that adds some. Source: JSON Merge Patch (RFC 7396).
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Any, Final

Schema = dict[str, Any]

WHOLE: Final = frozenset({"EntityRule", "Notice"})
"""Groups that are replaced whole."""
_DEFINITIONS = "#/$defs/"


def or_on_top(schema: Schema) -> Schema:
    """Return a schema that takes what `schema` takes, and policies on top of another one.

    Args:
        schema: of a policy that stands alone, with its definitions under `$defs`.
    """
    definitions: Schema = schema["$defs"]
    alone = {key: value for key, value in schema.items() if key not in {"$defs", "title"}}
    groups = {name for name, each in definitions.items() if "properties" in each and name not in WHOLE}
    on_top = _loosened({key: alone[key] for key in ("type", "properties", "additionalProperties")}, groups)
    on_top["required"] = ["policy", "extends"]
    parts = {_name(name): _loosened(definitions[name], groups) for name in sorted(groups)}
    return {
        "type": "object",
        "$defs": {**definitions, **parts, "Policy": alone, _name("Policy"): on_top},
        "if": {"required": ["extends"], "properties": {"extends": {"type": "string"}}},
        "then": {"$ref": _DEFINITIONS + _name("Policy")},
        "else": {"$ref": _DEFINITIONS + "Policy"},
    }


def _loosened(definition: Schema, groups: AbstractSet[str]) -> Schema:
    """Return the schema of a group that may lack any key, or take it out."""
    properties = {key: _or_null(value, groups) for key, value in definition["properties"].items()}
    return {key: value for key, value in definition.items() if key != "required"} | {"properties": properties}


def _or_null(schema: Schema, groups: AbstractSet[str]) -> Schema:
    return {"anyOf": [_retargeted(schema, groups), {"type": "null"}]}


def _retargeted(node: Any, groups: AbstractSet[str]) -> Any:
    """Return a schema whose references to groups go to their loosened form; entries of lists stay whole."""
    if isinstance(node, list):
        return [_retargeted(each, groups) for each in node]
    if not isinstance(node, dict):
        return node
    name = str(node.get("$ref", "")).removeprefix(_DEFINITIONS)
    found = {key: value if key == "items" else _retargeted(value, groups) for key, value in node.items()}
    if name in groups:
        found["$ref"] = _DEFINITIONS + _name(name)
    if isinstance(found.get("additionalProperties"), dict):  # a map, such as channels
        found["additionalProperties"] = {"anyOf": [found["additionalProperties"], {"type": "null"}]}
        found.pop("minProperties", None)
    return found


def _name(of: str) -> str:
    return f"Extending.{of}"
