"""One page from a template: escaped, its style sheet inside, and forbidden to load anything from elsewhere."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pipeline.errors import Refused
from pipeline.evaluation.private_file import private_file, refuse_inside_release
from pipeline.evaluation.terminal import interval, percent
from pipeline.evaluation.visible import one_line, visible

RAW_TEXT: Final = "RAW PERSONAL DATA: for authorized eyes only. Do not copy, send or publish it."
"""The first line of whatever shows raw text."""
MARK: Final = b"<!-- veil: "
"""How every page begins, so that nothing else is ever replaced by one."""


def render(template: str, *, shows_text: bool, **values: object) -> bytes:
    """Return a page. Its content security policy allows its own style sheet, by digest, and nothing else."""
    css = _css()
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    page = (
        _environment()
        .get_template(template)
        .render(
            **values,
            shows_text=shows_text,
            warning=RAW_TEXT,
            css=Markup(css),  # noqa: S704 - our own files, nothing of a record
            csp=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        )
    )
    first = RAW_TEXT if shows_text else "figures only, no text of any record"
    return MARK + f"{first} -->\n{page}".encode("utf-8", "backslashreplace")


@lru_cache(maxsize=1)
def _css() -> str:
    report = files("pipeline.release.documents").joinpath("templates", "report.css").read_text("utf-8")
    return report + files("pipeline.evaluation.pages").joinpath("templates", "page.css").read_text("utf-8")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return strict_environment("pipeline.evaluation.pages", percent=percent, interval=interval)


def strict_environment(package: str, **filters: Callable[..., object]) -> Environment:
    """Return where the HTML templates of a package are read: all is escaped, and a name that is missing is an error.

    Every template can make text of a record safe to look at (`visible`, `one_line`).
    """
    environment = Environment(
        loader=PackageLoader(package, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(visible=visible, one_line=one_line, **filters)
    return environment


def check_place(path: Path, *, shows_text: bool) -> None:
    """Check, before anything is measured, that a page may be written there.

    Raises:
        Refused: raw text would lie inside a release, or the file is something else than a page of Veil.
    """
    if not path.parent.is_dir():
        raise Refused("the folder named by --html is not there")
    if shows_text:
        refuse_inside_release(path)
    if path.exists() and not _is_page(path):
        raise Refused("the file named by --html is there already and is no page of Veil; name another one")


def save(path: Path, page: bytes) -> str:
    """Write a page, readable by its owner alone, and return what happened, to be told."""
    verb = "replaced" if path.exists() else "wrote"
    with private_file(path) as stream:
        stream.write(page)
    return f"{verb} {path}"


def _is_page(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(len(MARK)) == MARK
    except OSError:
        return False
