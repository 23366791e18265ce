"""A small RDF graph: IRIs, literals and triples, in the order in which a reader expects them. No blank nodes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType
from typing import TypeAlias

PREFIXES: Mapping[str, str] = MappingProxyType({
    "dct": "http://purl.org/dc/terms/",
    "dpv": "https://w3id.org/dpv#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "loc": "https://w3id.org/dpv/loc#",
    "pd": "https://w3id.org/dpv/pd#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
})


@dataclass(frozen=True, slots=True)
class Iri:
    """A name in the graph, written out."""

    value: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A text, a date or a duration; `datatype` is a term such as `xsd:date`, None for text."""

    value: str
    datatype: str | None = None


Object: TypeAlias = Iri | Literal
Triple: TypeAlias = tuple[Iri, Iri, Object]


def term(name: str) -> Iri:
    """Return the IRI of a term such as `dpv:Purpose`.

    Raises:
        KeyError: the prefix is none of ours.
    """
    prefix, _, local = name.partition(":")
    return Iri(PREFIXES[prefix] + local)


TYPE = term("rdf:type")


def by_subject(triples: Sequence[Triple]) -> Iterator[tuple[Iri, list[tuple[Iri, list[Object]]]]]:
    """Yield each subject with its predicates and their objects, in the order of the triples."""
    for subject, found in groupby(triples, key=lambda triple: triple[0]):
        predicates: dict[Iri, list[Object]] = {}
        for _, predicate, value in found:
            predicates.setdefault(predicate, []).append(value)
        yield subject, list(predicates.items())
