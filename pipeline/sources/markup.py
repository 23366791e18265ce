"""HTML as the text a reader sees: hidden elements, scripts, comments and the targets of links do not stay."""

from __future__ import annotations

import re

from inscriptis import get_text
from lxml.etree import LxmlError
from lxml.html import HtmlElement, HTMLParser, fromstring, tostring

from pipeline.conversation.outcomes import RejectReason
from pipeline.sources.format import RecordError

_TAG = re.compile(r"<(?:[a-zA-Z!/])|&(?:[a-zA-Z]{2,8}|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_MAY_HIDE = re.compile(
    r"\bhidden\b|mso-hide|display\s{0,9}:|opacity|max-height|font-size\s{0,9}:\s{0,9}0", re.IGNORECASE
)
_HIDDEN = re.compile(
    r"(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden|mso-hide\s{0,9}:\s{0,9}all"
    r"|(?<![\w-])(?:opacity|max-height)\s{0,9}:\s{0,9}0(?:\.0{1,9})?(?:px|em|%)?\s{0,9}(?:!|;|$))",
    re.IGNORECASE,
)
_NO_SIZE = re.compile(r"font-size\s{0,9}:\s{0,9}0(?:\.0{1,9})?(?:px|pt|em|%)?\s{0,9}(?:!|;|$)", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
_PARSER = HTMLParser(encoding="utf-8")
_TRAILING = re.compile(r"[ \t]+\n")


def text_of_html(html: str) -> str:
    """Return the visible text of HTML, in its lines; text without markup is returned as it is.

    Raises:
        RecordError: it cannot be read as HTML.
    """
    if not _TAG.search(html):
        return html
    try:
        text = get_text(_visible(html))
    except (LxmlError, ValueError, RecursionError, AttributeError, TypeError):
        raise RecordError(RejectReason.BAD_STRUCTURE) from None
    return _BLANK_LINES.sub("\n\n", _TRAILING.sub("\n", text)).strip()


def _visible(html: str) -> str:
    """Return HTML without the elements that no reader sees: previews, tracking, other programs' versions."""
    if not _MAY_HIDE.search(html):
        return html
    tree = fromstring(html.encode(), parser=_PARSER)
    for element in [found for found in tree.iter() if _is_hidden(found)]:
        if element.getparent() is not None:
            element.drop_tree()
    return str(tostring(tree, encoding="unicode"))


def _is_hidden(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str):
        return False  # a comment
    style = element.get("style") or ""
    # Layouts set the size of a frame to nought and that of what stands in it anew.
    return (
        "hidden" in element.attrib
        or bool(_HIDDEN.search(style))
        or (len(element) == 0 and bool(_NO_SIZE.search(style)))
    )
