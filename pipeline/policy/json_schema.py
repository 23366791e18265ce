"""The JSON Schema that editors use to complete and check a policy file while it is written.

It says what one value may be. Rules about several values together are `load`'s (see the `check_*` modules).
"""

from __future__ import annotations

from typing import Any

from pipeline.policy.json_schema_on_top import or_on_top
from pipeline.policy.schema import Policy
from pipeline.policy.vocabulary import Vocabulary

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]


def json_schema(vocabulary: Vocabulary) -> Schema:
    """Return the schema of policy files (draft 2020-12) for these entity types and operators.

    A detector file may add entity types that no schema knows: where a policy names one, `lint` alone checks types.
    """
    schema = Policy.model_json_schema(ref_template="#/$defs/{model}")
    definitions: Schema = schema["$defs"]
    definitions["EntityRule"] = _entity_rule(vocabulary, definitions)
    schema["if"] = {"properties": {"detection": {"required": ["detector_file"]}}}
    schema["else"] = _known_types(vocabulary)
    path = definitions["FieldRule"]["properties"]["path"]
    path["anyOf"] = [{"enum": sorted(vocabulary.field_paths)}, {"pattern": r"^metadata\.[A-Za-z0-9_-]{1,64}$"}]
    return {"$schema": DIALECT, "title": "Veil policy", **or_on_top(schema)}


def _known_types(vocabulary: Vocabulary) -> Schema:
    """Return what holds for a policy without a detector file: it names entity types of Veil's alone."""
    rules = {"propertyNames": {"enum": sorted(vocabulary.rule_types)}}
    limits = {"propertyNames": {"enum": sorted(vocabulary.entity_types)}}
    return {"properties": {"entities": rules, "detection": {"properties": {"thresholds": limits}}}}


def _entity_rule(vocabulary: Vocabulary, definitions: Schema) -> Schema:
    """Return the schema of a rule: the operator decides which parameters may stand beside it."""
    return {
        "type": "object",
        "description": "What happens to one kind of personal data.",
        "required": ["operator"],
        "properties": {"operator": {"enum": sorted(vocabulary.operators)}},
        "allOf": [
            {
                "if": {"required": ["operator"], "properties": {"operator": {"const": name}}},
                "then": _operator(name, vocabulary, definitions),
            }
            for name in sorted(vocabulary.operators)
        ],
    }


def _operator(name: str, vocabulary: Vocabulary, definitions: Schema) -> Schema:
    terms = vocabulary.operators[name]
    own = terms.parameters.model_json_schema(ref_template=f"#/$defs/{name}.{{model}}")
    definitions.update({f"{name}.{key}": value for key, value in own.get("$defs", {}).items()})
    required = ["justification"] if terms.needs_justification else []
    return {
        "properties": {
            "operator": {"const": name},
            "justification": {"type": "string", "minLength": 1},
            **own.get("properties", {}),
        },
        "required": ["operator", *required, *own.get("required", [])],
        "additionalProperties": False,
    }
