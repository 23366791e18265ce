"""HTML as the text a reader sees: hidden elements, scripts, comments and the targets of links do not stay."""

from __future__ import annotations

import re

from inscriptis import Inscriptis
from lxml.etree import LxmlError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from pipeline.conversation.outcomes import RejectReason
from pipeline.sources.format import RecordError

LEVELS = 400
"""How deep elements may be nested: long chains of quoted mail reach a hundred."""
_TAG = re.compile(r"<(?:[a-zA-Z!/?])|&(?:[a-zA-Z]{2,8}|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_DECLARATION = re.compile(r"\s{0,99}<\?xml [^>]{0,200}\?>")
_HIDDEN = re.compile(
    r"(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden|mso-hide\s{0,9}:\s{0,9}all"
    r"|(?<![\w-])(?:opacity|max-height)\s{0,9}:\s{0,9}0(?:\.0{1,9})?(?:px|em|%)?\s{0,9}(?:!|;|$))",
    re.IGNORECASE,
)
_NO_SIZE = re.compile(r"font-size\s{0,9}:\s{0,9}0(?:\.0{1,9})?(?:px|pt|em|%)?\s{0,9}(?:!|;|$)", re.IGNORECASE)
_NEVER_SEEN = frozenset({"template", "datalist"})
_BLANK_LINES = re.compile(r"\n{3,}")


def text_of_html(html: str) -> str:
    """Return the visible text of HTML, in its lines; text without markup is returned as it is.

    Raises:
        RecordError: it cannot be read as HTML, or it is nested so deep that a part of it would be lost.
    """
    if not _TAG.search(html):
        return html
    try:
        page = _page(html)
        text = "" if page is None else Inscriptis(page).get_text()
    except (LxmlError, ValueError, RecursionError, AttributeError, TypeError):
        raise RecordError(RejectReason.BAD_STRUCTURE) from None
    # Line by line: a pattern for white space before a line end tries every stretch of it from each of its characters.
    lines = "\n".join(line.rstrip(" \t") for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", lines).strip()


def _page(html: str) -> HtmlElement | None:
    """Return the page without what is hidden, or None where there is nothing on it.

    libxml2 leaves out, without an error, what is nested deeper than 256 levels unless it is told to read huge trees.
    """
    source = _DECLARATION.sub("", html, count=1) if html.lstrip()[:2] == "<?" else html
    if not source.strip():
        return None
    try:
        page = document_fromstring(source, parser=HTMLParser(huge_tree=True, remove_comments=True))
    except LxmlError:  # nothing that is an element: entities and comments
        page = document_fromstring(f"<pre>{source}</pre>", parser=HTMLParser(huge_tree=True, remove_comments=True))
    _require_shallow(page)
    for element in [element for element in page.iter() if _is_hidden(element)]:
        if element.getparent() is not None:
            element.drop_tree()
    return page


def _require_shallow(page: HtmlElement) -> None:
    level: list[HtmlElement] = [page]
    for _ in range(LEVELS):
        level = [below for element in level for below in element]
        if not level:
            return
    raise RecordError(RejectReason.BAD_STRUCTURE)


def _is_hidden(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str):
        return False
    style = element.attrib.get("style", "")
    # Layouts set the size of a frame to nought and that of what stands in it anew.
    return (
        element.tag in _NEVER_SEEN
        or "hidden" in element.attrib
        or _HIDDEN.search(style) is not None
        or (len(element) == 0 and _NO_SIZE.search(style) is not None)
    )
