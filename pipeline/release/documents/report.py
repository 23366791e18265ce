"""`report.html`: one page for the controller that needs nothing from elsewhere. Exact counts; no record's text."""

from __future__ import annotations

from collections import Counter

from pipeline.release.documents.charts import bars, flow, operators, redaction_bars
from pipeline.release.documents.environment import render
from pipeline.release.documents.material import Material
from pipeline.release.documents.style import page_style
from pipeline.release.documents.wording import in_words
from pipeline.release.labels import NO_PROMISES
from pipeline.release.manifest import Manifest, RecordCounts

REPORT_NAME = "report.html"


def render_report(material: Material) -> bytes:
    """Return the page. Its content security policy allows its own style sheet, by digest, and nothing else."""
    manifest = material.manifest
    counts = manifest.counts
    page = render(
        "report.html.jinja",
        manifest=manifest,
        policy=material.policy,
        plain_policy=material.plain_policy,
        no_promises=NO_PROMISES,
        **page_style(),
        flow=flow(_outcomes(counts)),
        refused=bars({in_words(code): count for code, count in counts.refused.items()}),
        rejected=bars({in_words(code): count for code, count in counts.rejected.items()}),
        repaired=[(in_words(code), count) for code, count in sorted(manifest.repaired.items())],
        channels=bars(counts.channels),
        languages=bars(counts.languages),
        redactions=redaction_bars(manifest.redactions),
        operators=operators(manifest.redactions),
        hidden=sum(entry.count for entry in manifest.redactions),
        partitions=_partitions(manifest),
        bytes=sum(entry.bytes for entry in manifest.files),
    )
    return page.encode()


def _outcomes(counts: RecordCounts) -> list[tuple[str, int]]:
    return [
        ("released", counts.released),
        ("refused", sum(counts.refused.values())),
        ("rejected", sum(counts.rejected.values())),
        ("duplicates", counts.duplicates),
    ]


def _partitions(manifest: Manifest) -> list[dict[str, object]]:
    """Return one line a partition: its name, parts, conversations, turns and bytes."""
    totals: dict[str, Counter[str]] = {}
    for entry in manifest.files:
        line = totals.setdefault(entry.partition or "(whole dataset)", Counter())
        line.update({entry.table: entry.rows, "parts": 1, "bytes": entry.bytes})
    return [{"name": name, **{key: line[key] for key in _SIZES}} for name, line in sorted(totals.items())]


_SIZES = ("parts", "conversations", "turns", "bytes")
