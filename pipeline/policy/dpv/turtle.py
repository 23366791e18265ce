"""A graph as Turtle (W3C Recommendation of 25 February 2014)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from pipeline.policy.dpv.graph import PREFIXES, TYPE, Iri, Object, Triple, by_subject

Prefixes: TypeAlias = Mapping[str, str]

_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def to_turtle(triples: Sequence[Triple]) -> str:
    """Return the graph, one subject a paragraph. The empty prefix stands for fragments of the first subject."""
    prefixes = {**PREFIXES, "": f"{triples[0][0].value}#"}
    head = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes.items())
    return head + "".join(f"\n{_subject(subject, said, prefixes)}" for subject, said in by_subject(triples))


def _subject(subject: Iri, said: list[tuple[Iri, list[Object]]], prefixes: Prefixes) -> str:
    lines = [
        f"{'a' if predicate == TYPE else _iri(predicate, prefixes)} {', '.join(_written(v, prefixes) for v in values)}"
        for predicate, values in said
    ]
    return f"{_iri(subject, prefixes)} " + " ;\n    ".join(lines) + " .\n"


def _written(value: Object, prefixes: Prefixes) -> str:
    if isinstance(value, Iri):
        return _iri(value, prefixes)
    text = f'"{value.value.translate(_ESCAPES)}"'
    return f"{text}^^{value.datatype}" if value.datatype else text


def _iri(iri: Iri, prefixes: Prefixes) -> str:
    for prefix, namespace in prefixes.items():
        local = iri.value.removeprefix(namespace)
        if local != iri.value and _LOCAL.fullmatch(local):
            return f"{prefix}:{local}"
    return f"<{iri.value}>"
