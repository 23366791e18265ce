"""`documents/index.html`: every paper of a release, what it is for, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.release.documents.paper import Column, Paper, Section, Table

NAME = "index"


def index(papers: Sequence[Paper], graphs: Sequence[str]) -> Paper:
    """Return the list of papers as a paper of its own."""
    columns = (
        Column("paper", "Paper"), Column("about", "What it says"), Column("law", "Asked for by"),
        Column("page", "For people"), Column("data", "For machines"),
    )  # fmt: skip
    rows = [(paper.kind or paper.title, paper.about, paper.law or "good practice", *_files(paper)) for paper in papers]
    others = Table("others", "Other files of the release", (Column("file", "File"), Column("about", "What it says")), (
        ("../report.html", "What came in, what was refused, hidden and checked; the policy in plain words"),
        ("../dataset_card.md", "The dataset card as Markdown, beside the data"),
        ("../manifest.json", "Every file with its digest, and exact counts"),
        ("audit.jsonl, above the releases", "Every run on the output folder; veil audit verify checks it"),
        *((name, "The policy in the W3C Data Privacy Vocabulary") for name in graphs),
    ))  # fmt: skip
    return Paper(
        name=NAME,
        title="Papers of this release",
        about="What the controller has to be able to show, made by the run that made the data.",
        law="GDPR Art. 5(2)",
        sections=(
            Section("papers", "Papers", tables=(Table("papers", "Papers of this release", columns, tuple(rows)),)),
            Section("others", "Beside them", tables=(others,)),
        ),
    )


def _files(paper: Paper) -> tuple[str, str]:
    return f"{paper.name}.html", f"{paper.name}.json"
