"""The one quiet style of all pages of a release, inside each page, and the rule that lets a page load nothing else."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from markupsafe import Markup


def page_style() -> dict[str, str]:
    """Return the style sheet and the content security policy that allows it, by digest, and nothing else."""
    css = files("pipeline.release.documents").joinpath("templates", "report.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return {
        "css": Markup(css),  # noqa: S704 - our own file, nothing of the run
        "csp": f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
    }
