"""One paper as JSON for machines, as a page for people, and as Markdown. All three say the same."""

from __future__ import annotations

from typing import Any

import orjson

from pipeline.release.documents.environment import render
from pipeline.release.documents.paper import Paper, Section
from pipeline.release.documents.style import page_style
from pipeline.release.manifest import Manifest

PAPER_FORMAT = "veil-paper/1"


def to_json(paper: Paper, manifest: Manifest) -> bytes:
    """Return the paper with one key a line. Only the lines of `run` and `created_at` differ between equal runs."""
    content = {
        "format": PAPER_FORMAT,
        "paper": paper.name,
        "title": paper.title,
        "about": paper.about,
        "law": paper.law,
        "label": manifest.label,
        "label_sentence": manifest.label_sentence,
        "dataset_id": manifest.dataset_id,
        "content_digest": manifest.content_digest,
        "policy": manifest.policy.model_dump(),
        "expires": manifest.expires,
        "as_of": manifest.as_of,
        "run": manifest.run,
        "created_at": manifest.created_at,
        "sections": {section.key: _section(section) for section in paper.sections},
    }
    return orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def to_html(paper: Paper, manifest: Manifest) -> bytes:
    """Return the page: no script, nothing from elsewhere, links to the other papers of the release alone."""
    return render("paper.html.jinja", paper=paper, manifest=manifest, **page_style()).encode()


def to_markdown(paper: Paper, manifest: Manifest) -> bytes:
    """Return the paper as Markdown."""
    return render("paper.md.jinja", paper=paper, manifest=manifest).encode()


def _section(section: Section) -> dict[str, Any]:
    """Return a section by key, without what it does not have."""
    content: dict[str, Any] = {"heading": section.heading}
    parts: dict[str, Any] = {
        "law": section.law,
        "prose": section.prose,
        "facts": {fact.key: fact.values for fact in section.facts},
        "lines": section.lines,
        "tables": {
            table.key: [dict(zip((c.key for c in table.columns), row, strict=True)) for row in table.rows]
            for table in section.tables
        },
        "listings": [{"language": listing.language, "text": listing.text} for listing in section.listings],
    }
    return content | {key: value for key, value in parts.items() if value}
