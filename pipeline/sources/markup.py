"""HTML as the text a reader sees: hidden elements, scripts, comments and the targets of links do not stay."""

from __future__ import annotations

import re

from inscriptis import get_text
from lxml.etree import LxmlError

from pipeline.conversation.outcomes import RejectReason
from pipeline.sources.format import RecordError

_TAG = re.compile(r"<(?:[a-zA-Z!/])|&(?:[a-zA-Z]{2,8}|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
_TRAILING = re.compile(r"[ \t]+\n")


def text_of_html(html: str) -> str:
    """Return the visible text of HTML, in its lines; text without markup is returned as it is.

    Raises:
        RecordError: it cannot be read as HTML.
    """
    if not _TAG.search(html):
        return html
    try:
        text = get_text(html)
    except (LxmlError, ValueError, RecursionError, AttributeError, TypeError):
        raise RecordError(RejectReason.BAD_STRUCTURE) from None
    return _BLANK_LINES.sub("\n\n", _TRAILING.sub("\n", text)).strip()
