"""How templates become papers: one Jinja environment, strict about missing values, escaping by kind of paper."""

from __future__ import annotations

import re
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from pipeline.release.documents.wording import about, exact, in_words, size

_RELATIVE_LINK = re.compile(r"(?:\.\./)?[A-Za-z0-9_-]+\.(?:html|json|jsonld|ttl|md|sql)")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|#~])")


def render(template: str, **values: object) -> str:
    """Return a paper. HTML is escaped by the environment; Markdown and SQL by their filters."""
    return _environment().get_template(template).render(values)


def preload() -> None:
    """Compile all templates, which the environment keeps."""
    for name in _environment().list_templates():
        _environment().get_template(name)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("pipeline.release.documents", "templates"),
        autoescape=select_autoescape(enabled_extensions=("html.jinja",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        md=markdown_text, sql_text=sql_text, sql_name=sql_name, about=about, exact=exact, in_words=in_words, size=size
    )
    environment.tests["relative_link"] = is_relative_link
    return environment


def is_relative_link(text: str) -> bool:
    """Whether a text is the name of a paper, in the same folder or the one above: what a page may link to."""
    return _RELATIVE_LINK.fullmatch(text) is not None


def markdown_text(text: object) -> str:
    """Return text that Markdown shows as it is, on one line."""
    return _MARKDOWN.sub(r"\\\1", " ".join(str(text).split()))


def sql_text(text: str) -> str:
    """Return an SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def sql_name(name: str) -> str:
    """Return an SQL identifier in quotes."""
    return '"' + name.replace('"', '""') + '"'
