"""The structure of a paper: sections of facts, lines and tables. Written once, rendered as JSON, HTML and Markdown.

Keys are for machines and stable; labels, headings and captions are for people. Texts are plain: a rendering escapes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

NOT_STATED = "not stated in the policy"
NOT_PROVIDED = "not provided by this version"


class Style(StrEnum):
    """How the cells of a column are shown."""

    TEXT = "text"
    CODE = "code"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    key: str
    heading: str
    style: Style = Style.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, as many a row as there are columns; the first cell names its row."""

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a paper states. A fact without a value says so in words; it is never left out."""

    key: str
    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Something to copy, in a named language."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a paper; `law` is what asks for it. Shown in this order: prose, facts, lines, tables, listings."""

    key: str
    heading: str
    law: str = ""
    prose: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    lines: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    listings: tuple[Listing, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper.

    `name` is that of its files, `kind` its name in lists where the title is another; `about` says what it is for.
    """

    name: str
    title: str
    about: str
    sections: tuple[Section, ...]
    law: str = ""
    kind: str = ""


def fact(key: str, label: str, *values: str | None, otherwise: str = NOT_STATED) -> Fact:
    """Return a fact of the values that are there, or one that says what `otherwise` says."""
    stated = tuple(value for value in values if value)
    return Fact(key, label, stated or (otherwise,))
