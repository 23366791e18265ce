"""The GNOME desktop's help in seven languages as plain text: it tells people what to press, and names nobody.

Read from the package `gnome-user-docs` (`apt-get download`), whose pages are Mallard, an XML (projectmallard.org).
Titles and paragraphs are kept; `info`, which credits authors and translators, is not, and neither is a paragraph that
holds an address or a long number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Final
from xml.etree import ElementTree as ET

from pipeline.detection.training.debian_package import files

PACKAGE: Final = "gnome-user-docs"
FOLDERS: Final = MappingProxyType({
    "en": "C",
    "de": "de",
    "fr": "fr",
    "es": "es",
    "it": "it",
    "nl": "nl",
    "pt": "pt_BR",
})
_TEXTS: Final = frozenset({"p", "title", "cmd"})
_SHORTEST: Final = 12
_ADDRESS: Final = re.compile(r"@|://|www\.|\d{4}")


def pages(package: Path, language: str) -> Iterator[bytes]:
    """Yield the source of each page of a language, in the order of their names.

    Raises:
        ValueError: the file is no Debian package with a data archive.
    """
    return files(package, lambda name: _is_page(PurePosixPath(name), FOLDERS[language]))


def _is_page(path: PurePosixPath, folder: str) -> bool:
    return path.parts[-3:-1] == (folder, "gnome-help") and path.suffix == ".page"


def paragraphs(source: bytes) -> Iterator[str]:
    """Yield the running text of a page, paragraph by paragraph."""
    yield from _paragraphs(ET.fromstring(source))  # noqa: S314  # pages of a signed package, at training time


def _paragraphs(element: ET.Element) -> Iterator[str]:
    name = element.tag.rpartition("}")[2]
    if name == "info":
        return
    if name in _TEXTS:
        text = " ".join("".join(element.itertext()).split())
        if len(text) >= _SHORTEST and not _ADDRESS.search(text):
            yield text
        return
    for child in element:
        yield from _paragraphs(child)
