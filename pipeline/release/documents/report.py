"""`report.html`: one page for the controller that needs nothing from elsewhere. Exact counts; no record's text."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files

from markupsafe import Markup

from pipeline.policy.schema import Policy
from pipeline.release.documents.charts import bars, flow, operators, redaction_bars
from pipeline.release.documents.environment import render
from pipeline.release.documents.wording import in_words
from pipeline.release.labels import NO_PROMISES
from pipeline.release.manifest import Manifest, RecordCounts

REPORT_NAME = "report.html"
PlainPolicy = Sequence[tuple[str, Sequence[str]]]
"""The policy in plain words: headings with their lines."""


def render_report(manifest: Manifest, policy: Policy, plain_policy: PlainPolicy) -> bytes:
    """Return the page. Its content security policy allows its own style sheet, by digest, and nothing else."""
    css = files("pipeline.release.documents").joinpath("templates", "report.css").read_text("utf-8")
    counts = manifest.counts
    page = render(
        "report.html.jinja",
        manifest=manifest,
        policy=policy,
        plain_policy=plain_policy,
        no_promises=NO_PROMISES,
        css=Markup(css),  # noqa: S704 - our own file, nothing of the run
        csp=f"default-src 'none'; style-src 'sha256-{_digest(css)}'; base-uri 'none'; form-action 'none'",
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


def _digest(css: str) -> str:
    """Return the digest of the style element's content, as a content security policy names it."""
    return base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()


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
