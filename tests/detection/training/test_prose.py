"""Prose of Debian's packages: how each kind of file is split, and which files are read."""

import gzip
from pathlib import Path

import pytest

from pipeline.detection.training import prose
from tests.support.debian import debian_package

LONG = "It is a long way to the end of the street, said the postman."


def package(folder: Path, name: str, members: dict[str, bytes]) -> None:
    (folder / f"{name}_1_all.deb").write_bytes(debian_package(members))


def test_a_saying_is_one_line_and_who_said_it_another() -> None:
    source = "Nothing is as\nlong as a queue.\n\t\t-- Ada Example, 1901\n%\nNo, 50 % of it.\n"
    assert list(prose.sayings(source)) == [
        "Nothing is as long as a queue.\n-- Ada Example, 1901",
        "No, 50 % of it.",
    ]


def test_lines_of_a_paragraph_are_joined() -> None:
    assert list(prose.wrapped_paragraphs("one\n  two\n \nthree")) == ["one two", "three"]


def test_a_page_yields_its_paragraphs_and_nothing_between_them() -> None:
    page = "<html><style>p {}</style><h1>Of\nqueues</h1>loose<p>They <i>are</i> long.</p><ul><li>Wait &amp; see</ul>"
    assert list(prose.web_paragraphs(page)) == ["Of queues", "They are long.", "Wait & see"]


@pytest.mark.parametrize(
    ("name", "path", "read"),
    [
        ("fortunes", "./usr/share/games/fortunes/songs", True),
        ("fortunes", "./usr/share/games/fortunes/songs.dat", False),
        ("fortunes", "./usr/share/doc/fortunes/copyright", False),
        ("fortunes-es", "./usr/share/games/fortunes/es/arte.fortunes", True),
        ("fortunes-es", "./usr/share/games/fortunes/off/es/arte.fortunes", False),
        ("anarchism", "./usr/share/doc/anarchism/html/a.html", True),
        ("anarchism", "./usr/share/doc/anarchism/copyright", False),
    ],
)
def test_only_files_of_prose_are_read(tmp_path: Path, name: str, path: str, read: bool) -> None:
    content = f"<p>{LONG}</p>" if path.endswith("html") else LONG
    package(tmp_path, name, {path: content.encode()})
    assert prose.paragraphs(tmp_path, name) == ({LONG} if read else set())


def test_what_is_short_or_drawn_is_left_out_and_what_is_packed_is_unpacked(tmp_path: Path) -> None:
    text = f"short\n\n{LONG}\n\n+--------+ {LONG}\n\n{LONG}"
    package(tmp_path, "dict-foldoc", {"./usr/share/dictd/foldoc.dict.dz": gzip.compress(text.encode())})
    assert prose.paragraphs(tmp_path, "dict-foldoc") == {LONG}
