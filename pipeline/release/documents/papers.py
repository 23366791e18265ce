"""All papers of a release, ready to be written and listed in its manifest."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.policy.dpv.export import export
from pipeline.policy.dpv.jsonld import to_jsonld
from pipeline.policy.dpv.turtle import to_turtle
from pipeline.release.documents import (
    balancing_test,
    certificate,
    dataset_card,
    impact_assessment,
    processing_record,
    upstream_findings,
)
from pipeline.release.documents.index import index
from pipeline.release.documents.material import Material
from pipeline.release.documents.paper import Paper
from pipeline.release.documents.renderings import to_html, to_json, to_markdown
from pipeline.release.documents.report import REPORT_NAME, render_report
from pipeline.release.labels import require_honest_words
from pipeline.release.views import VIEWS_NAME, render_views

FOLDER = "documents"
_PAPERS: dict[str, Callable[[Material], Paper]] = {
    dataset_card.NAME: dataset_card.dataset_card,
    processing_record.NAME: processing_record.processing_record,
    impact_assessment.NAME: impact_assessment.impact_assessment,
    balancing_test.NAME: balancing_test.balancing_test,
    upstream_findings.NAME: upstream_findings.upstream_findings,
    certificate.NAME: certificate.certificate,
}
GRAPHS = ("policy.ttl", "policy.jsonld")

PAPER_PATHS = frozenset({
    dataset_card.CARD_NAME,
    REPORT_NAME,
    VIEWS_NAME,
    f"{FOLDER}/index.html",
    *(f"{FOLDER}/{name}.{form}" for name in _PAPERS for form in ("html", "json")),
    *(f"{FOLDER}/{name}" for name in GRAPHS),
})
"""The papers that every release has."""


def papers_of(material: Material) -> tuple[Paper, ...]:
    """Return the papers that are rendered as page and as JSON, in the order of the index."""
    return tuple(make(material) for make in _PAPERS.values())


def render_papers(material: Material) -> dict[str, bytes]:
    """Return the papers by path.

    Raises:
        CheckFailed: a paper would call personal data by a word that is not true of them.
    """
    manifest, policy = material.manifest, material.policy
    made = papers_of(material)
    card = next(paper for paper in made if paper.name == dataset_card.NAME)
    graph = export(policy, manifest.policy.sha256)
    papers = {
        dataset_card.CARD_NAME: to_markdown(card, manifest),
        REPORT_NAME: render_report(material),
        VIEWS_NAME: render_views(manifest, policy),
        f"{FOLDER}/index.html": to_html(index(made, GRAPHS), manifest),
        f"{FOLDER}/{GRAPHS[0]}": to_turtle(graph).encode(),
        f"{FOLDER}/{GRAPHS[1]}": to_jsonld(graph).encode(),
    }
    for paper in made:
        papers[f"{FOLDER}/{paper.name}.html"] = to_html(paper, manifest)
        papers[f"{FOLDER}/{paper.name}.json"] = to_json(paper, manifest)
    for name, content in papers.items():
        require_honest_words(name, content.decode())
    return papers
