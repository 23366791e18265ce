"""English and other prose from Debian's packages: sayings, jokes, posts, essays, articles. Nobody labeled it.

Read from the packages in `PACKAGES` (`apt-get download`). It names people of whom the labeled sets have never heard,
and it is where the student learns what the teacher makes of text that is no support talk.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Final

from pipeline.detection.training.debian_package import files

_SHORTEST: Final = 40
_SAYING_ENDS: Final = re.compile(r"^%$", re.MULTILINE)
_BY: Final = re.compile(r"\n\s+(?=--|[-\u2013\u2014] ?[A-Z])")
"""Before who said it, which stands in a line of its own."""
_TAGS_OF_PARAGRAPHS: Final = frozenset({"p", "li", "h1", "h2", "h3"})
_OFFENSIVE: Final = "off"
"""The folder of sayings that fortune(6) shows only to those who ask for them."""
_DRAWN: Final = re.compile(r"[^\w\s]{6}|\x08")
"""Drawings and struck-out letters are no prose."""


def sayings(source: str) -> Iterator[str]:
    """Yield the sayings of a file of fortune(6); who said it stays in a line of its own."""
    for saying in _SAYING_ENDS.split(source):
        text, *by = _BY.split(saying.strip(), maxsplit=1)
        yield "\n".join(_unwrapped(part) for part in (text, *by))


def wrapped_paragraphs(source: str) -> Iterator[str]:
    """Yield the paragraphs of plain text whose lines are broken to a width."""
    yield from map(_unwrapped, re.split(r"\n\s*\n", source))


def web_paragraphs(source: str) -> Iterator[str]:
    """Yield the paragraphs of a web page."""
    reader = _Paragraphs()
    reader.feed(source)
    yield from map(_unwrapped, reader.found)


def paragraphs(folder: Path, package: str) -> set[str]:
    """Return the different paragraphs of a package that lies in a folder, without what is short or drawn.

    Raises:
        ValueError: not exactly one version of the package lies there, or it is none.
    """
    (path,) = folder.glob(f"{package}_*.deb")
    read = PACKAGES[package]
    sources = files(path, lambda name: read.wanted(PurePosixPath(name)))
    texts = (text for source in sources for text in read.split(_decoded(source)))
    return {text for text in texts if len(text) >= _SHORTEST and not _DRAWN.search(text)}


def _decoded(data: bytes) -> str:
    plain = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
    return plain.decode("utf-8", errors="ignore")


def _unwrapped(text: str) -> str:
    return " ".join(text.split())


class _Paragraphs(HTMLParser):
    """Collects the text of paragraphs, list items and headings."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        if tag in _TAGS_OF_PARAGRAPHS:
            self._inside = True
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in _TAGS_OF_PARAGRAPHS:
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data


@dataclass(frozen=True, slots=True)
class Package:
    """What is read of a package.

    Attributes:
        language: of its text.
        characters: how much of it is used.
        wanted: says of a path in it whether that file is read.
        split: yields the paragraphs of such a file.
    """

    language: str
    characters: int
    wanted: Callable[[PurePosixPath], bool]
    split: Callable[[str], Iterator[str]]


def _is_fortune(path: PurePosixPath) -> bool:
    inside = {"games", "fortunes"} <= set(path.parts) and _OFFENSIVE not in path.parts
    return inside and path.suffix in {"", ".fortunes"}


def _is_page(path: PurePosixPath) -> bool:
    return path.suffix == ".html"


def _is_dictionary(path: PurePosixPath) -> bool:
    return path.name.endswith((".dict.dz", "jargon.txt.gz"))


PACKAGES: Final[Mapping[str, Package]] = MappingProxyType({
    "fortunes": Package("en", 1_800_000, _is_fortune, sayings),
    "anarchism": Package("en", 1_400_000, _is_page, web_paragraphs),
    "jargon-text": Package("en", 700_000, _is_dictionary, wrapped_paragraphs),
    "dict-foldoc": Package("en", 600_000, _is_dictionary, wrapped_paragraphs),
    "fortunes-de": Package("de", 800_000, _is_fortune, sayings),
    "fortunes-es": Package("es", 500_000, _is_fortune, sayings),
    "fortunes-it": Package("it", 600_000, _is_fortune, sayings),
    "fortunes-br": Package("pt", 250_000, _is_fortune, sayings),
})
