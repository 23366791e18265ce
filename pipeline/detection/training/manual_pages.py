"""Debian's translated manual pages as plain text: real sentences of seven languages, about nobody.

Read from the packages themselves (`manpages-de` and its like, from `apt-get download`). Sections that name people are
left out, and so is every line that holds an "@".
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pipeline.conversation.normal_form import fold_text
from pipeline.detection.training.debian_package import files

PACKAGES: Final = MappingProxyType({
    "en": "manpages",
    "de": "manpages-de",
    "fr": "manpages-fr",
    "es": "manpages-es",
    "it": "manpages-it",
    "nl": "manpages-nl",
    "pt": "manpages-pt-br",
})
_NAMING: Final = (
    "author",
    "autor",
    "auteur",
    "auth",
    "copyright",
    "urheber",
    "droits",
    "derecho",
    "diritt",
    "bug",
    "fehler",
    "boge",
    "errore",
    "error",
    "foute",
    "fout",
    "relat",
    "informar",
    "meldung",
    "melden",
    "rapporter",
    "signaler",
    "segnala",
    "rapport",
    "report",
    "traduc",
    "tradu",
    "traduz",
    "uberset",
    "ubersetz",
    "vertal",
    "transl",
    "colophon",
    "kolophon",
    "historie",
    "histor",
    "geschichte",
    "storia",
    "geschiedenis",
    "credit",
    "danks",
    "acknowledg",
    "remerci",
    "contribu",
    "licen",
    "lizenz",
    "reconoc",
    "agradec",
    "ringrazi",
    "maintain",
)
"""How a folded heading begins, word by word, of a section that may name people."""
_SHORTEST: Final = 40
_ESCAPES: Final = (
    (re.compile(r"\\f(?:\[\w*\]|\(\w\w|[A-Z0-9])"), ""),
    (re.compile(r"\\\((?:aq|cq|oq|lq|rq|dq)"), "'"),
    (re.compile(r"\\\[(?:aq|cq|oq|lq|rq|dq)\]|\\[\"]"), "'"),
    (re.compile(r"\\(?:-|\(en|\(em|\[en\]|\[em\])"), "-"),
    (re.compile(r"\\[&/,:%|^c]|\\s[-+]?\d"), ""),
    (re.compile(r"\\[ ~0]"), " "),
    (re.compile(r"\\(?:e|\[rs\]|\(rs)"), "\\\\"),
)


def pages(package: Path) -> Iterator[str]:
    """Yield the source of each manual page in a Debian package, in the order of their names.

    Raises:
        ValueError: the file is no Debian package with a data archive.
    """
    for source in files(package, lambda name: re.search(r"/man\d/.*\.gz$", name) is not None):
        yield gzip.decompress(source).decode("utf-8", errors="ignore")


def paragraphs(source: str) -> Iterator[str]:
    """Yield the running text of a page, paragraph by paragraph, without markup and without what names people."""
    naming, lines = False, list[str]()
    for line in source.splitlines():
        macro = re.match(r"[.']\s*(\w+)?", line)
        if macro is None:
            if not naming:
                lines.append(line)
            continue
        heading = macro[1] in {"SH", "Sh"}
        if heading:
            naming = names_people(line[macro.end() :])
        words = _words(line, macro) if not naming and not heading else ""
        if words:
            lines.append(words)
        else:
            yield from _joined(lines)
            lines.clear()
    yield from _joined(lines)


def names_people(heading: str) -> bool:
    """Return whether a section with that heading may name people."""
    words = re.findall(r"[a-z]+", fold_text(heading))
    return any(word.startswith(beginning) for word in words for beginning in _NAMING)


def _words(line: str, macro: re.Match[str]) -> str:
    """Return the words that a macro sets in bold or italics within the text, "" for all other macros."""
    if macro[1] not in {"B", "I", "BR", "IR", "RB", "RI", "BI", "IB"}:
        return ""
    rest = line[macro.end() :].strip()
    parts = re.findall(r'"([^"]*)"|(\S+)', rest)
    return ("" if len(macro[1]) > 1 else " ").join(quoted or bare for quoted, bare in parts)


def _joined(lines: list[str]) -> Iterator[str]:
    text = " ".join(clean(line) for line in lines if "@" not in line)
    text = re.sub(r"\s+", " ", text).strip()
    if len(text) >= _SHORTEST and sum(char.isalpha() for char in text) > len(text) // 2:
        yield text


def clean(line: str) -> str:
    """Return a line without the escapes of roff (groff_char(7))."""
    for pattern, plain in _ESCAPES:
        line = pattern.sub(plain, line)
    return line
