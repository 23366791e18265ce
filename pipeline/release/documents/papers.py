"""All papers of a release, ready to be written and listed in its manifest."""

from __future__ import annotations

from pipeline.policy.schema import Policy
from pipeline.release.documents.dataset_card import CARD_NAME, render_card
from pipeline.release.documents.report import REPORT_NAME, PlainPolicy, render_report
from pipeline.release.labels import require_honest_words
from pipeline.release.manifest import Manifest
from pipeline.release.views import VIEWS_NAME, render_views


def render_papers(manifest: Manifest, policy: Policy, plain_policy: PlainPolicy) -> dict[str, bytes]:
    """Return the papers by path: dataset card, report, views.

    Args:
        manifest: the manifest as `manifest.build` makes it, without papers.
        policy: the effective policy.
        plain_policy: the policy in plain words, as headings with their lines.

    Raises:
        CheckFailed: a paper would call personal data by a word that is not true of them.
    """
    papers = {
        CARD_NAME: render_card(manifest, policy),
        REPORT_NAME: render_report(manifest, policy, plain_policy),
        VIEWS_NAME: render_views(manifest, policy),
    }
    for name, content in papers.items():
        require_honest_words(name, content.decode())
    return papers
