"""The export to the W3C vocabulary: both forms parse, are one graph, and say what the policy says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import rdflib
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from pipeline.cli import veil
from pipeline.detection.entity_types import ENTITY_TYPES
from pipeline.evaluation.vocabulary import vocabulary
from pipeline.policy.dpv.export import export
from pipeline.policy.dpv.graph import Iri, Literal, Triple, term
from pipeline.policy.dpv.jsonld import to_jsonld
from pipeline.policy.dpv.terms import LABELS, LEGAL_BASES, PERSONAL_DATA, as_written
from pipeline.policy.dpv.turtle import to_turtle
from pipeline.policy.loader import load
from pipeline.policy.schema import Label, LegalBasis
from pipeline.policy.schema.entities import EntityRule
from tests.conftest import ROOT

DPV = rdflib.Namespace("https://w3id.org/dpv#")
PD = rdflib.Namespace("https://w3id.org/dpv/pd#")
GDPR = rdflib.Namespace("https://w3id.org/dpv/legal/eu/gdpr#")
SHA256 = "ab" * 32
ROOT_NODE = rdflib.URIRef("urn:veil:policy:eu-support-product-research:1.0.0")


@pytest.fixture(scope="module")
def triples() -> list[Triple]:
    loaded = load(ROOT / "policies" / "eu-support-product-research.yaml", vocabulary())
    return export(loaded.policy, SHA256)


@pytest.fixture(scope="module")
def graph(triples: list[Triple]) -> rdflib.Graph:
    return rdflib.Graph().parse(data=to_turtle(triples), format="turtle")


def test_both_forms_are_the_same_graph(triples: list[Triple], graph: rdflib.Graph) -> None:
    other = rdflib.Graph().parse(data=to_jsonld(triples), format="json-ld")
    assert len(graph) == len(set(triples)) > 150
    assert isomorphic(graph, other)


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)


@given(texts)
@pytest.mark.parametrize(("write", "form"), [(to_turtle, "turtle"), (to_jsonld, "json-ld")])
def test_any_text_of_a_policy_comes_back_as_it_was(write: Callable[[list[Triple]], str], form: str, text: str) -> None:
    written: list[Triple] = [(Iri("urn:x"), term("dct:title"), Literal(text))]
    ((_, _, value),) = rdflib.Graph().parse(data=write(written), format=form)
    assert str(value) == text


def one(graph: rdflib.Graph, predicate: rdflib.URIRef, subject: rdflib.term.Node = ROOT_NODE) -> Any:
    (value,) = graph.objects(subject, predicate)
    return value


def test_the_graph_says_who_why_and_on_which_ground(graph: rdflib.Graph) -> None:
    controller = one(graph, DPV.hasDataController)
    assert str(one(graph, DPV.hasName, controller)) == "Example GmbH"
    purpose = one(graph, DPV.hasPurpose)
    kinds = set(graph.objects(purpose, rdflib.RDF.type))
    assert kinds == {DPV.Purpose, DPV.CommercialResearch, DPV.ImproveExistingProductsAndServices}
    assert one(graph, DPV.hasLegalBasis) == GDPR["A6-1-f"]
    assert one(graph, DPV.hasReuseCompatibility) == GDPR.PurposeCompatible
    original = one(graph, rdflib.DCTERMS.source)
    assert one(graph, DPV.hasPurpose, original) == DPV.CommunicationForCustomerCare
    assert len(list(graph.objects(ROOT_NODE, DPV.hasProhibition))) == 5
    assert set(graph.objects(ROOT_NODE, DPV.hasDataSubject)) == {DPV.Customer, DPV.Employee, DPV.ThirdParty}


WRITTEN = [
    ("dpv:ServiceProvision", Iri("https://w3id.org/dpv#ServiceProvision"), "a name with a prefix that we know"),
    ("https://w3id.org/dpv#Marketing", Iri("https://w3id.org/dpv#Marketing"), "an address"),
    ("https://example.org/a>b", Literal("https://example.org/a>b"), "an address that would end too early"),
    ("schema:Thing", Literal("schema:Thing"), "a prefix that we do not know"),
    ("customer care", Literal("customer care"), "words"),
]


@pytest.mark.parametrize(("text", "expected", "why"), WRITTEN)
def test_a_purpose_is_a_term_where_it_can_be_one(text: str, expected: Iri | Literal, why: str) -> None:
    assert as_written(text) == expected, why
    graph = rdflib.Graph().parse(data=to_turtle([(Iri("urn:x"), term("dct:subject"), as_written(text))]))
    assert len(graph) == 1


TREATMENTS = [
    ("PERSON", "Name", "hasTechnicalMeasure", "DocumentRandomisedPseudonymisation", "numbered in a conversation"),
    ("CREDIT_CARD", "PaymentCardNumber", "hasTechnicalMeasure", "DataRedaction", "replaced by a label"),
    ("CARD_SECURITY_CODE", "PaymentCard", "hasTechnicalMeasure", "DataRedaction", "removed"),
    ("AGE", "AgeRange", "hasProcessing", "Transform", "made coarser"),
]


@pytest.mark.parametrize(("kind", "data", "predicate", "measure", "why"), TREATMENTS)
def test_the_graph_says_what_happens_to_a_kind_of_data(
    graph: rdflib.Graph, kind: str, data: str, predicate: str, measure: str, why: str
) -> None:
    node = rdflib.URIRef(f"{ROOT_NODE}#data-{kind}")
    assert one(graph, rdflib.RDF.type, node) == PD[data]
    assert one(graph, DPV[predicate], node) == DPV[measure], why


def test_what_is_kept_has_a_reason_and_no_measure() -> None:
    policy = load(ROOT / "policies" / "eu-support-product-research.yaml", vocabulary()).policy
    kept = EntityRule(operator="keep", justification="Prices and refunds are what people complain about.")
    policy = policy.model_copy(update={"entities": {**policy.entities, "AMOUNT": kept}})
    graph = rdflib.Graph().parse(data=to_turtle(export(policy, SHA256)), format="turtle")
    node = rdflib.URIRef(f"{ROOT_NODE}#data-AMOUNT")
    assert one(graph, rdflib.RDF.type, node) == DPV.PersonalData
    assert list(graph.objects(node, DPV.hasTechnicalMeasure)) == []
    assert str(one(graph, DPV.hasJustification, node)).startswith("Prices and refunds")


def test_every_basis_label_and_kind_of_data_has_a_place() -> None:
    assert set(LEGAL_BASES) == set(LegalBasis.model_fields["basis"].annotation.__args__)  # type: ignore[union-attr]
    assert set(LABELS) == set(Label)
    assert set(PERSONAL_DATA) <= ENTITY_TYPES


def test_two_exports_are_the_same_bytes(triples: list[Triple]) -> None:
    loaded = load(ROOT / "policies" / "eu-support-product-research.yaml", vocabulary())
    assert to_turtle(export(loaded.policy, SHA256)) == to_turtle(triples)


@pytest.mark.parametrize("form", ["turtle", "jsonld"])
def test_the_command_prints_either_form(form: str, triples: list[Triple]) -> None:
    path = ROOT / "policies" / "eu-support-product-research.yaml"
    done = CliRunner().invoke(veil, ["policy", "dpv", str(path), "--format", form])
    assert done.exit_code == 0
    printed = rdflib.Graph().parse(data=done.output, format={"turtle": "turtle", "jsonld": "json-ld"}[form])
    assert len(printed) == len(set(triples))


def test_a_policy_with_problems_is_not_exported(tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text("policy: veil-policy/1\n")
    done = CliRunner().invoke(veil, ["policy", "dpv", str(tmp_path / "policy.yaml")])
    assert (done.exit_code, done.stdout) == (2, "")
