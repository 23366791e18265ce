"""A graph as JSON-LD 1.1, flat: the context names the prefixes, each subject is one object of the graph."""

from __future__ import annotations

import json
from collections.abc import Sequence

from pipeline.policy.dpv.graph import PREFIXES, TYPE, Iri, Object, Triple, by_subject


def to_jsonld(triples: Sequence[Triple]) -> str:
    """Return the graph with two spaces an indent and a line feed at the end."""
    nodes = [_node(subject, said) for subject, said in by_subject(triples)]
    return json.dumps({"@context": dict(PREFIXES), "@graph": nodes}, indent=2, ensure_ascii=False) + "\n"


def _node(subject: Iri, said: list[tuple[Iri, list[Object]]]) -> dict[str, object]:
    node: dict[str, object] = {"@id": subject.value}
    for predicate, values in said:
        if predicate == TYPE:
            node["@type"] = [_compact(value.value) for value in values]
        else:
            node[_compact(predicate.value)] = [_written(value) for value in values]
    return node


def _written(value: Object) -> dict[str, str]:
    if isinstance(value, Iri):
        return {"@id": _compact(value.value)}
    return {"@value": value.value, **({"@type": value.datatype} if value.datatype else {})}


def _compact(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
